import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('notifications in a browser', () => {
  let hub: TestHub
  let browser: Browser
  let editor: TestClient
  let curator: TestClient
  let email: string
  beforeAll(async () => {
    ;[hub, browser] = await Promise.all([startTestHub(), openBrowser()])
    editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    curator = await hub.person('Lê Tuyển Chọn', { hubRoles: ['curator'] })
    email = (await editor.get<{ email: string }>('/api/v1/me')).body.email
    const administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    await administrator.post('/api/v1/channels', {
      code: 'cong',
      name: 'Cổng thông tin điện tử tỉnh',
      address: 'http://127.0.0.1:9/exchange/v1',
    })
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })
  const open = async (scheme: 'light' | 'dark', width: number, locale = 'vi') => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme })
    await context.addInitScript(language => localStorage.setItem('hub.language', language), locale)
    const page = await context.newPage()
    await page.goto(`${hub.url}/dang-nhap`)
    await page.getByLabel(locale === 'vi' ? 'Thư điện tử' : 'E-mail').fill(email)
    await page.getByLabel(locale === 'vi' ? 'Mật khẩu' : 'Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: locale === 'vi' ? 'Đăng nhập' : 'Sign in', exact: true }).click()
    await page.waitForURL(`${hub.url}/`)
    return page
  }
  const expectSound = async (page: Page, name: string) => {
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` })
    const violations = await judgePage(page)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide, 'scrolls sideways').toBe(false)
  }
  const returned = async (title: string) => {
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', {
      title,
      html: '<p>Nội dung</p>',
      visibility: 'unit',
    })
    const nominated = await editor.post<{ nomination: { id: string } }>(
      `/api/v1/assets/${made.body.asset.id}/nominations`,
      { channel: 'cong', note: '' },
    )
    await curator.post(`/api/v1/nominations/${nominated.body.nomination.id}/decision`, {
      decision: 'return',
      note: 'Xin bổ sung mô tả và dòng ghi nguồn trước khi đề cử lại.',
    })
  }

  it('ring while the page is open, lead to what they are about, and are read by that', async () => {
    const page = await open('light', 1280)
    await page.getByRole('button', { name: 'Thông báo', exact: true }).waitFor()
    await returned('Lễ hội Núi Bà Đen đón hàng vạn du khách trong ngày khai hội đầu xuân')
    await returned('Ẩm thực chay Tây Ninh')
    // Polling would take a minute.
    await page.getByRole('button', { name: 'Thông báo, 2 chưa đọc' }).click({ timeout: 20_000 })
    const panel = page.getByRole('dialog', { name: 'Thông báo' })
    await panel.getByText('Được trả lại, chưa đăng trên Cổng thông tin điện tử tỉnh').first().waitFor()
    await expectSound(page, 'panel-light')
    await panel.getByRole('link', { name: 'Ẩm thực chay Tây Ninh' }).click()
    await page.getByRole('button', { name: 'Thông báo, 1 chưa đọc' }).waitFor()
    expect(page.url()).toContain('/tu-lieu/')
    await page.getByRole('button', { name: 'Thông báo, 1 chưa đọc' }).click()
    await panel.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }).click()
    await page.getByRole('button', { name: 'Thông báo', exact: true }).waitFor()
    await page.context().close()
  })

  it('have a page of their own, also on a phone in the dark', async () => {
    await returned('Đường lên đỉnh Bà Đen mùa mây')
    const page = await open('dark', 360)
    await page.getByRole('button', { name: 'Thông báo, 1 chưa đọc' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Đường lên đỉnh Bà Đen mùa mây' }).waitFor()
    await expectSound(page, 'panel-dark-360')
    await page.getByRole('link', { name: 'Xem tất cả thông báo' }).click()
    await page.getByRole('heading', { name: 'Thông báo', level: 1 }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.locator('#noi-dung').getByText('Đường lên đỉnh Bà Đen mùa mây').waitFor()
    await expectSound(page, 'page-dark-360')
    await page.goto(`${hub.url}/tai-khoan#thong-bao`)
    await page.getByLabel('Gửi thư: Đề cử bị trả lại').waitFor()
    await expectSound(page, 'wishes-dark-360')
    await page.context().close()
  })

  it('are told as a person wishes, which they say in their account, in English too', async () => {
    const page = await open('light', 1280, 'en')
    await page.goto(`${hub.url}/tai-khoan#thong-bao`)
    const mail = page.getByLabel('Send by mail: A nomination is returned')
    await mail.waitFor()
    await expectSound(page, 'wishes-en')
    await mail.selectOption({ label: 'Weekly digest' })
    await page.getByText('English', { exact: true }).last().click()
    await expect
      .poll(async () => (await editor.get('/api/v1/me/notification-preferences')).body)
      .toMatchObject({ language: 'en' })
    await page.reload()
    await mail.waitFor()
    expect(await mail.inputValue()).toBe('weekly')
    await page.goto(`${hub.url}/thong-bao`)
    await page.getByText('Returned, not published on').first().waitFor()
    await expectSound(page, 'page-en')
    await page.context().close()
  })
})
