import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { CropList, PurposeList, UnitMark } from '#contracts/purpose'
import { openBrowser } from '../support/browser.ts'
import { inventPicture } from '../support/invent-picture.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const shots = process.env.TEST_SHOTS
const looks = [
  ['vi', 'light', 1440],
  ['vi', 'dark', 1440],
  ['vi', 'light', 360],
  ['en', 'light', 1440],
] as const
let hub: TestHub
let browser: Browser
let editor: TestClient
let big: Buffer

beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
  browser = await openBrowser()
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  big = await sharp(await inventPicture(7))
    .resize(2400)
    .jpeg({ quality: 92 })
    .toBuffer()
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function uploaded(bytes: Buffer, title: string): Promise<Asset> {
  const answer = await editor.upload(bytes, `${title}.jpg`, { title, visibility: 'hub', credit: 'Ảnh: Báo Tây Ninh' })
  expect(answer.status).toBe(201)
  await hub.idle()
  return answer.body.asset
}

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    locale: 'vi-VN',
    acceptDownloads: true,
  })
  const [name, value] = editor.cookie.split('; ')[0]!.split('=') as [string, string]
  await context.addCookies([{ name, value, url: hub.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  await page.goto(hub.url + path)
  return page
}

async function checked(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: !name.includes('dialog') })
  const violations = await judgePage(page)
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect
    .soft(
      serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      name,
    )
    .toEqual([])
}

/** The open page as each kind of person sees it. */
async function looksWell(page: Page, name: string): Promise<void> {
  for (const [language, scheme, width] of looks) {
    await page.evaluate(chosen => localStorage.setItem('hub.language', chosen), language)
    await page.setViewportSize({ width, height: 1000 })
    await page.reload()
    await page
      .getByRole('heading', { name: language === 'vi' ? 'Tải về theo mục đích' : 'Download by purpose' })
      .waitFor()
    await page.getByText(language === 'vi' ? 'Tin dọc, điện thoại' : 'Stories, phones').waitFor()
    await page.evaluate(chosen => document.documentElement.setAttribute('data-mantine-color-scheme', chosen), scheme)
    await checked(page, `${name}-${language}-${scheme}-${width}`)
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width)
  }
  await page.evaluate(() => localStorage.setItem('hub.language', 'vi'))
  await page.setViewportSize({ width: 1440, height: 1000 })
  await page.reload()
}

