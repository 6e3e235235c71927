import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

type Session = { context: BrowserContext; page: Page; violations: () => Promise<string[]> }

let hub: TestHub
let browser: Browser
let photo: Asset
let email: string

const title = 'Núi Bà Đen mùa mây'

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
  const reporter = await hub.person('Nguyễn Thị Phóng Viên', {
    memberships: [{ unit: 'bao', role: 'editor' }],
  })
  email = (await reporter.get<{ email: string }>('/api/v1/me')).body.email
  const answer = await reporter.upload(await makeJpeg({ width: 1200, height: 800 }), 'núi bà đen.jpg', {
    title,
    description: 'Mây phủ đỉnh núi lúc sáng sớm.',
    visibility: 'hub',
    credit: 'Ảnh: Báo Tây Ninh',
    rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' },
    altText: 'Đỉnh núi trong mây',
  })
  expect(answer.status).toBe(201)
  photo = answer.body.asset
  await hub.idle()
})

afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

/** A browser of its own that counts what the page's Content Security Policy refused. */
async function openSession(): Promise<Session> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
  await context.addInitScript(() => {
    const refused: string[] = []
    Object.assign(globalThis, { cspRefused: refused })
    document.addEventListener('securitypolicyviolation', event =>
      refused.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  const page = await context.newPage()
  const violations = () => page.evaluate(() => (globalThis as unknown as { cspRefused: string[] }).cspRefused)
  return { context, page, violations }
}

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(hub.url + path)
  await page.getByLabel('Thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

const tile = (page: Page) => page.getByRole('link', { name: `Ảnh: ${title}` })

/** What axe calls serious or critical. The policy is asserted before, as axe's own styles break it. */
async function seriousFaults(page: Page): Promise<string[]> {
  const violations = await judgePage(page)
  return violations
    .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
    .map(violation => `${violation.id}: ${violation.nodes[0]?.target}`)
}

describe('the library in a browser', () => {
  it('keeps the page that was asked for through signing in, and says so when the password is wrong', async () => {
    const { context, page, violations } = await openSession()
    await page.goto(`${hub.url}/kho?kind=image`)
    await page.waitForURL(url => url.pathname === '/dang-nhap')
    await page.getByLabel('Thư điện tử').fill(email)
    await page.getByLabel('Mật khẩu', { exact: true }).fill('mot-mat-khau-sai')
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'chưa đúng' }).waitFor()
    expect(await violations()).toEqual([])
    expect(await seriousFaults(page)).toEqual([])

    await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.waitForURL(url => url.pathname === '/kho' && url.search === '?kind=image')
    await tile(page).waitFor()
    await context.close()
  })

  it('finds a photo by words without marks as they are typed, and shows it with its rights', async () => {
    const { context, page, violations } = await openSession()
    await signIn(page, '/kho')
    await tile(page).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('nui ba den')
    await page.waitForURL(url => url.searchParams.get('q') === 'nui ba den')
    await page.keyboard.press('Escape')
    await page.getByText('Tìm thấy 1 tư liệu').waitFor()
    const image = tile(page).locator('img')
    await image.waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('[data-tile] img')?.naturalWidth)
    expect(await violations()).toEqual([])
    expect(await seriousFaults(page)).toEqual([])

    await tile(page).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname === `/tu-lieu/${photo.id}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText('Được dùng, ghi nguồn Ảnh: Báo Tây Ninh').waitFor()
    await page.getByRole('link', { name: 'Tải Gốc', exact: true }).waitFor()
    await page.waitForFunction(() =>
      [...document.images].some(picture => picture.alt === 'Đỉnh núi trong mây' && picture.naturalWidth > 0),
    )
    expect(await violations()).toEqual([])
    expect(await seriousFaults(page)).toEqual([])
    await context.close()
  })

  it('says “nothing found” with a way on when no item holds the words', async () => {
    const { context, page } = await openSession()
    await signIn(page, '/kho?q=khongcotulieunaonhuvay')
    await page.getByRole('heading', { name: 'Không có tư liệu nào cho' }).waitFor()
    await page.getByRole('button', { name: 'Xóa từ đang tìm' }).last().click()
    await tile(page).waitFor()
    await context.close()
  })

  it('changes a title in place and takes the change back', async () => {
    const { context, page, violations } = await openSession()
    await signIn(page, `/tu-lieu/${photo.id}`)
    await page.getByRole('button', { name: 'Sửa thông tin' }).click()
    await page.getByLabel('Tiêu đề').fill('Núi Bà Đen buổi chiều')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Núi Bà Đen buổi chiều' }).waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await violations()).toEqual([])
    await context.close()
  })

  it('speaks English after one press, with no key and no Vietnamese word of its own left', async () => {
    const { context, page } = await openSession()
    await signIn(page, '/kho')
    await tile(page).waitFor()
    await page.getByRole('button', { name: /Đổi ngôn ngữ/ }).click()
    await page.getByRole('navigation', { name: 'Main navigation' }).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    for (const path of ['/', '/kho', `/tu-lieu/${photo.id}`]) {
      await page.goto(hub.url + path)
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
      await page.waitForLoadState('networkidle')
      const words = await page.locator('nav, aside, main').allInnerTexts()
      expect(words.join('\n')).not.toMatch(/\b(app|ui|home|search|assets|identity|operations)\.[a-z]+[.A-Za-z]*\b/)
      expect(words.join('\n')).not.toMatch(
        /Kho tư liệu|Trang chủ|Bộ lọc|Đề cử|Tải về|Phát hành|Thông tin|Quyền sử dụng|Lịch sử/,
      )
    }
    await context.close()
  })
})
