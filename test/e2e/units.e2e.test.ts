import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let browser: Browser
let admin: TestClient
let reporter: TestClient

async function openPage(
  person: TestClient,
  path: string,
  width = 1280,
  scheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN', colorScheme: scheme })
  const cookies = person.cookie.split('; ').map(pair => {
    const cut = pair.indexOf('=')
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(hub.url + path)
  return page
}

async function seriousFaults(page: Page): Promise<string[]> {
  const violations = await judgePage(page)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
}

beforeAll(async () => {
  hub = await startTestHub({ worker: true })
  browser = await openBrowser()
  admin = await hub.person('Lê Quản Trị', { hubRoles: ['administrator'] })
  reporter = await hub.person('Trần Phóng Viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
})
afterAll(async () => {
  await browser.close()
  await hub.close()
})

describe('units on the web', () => {
  it('lets an administrator confirm the reform of 1/7/2025, and shows it on the timeline', async () => {
    const page = await openPage(admin, '/quan-tri?tab=units')
    await page.getByRole('button', { name: /^Xem và áp dụng: Hợp nhất báo và đài/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Kết thúc, không có kế tiếp').waitFor()
    expect(await dialog.getByText('đến hết 30/06/2025').count()).toBe(9)
    await dialog.getByRole('button', { name: 'Áp dụng' }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'hợp nhất vào Báo và PT, TH Tây Ninh' })
    await row.first().waitFor()
    expect(await row.count()).toBe(2)
    await dialog.waitFor({ state: 'detached' })
    expect(await seriousFaults(page)).toEqual([])
  })

  it('renames a unit from a form', async () => {
    const page = await openPage(admin, '/don-vi/sct')
    await page.getByRole('button', { name: 'Đổi tên' }).click()
    await page.getByLabel('Tên đầy đủ').fill('Sở Công Thương và Năng lượng')
    await page.getByLabel('Tên ngắn').fill('Sở CT-NL')
    await page.getByLabel('Có hiệu lực từ ngày').fill('01/01/2026')
    await page.getByLabel('Văn bản căn cứ').fill('Quyết định 12/QĐ-UBND')
    const form = page.locator('form').filter({ has: page.getByLabel('Tên đầy đủ') })
    await form.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sở Công Thương và Năng lượng' }).waitFor()
  })

  it('shows a person their unit: its names, what it follows and who is in it, also on a phone', async () => {
    for (const [width, scheme] of [
      [1280, 'dark'],
      [360, 'light'],
    ] as const) {
      const page = await openPage(reporter, '/don-vi/bao-dai', width, scheme)
      await page.getByRole('heading', { name: 'Người của đơn vị' }).waitFor()
      await page.getByText('Trần Phóng Viên · Biên tập viên').waitFor()
      expect(await page.getByRole('link', { name: /tiếp nối Báo Tây Ninh/ }).count()).toBe(1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      expect(await seriousFaults(page)).toEqual([])
    }
  })
})
