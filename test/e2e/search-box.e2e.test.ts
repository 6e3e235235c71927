import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let browser: Browser
let email: string

const title = 'Núi Bà Đen mùa mây'

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
  const reporter = await hub.person('Trần Thị Tìm', { memberships: [{ unit: 'bao', role: 'editor' }] })
  email = (await reporter.get<{ email: string }>('/api/v1/me')).body.email
  const file = await makeJpeg({ width: 900, height: 600 })
  const answer = await reporter.upload(file, 'nui.jpg', { title, visibility: 'hub', topics: ['du-lich'] })
  expect(answer.status).toBe(201)
  await hub.idle()
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function openLibrary(options: { width?: number; dark?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'vi-VN',
  })
  const page = await context.newPage()
  await enter(page)
  return page
}

async function enter(page: Page): Promise<void> {
  await page.goto(`${hub.url}/kho`)
  await page.getByLabel('Thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.locator('[data-tile]').first().waitFor()
}

const box = (page: Page) => page.getByRole('combobox', { name: 'Tìm trong kho tư liệu' })
const options = (page: Page) => page.getByRole('listbox', { name: 'Gợi ý tìm kiếm' }).getByRole('option')
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name })

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, `search-box-${name}.png`) })
}

describe('the search box in a browser', () => {
  it('offers filters and items of that name while one types, and leads there by the keys alone', async () => {
    const page = await openLibrary()
    await box(page).click()
    await page.keyboard.type('nui ba de')
    await option(page, title).waitFor()
    await option(page, /Xem mọi kết quả cho “nui ba de”/).waitFor()
    expect((await judgePage(page)).map(violation => violation.id)).toEqual([])
    await keepPicture(page, 'titles')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()

    await box(page).fill('du lich')
    await option(page, /Chủ đề: Du lịch/).click()
    await page.waitForURL(url => url.pathname === '/kho' && url.searchParams.get('topic') === 'du-lich')
    await page.locator('[data-tile]').first().waitFor()
    await page.context().close()
  })

  it('offers what was searched for before the first letter, until the person clears it', async () => {
    const page = await openLibrary()
    await box(page).click()
    expect(await options(page).count()).toBe(0)
    await box(page).fill('mùa mây')
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.searchParams.get('q') === 'mùa mây')
    await page.getByRole('button', { name: 'Xóa từ đang tìm' }).first().click()
    await page.waitForURL(url => !url.searchParams.has('q'))
    await page.keyboard.press('ArrowDown')
    await option(page, 'mùa mây').waitFor()
    expect((await judgePage(page)).map(violation => violation.id)).toEqual([])
    await keepPicture(page, 'recent')
    await option(page, 'mùa mây').click()
    await page.waitForURL(url => url.searchParams.get('q') === 'mùa mây')

    await page.goto(`${hub.url}/kho`)
    await page.locator('[data-tile]').first().waitFor()
    await box(page).click()
    await option(page, 'Xóa các lần tìm gần đây').click()
    await box(page).click()
    await expect.poll(() => options(page).count()).toBe(0)
    await page.context().close()
  })

  it('forgets it when the person signs out', async () => {
    const page = await openLibrary({ width: 768, dark: true })
    await box(page).fill('hồ Dầu Tiếng')
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.searchParams.get('q') === 'hồ Dầu Tiếng')
    const kept = () => page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('hub.recent.')))
    expect(await kept()).toHaveLength(1)
    await keepPicture(page, 'nothing-768-dark')
    await page.getByRole('button', { name: /Trần Thị Tìm/ }).click()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.waitForURL(url => url.pathname === '/dang-nhap')
    expect(await kept()).toEqual([])
    await page.context().close()
  })
})
