import { mkdir } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let browser: Browser
let email: string

const titles = ['Núi Bà Đen mùa mây', 'Hồ Dầu Tiếng chiều tà', 'Rừng Lò Gò – Xa Mát']
const link = 'Mật khẩu riêng 2026'

/** Pictures of the pages for a person to look at, where `SCREENSHOTS` names a folder. */
const shoot = async (page: Page, name: string) => {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, timeout: 120_000 })
}

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
  const reporter = await hub.person('Nguyễn Thị Phóng Viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
  email = (await reporter.get<{ email: string }>('/api/v1/me')).body.email
  const sizes = [
    [1200, 800],
    [800, 1000],
    [1500, 800],
  ] as const
  for (const [index, [width, height]] of sizes.entries()) {
    const answer = await reporter.upload(await makeJpeg({ width, height }), `anh-${index}.jpg`, {
      title: titles[index],
      visibility: 'hub',
      credit: 'Ảnh: Báo Tây Ninh',
      altText: titles[index],
    })
    expect(answer.status).toBe(201)
  }
  await hub.idle()
})

afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function open(viewport = { width: 1440, height: 900 }): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', reducedMotion: 'reduce' })
  return { context, page: await context.newPage() }
}

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(hub.url + path)
  await page.getByLabel('Thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

async function seriousFaults(page: Page): Promise<string[]> {
  const violations = await judgePage(page)
  return violations
    .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
    .map(violation => `${violation.id}: ${violation.nodes.map(node => node.target).join(' ')}`)
}

const order = (page: Page) => page.getByRole('list', { name: 'Tư liệu trong bộ' }).locator('li b').allTextContents()
/** Sideways scrolling is a fault at every width. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('boards in a browser', { timeout: 420_000 }, () => {
  it('goes from a selection to a board, an order, a link with a password, and somebody outside', async () => {
    const { context, page } = await open()
    await signIn(page, '/kho')
    for (const title of titles) {
      const box = page.getByRole('checkbox', { name: `Chọn ${title}` })
      await box.waitFor({ state: 'attached' })
      await box.check({ force: true })
    }
    await shoot(page, 'selection')
    await page.getByRole('button', { name: 'Thêm vào bộ sưu tập' }).click()
    await page.getByLabel('Lập bộ mới').fill('Cảnh đẹp Tây Ninh')
    await shoot(page, 'pick')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Lập và thêm' }).click()
    await page.getByText('Đã thêm 3 tư liệu vào').waitFor()

    await page.getByRole('link', { name: 'Bộ sưu tập' }).first().click()
    await page.getByRole('link', { name: /Cảnh đẹp Tây Ninh/ }).waitFor()
    await page.waitForFunction(() => document.querySelector('main img'))
    await shoot(page, 'boards')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('link', { name: /Cảnh đẹp Tây Ninh/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Cảnh đẹp Tây Ninh' }).waitFor()
    await page.getByRole('list', { name: 'Tư liệu trong bộ' }).waitFor()
    const before = await order(page)
    expect([...before].sort()).toEqual([...titles].sort())

    const back = page.getByRole('button', { name: `Chuyển ${before[0]} ra sau` })
    await back.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Đã chuyển tới vị trí 2 trên 3.').waitFor({ state: 'attached' })
    await expect.poll(() => order(page)).toEqual([before[1], before[0], before[2]])
    // The button keeps the focus, so that it may be pressed again.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-way'))).toBe('after')
    await page.keyboard.press('Enter')
    await expect.poll(() => order(page)).toEqual([before[1], before[2], before[0]])
    const tiles = page.getByRole('list', { name: 'Tư liệu trong bộ' }).getByRole('listitem')
    await tiles.nth(2).dragTo(tiles.nth(0))
    await expect.poll(() => order(page)).toEqual(before)
    const note = page.getByLabel(`Ghi chú cho ${before[0]}`)
    await note.fill('Dùng làm ảnh mở đầu')
    // The note's own answer: that of the drag may still be on its way.
    const kept = page.waitForResponse(answer => answer.request().postData()?.includes('"note"') ?? false)
    await note.blur()
    expect((await kept).ok()).toBe(true)
    await page.reload()
    await page.getByRole('list', { name: 'Tư liệu trong bộ' }).waitFor()
    await expect.poll(() => order(page)).toEqual(before)
    await expect.poll(() => note.inputValue()).toBe('Dùng làm ảnh mở đầu')
    await page.waitForFunction(() => [...document.images].every(image => image.complete))
    await tiles.nth(1).hover()
    await shoot(page, 'board')
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Tải ZIP' }).click()
    await page.getByText('3 tệp, khoảng').waitFor()
    await shoot(page, 'zip')
    expect(await seriousFaults(page)).toEqual([])
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Tải về', exact: true }).click()
    const download = await coming
    expect(download.suggestedFilename()).toBe('Cảnh đẹp Tây Ninh.zip')
    expect(await download.failure()).toBeNull()

    await page.getByRole('button', { name: 'Chia sẻ', exact: true }).click()
    await page.getByLabel('Gửi cho').fill('Báo Nhân Dân')
    await page.getByLabel('Mật khẩu (nếu cần)').fill(link)
    await shoot(page, 'share')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Tạo liên kết' }).click()
    const url = await page.getByLabel('Địa chỉ').inputValue()
    expect(url).toMatch(/\/chia-se\/[0-9a-f]{64}$/)
    await shoot(page, 'share-made')
    await hub.idle()
    await visit(new URL(url).pathname)

    await page.getByRole('button', { name: 'Lượt xem của liên kết Báo Nhân Dân' }).click()
    await page.getByText('sai mật khẩu 1 lần').waitFor()
    await page.getByRole('button', { name: 'Thu hồi liên kết Báo Nhân Dân' }).click()
    await page.getByText('Đã thu hồi', { exact: true }).waitFor()
    await shoot(page, 'share-list')
    const gone = await open()
    await gone.page.goto(hub.url + new URL(url).pathname)
    await gone.page.getByRole('heading', { name: 'Liên kết này không mở được' }).waitFor()
    await shoot(gone.page, 'gone')
    await gone.context.close()

    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 360, height: 740 })
    await expect.poll(() => overflow(page), { timeout: 5_000 }).toBeLessThanOrEqual(0)
    await shoot(page, 'board-phone')
    await page.goto(`${hub.url}/bo-suu-tap`)
    await page.getByRole('link', { name: /Cảnh đẹp Tây Ninh/ }).waitFor()
    await expect.poll(() => overflow(page), { timeout: 5_000 }).toBeLessThanOrEqual(0)
    await shoot(page, 'boards-phone')
    await page.goto(`${hub.url}/kho`)
    await page.getByRole('checkbox', { name: `Chọn ${titles[0]}` }).check({ force: true })
    await expect.poll(() => overflow(page), { timeout: 5_000 }).toBeLessThanOrEqual(0)
    await shoot(page, 'selection-phone')
    await context.close()
  })

  /** Somebody without an account: the door, a wrong password, the right one, the pictures with their mark. */
  async function visit(path: string): Promise<void> {
    const { context, page } = await open()
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await page.goto(hub.url + path)
    await page.getByRole('heading', { name: 'Liên kết này có mật khẩu' }).waitFor()
    await shoot(page, 'door')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByLabel('Mật khẩu').fill('không phải đâu')
    await page.getByRole('button', { name: 'Mở', exact: true }).click()
    await page.getByText('Mật khẩu chưa đúng').waitFor()
    await page.getByLabel('Mật khẩu').fill(link)
    await page.getByRole('button', { name: 'Mở', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Cảnh đẹp Tây Ninh' }).waitFor()
    await page.waitForFunction(
      () => document.images.length >= 3 && [...document.images].every(image => image.naturalWidth),
    )
    await shoot(page, 'shared')
    expect(await seriousFaults(page)).toEqual([])
    expect(await page.getByText('Nguyễn Thị Phóng Viên').count()).toBe(0)
    expect(await page.getByRole('link', { name: /Tải/ }).count()).toBe(0)
    await page.getByRole('button', { name: `Xem lớn: ${titles[0]}` }).click()
    await page.getByRole('dialog').getByRole('img', { name: titles[0] }).waitFor()
    await shoot(page, 'shared-viewer')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 360, height: 740 })
    await expect.poll(() => overflow(page), { timeout: 5_000 }).toBeLessThanOrEqual(0)
    await shoot(page, 'shared-phone')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByText('English').click()
    await page.getByText('For viewing only').waitFor()
    await shoot(page, 'shared-dark-en')
    expect(await seriousFaults(page)).toEqual([])
    expect(asked.filter(url => url.includes(encodeURIComponent(link)) || url.includes('password='))).toEqual([])
    expect(asked.every(url => url.startsWith(hub.url) || url.startsWith('data:') || url.startsWith('blob:'))).toBe(true)
    await context.close()
  }
})