describe('pictures by purpose, in a browser', () => {
  it('are made when somebody takes them, with the focal point that was set by the arrow keys', async () => {
    const asset = await uploaded(big, 'Bình minh trên hồ Dầu Tiếng')
    const page = await open(`/tu-lieu/${asset.id}`)
    const list = page.getByRole('region', { name: 'Tải về theo mục đích' })
    await page.getByRole('button', { name: 'Chỉnh khung cắt' }).click()
    const dialog = page.getByRole('dialog', { name: 'Điểm chính của ảnh' })
    const point = dialog.getByRole('button', { name: /^Điểm chính/ })
    await point.focus()
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('Shift+ArrowRight')
    await dialog.getByRole('button', { name: /^Điểm chính: 100/ }).waitFor()
    await checked(page, 'focal-dialog')
    await dialog.getByRole('button', { name: 'Lưu điểm chính' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const { body } = await editor.get<PurposeList>(`/api/v1/assets/${asset.id}/downloads`)
    expect(body.focalPoint).toMatchObject({ x: 1, by: 'person' })
    const square = body.downloads.find(each => each.purpose === 'social-square')!
    expect(square.box!.x + square.box!.width).toBeCloseTo(1)

    const taking = page.waitForEvent('download')
    await list.getByRole('button', { name: 'Tải Mạng xã hội, vuông' }).click()
    const download = await taking
    expect(download.suggestedFilename()).toBe('Bình minh trên hồ Dầu Tiếng-1080x1080.jpg')
    expect(await sharp(await download.path()).metadata()).toMatchObject({ width: 1080, height: 1080 })
    // Once it is there it is a plain link with its size.
    await list.getByRole('link', { name: 'Tải Mạng xã hội, vuông' }).waitFor()
    await list.getByRole('link', { name: 'Tải Gốc', exact: true }).waitFor()
    await looksWell(page, 'downloads')
    await page.close()
  }, 300_000)

  it('can be cropped by the keyboard alone, under a name', async () => {
    const asset = await uploaded(await sharp(big).resize(1800).jpeg().toBuffer(), 'Lễ hội Núi Bà Đen')
    const page = await open(`/tu-lieu/${asset.id}`)
    await page.getByRole('button', { name: 'Thêm vùng cắt' }).click()
    const dialog = page.getByRole('dialog', { name: 'Vùng cắt' })
    await dialog.getByText('1:1', { exact: true }).click()
    await dialog.getByRole('button', { name: /^Khung cắt/ }).focus()
    for (let press = 0; press < 30; press += 1) await page.keyboard.press('Shift+ArrowLeft')
    await dialog.getByRole('button', { name: 'Góc dưới bên phải' }).focus()
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowLeft')
    await dialog.getByLabel('Tên vùng cắt').fill('Ảnh đại diện')
    await checked(page, 'crop-dialog')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const crops = page.getByRole('list', { name: 'Vùng cắt đã lưu' })
    await crops.getByText('Ảnh đại diện').waitFor()
    const { body } = await editor.get<CropList>(`/api/v1/assets/${asset.id}/crops`)
    const [crop] = body.crops
    expect(crop!.box.x).toBeCloseTo(0)
    expect(Math.abs(crop!.width! - crop!.height!)).toBeLessThanOrEqual(1)
    const taking = page.waitForEvent('download')
    await crops.getByRole('button', { name: 'Tải vùng cắt Ảnh đại diện' }).click()
    expect((await taking).suggestedFilename()).toBe('Lễ hội Núi Bà Đen-Ảnh đại diện.jpg')
    await checked(page, 'crops-list')
    await page.close()
  })

  it('that are nearly the same are shown beside each other, and compared by keys', async () => {
    const first = await uploaded(
      await inventPicture(31).then(png => sharp(png).resize(1400).jpeg({ quality: 90 }).toBuffer()),
      'Cánh đồng lúa',
    )
    await uploaded(
      await inventPicture(31).then(png => sharp(png).resize(700).jpeg({ quality: 60 }).toBuffer()),
      'Cánh đồng lúa, bản nhỏ',
    )
    const page = await open(`/tu-lieu/${first.id}`)
    const section = page.getByRole('region', { name: 'Ảnh gần giống' })
    await section.getByRole('link', { name: 'Mở Cánh đồng lúa, bản nhỏ' }).waitFor()
    await section.getByRole('button', { name: 'So sánh với Cánh đồng lúa, bản nhỏ' }).click()
    const dialog = page.getByRole('dialog', { name: 'So sánh hai ảnh' })
    await dialog.getByRole('group', { name: /^Hai ảnh/ }).focus()
    await page.keyboard.press('+')
    await dialog.getByText(/Độ phóng to 125/).waitFor()
    await checked(page, 'compare-dialog')
    await dialog.getByText('Chồng lên nhau').click()
    await dialog.getByRole('slider', { name: 'Vạch chia hai ảnh' }).press('ArrowRight')
    await checked(page, 'compare-dialog-over')
    await page.close()
  })

  it('bear the mark that the unit’s editor sets on its page', async () => {
    const page = await open('/don-vi/bao')
    const section = page.getByRole('region', { name: 'Dấu của đơn vị trên ảnh' })
    await section.getByLabel('Người tải được chọn').check()
    await section.getByLabel('Chữ trên dấu').fill('Ảnh: Báo Tây Ninh')
    await checked(page, 'unit-mark')
    await section.getByRole('button', { name: 'Lưu dấu' }).click()
    await page.getByText('Đã lưu dấu của đơn vị').waitFor()
    const { body } = await editor.get<{ mark: UnitMark }>('/api/v1/units/bao/mark')
    expect(body.mark).toMatchObject({ policy: 'offered', text: 'Ảnh: Báo Tây Ninh' })
    const asset = await uploaded(await sharp(big).resize(1700).jpeg().toBuffer(), 'Chợ nổi')
    await page.goto(`${hub.url}/tu-lieu/${asset.id}`)
    await page.getByLabel('Kèm dấu của đơn vị').check()
    const taking = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Tải Mạng xã hội, ngang' }).click()
    const marked = await (await taking).path()
    const plain = await editor.bytes(`/api/v1/assets/${asset.id}/renditions/web`)
    if (shots) await sharp(marked).toFile(`${shots}/marked.png`)
    expect((await sharp(marked).metadata()).width).toBe(1200)
    expect(plain.status).toBe(200)
    await page.close()
  })
})

describe('an upload that looks like what is there', () => {
  it('is said with its choices, stops nothing, and becomes a new version where the person wants it', async () => {
    const there = await uploaded(
      await inventPicture(55).then(png => sharp(png).resize(640).jpeg({ quality: 80 }).toBuffer()),
      'Tháp cổ Bình Thạnh',
    )
    const page = await open('/dang-tai')
    const file = await inventPicture(55).then(png => sharp(png).resize(1600).jpeg({ quality: 90 }).toBuffer())
    await page.getByTestId('files').setInputFiles({ name: 'thap-co.jpg', mimeType: 'image/jpeg', buffer: file })
    await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
    const near = page.getByRole('group', { name: 'Chọn cách xử lý cho thap-co.jpg' })
    await near.getByText('Gần giống 1 ảnh đã có trong kho').waitFor()
    await checked(page, 'upload-near')
    await near.getByRole('button', { name: 'Đưa thap-co.jpg làm phiên bản mới của Tháp cổ Bình Thạnh' }).click()
    await page.getByText('Đã thành phiên bản mới của Tháp cổ Bình Thạnh').waitFor()
    const { body } = await editor.get<{ asset: Asset }>(`/api/v1/assets/${there.id}`)
    expect(body.asset).toMatchObject({ version: 2, original: { name: 'thap-co.jpg' } })
    await page.close()
  })
})
