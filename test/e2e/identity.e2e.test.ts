import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { linkTo } from '../support/read-mail.ts'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'
import { totpCode } from '../support/totp.ts'

describe('an account in a browser', () => {
  let hub: TestHub
  let browser: Browser
  let editor: TestClient
  beforeAll(async () => {
    ;[hub, browser] = await Promise.all([startTestHub({ env: { HUB_REQUIRE_TOTP: '1' } }), openBrowser()])
    editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })
  const open = async (scheme: 'light' | 'dark' = 'light', width = 1280) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN', colorScheme: scheme })
    return context.newPage()
  }
  const signIn = async (page: Page, email: string, word = password) => {
    await page.goto(`${hub.url}/dang-nhap`)
    await page.getByLabel('Thư điện tử').fill(email)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(word)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  }
  const expectSound = async (page: Page, name: string) => {
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true })
    const violations = await judgePage(page)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide, 'scrolls sideways').toBe(false)
  }

  it('leads a curator to the second factor, and asks for it at the next sign-in', async () => {
    const curator = await hub.person('Lê Tuyển Chọn', { hubRoles: ['curator'] })
    const { email } = (await curator.get<{ email: string }>('/api/v1/me')).body
    const page = await open('dark', 360)
    await signIn(page, email)
    await page.getByRole('link', { name: 'Thiết lập ngay' }).click()
    await page.getByLabel('Nhập mật khẩu để tiếp tục').fill(password)
    await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click()
    await page.getByRole('img', { name: /Mã QR/ }).waitFor()
    await expectSound(page, 'set-up-dark-360')
    const uri = (await page.getByRole('link', { name: /Mở ứng dụng/ }).getAttribute('href')) ?? ''
    await page.getByLabel('Mã xác thực').fill(totpCode(uri))
    await page.getByRole('button', { name: 'Hoàn tất' }).click()
    await page.getByText('Đã bật. Mỗi lần đăng nhập').waitFor()
    await page.getByRole('status').filter({ hasText: 'Hãy thiết lập' }).waitFor({ state: 'detached' })
    const other = await open()
    await signIn(other, email)
    await other.getByRole('heading', { name: 'Xác thực hai bước' }).waitFor()
    await expectSound(other, 'code-light')
    await other.getByLabel('Mã xác thực').fill(totpCode(uri))
    await other.getByRole('button', { name: 'Tiếp tục' }).click()
    await other.waitForURL(`${hub.url}/`)
    await other.goto(`${hub.url}/tai-khoan`)
    await other.getByText('Phiên này').waitFor()
    await expectSound(other, 'account-light')
  })

  it('takes an invitation from the letter to the first sign-in, and keeps its token out of the address', async () => {
    const email = `${newId()}@hub.test`
    await editor.post('/api/v1/invitations', { email, memberships: [{ unit: 'bao', role: 'contributor' }] })
    const page = await open('light', 360)
    const link = new URL(await linkTo(hub, email))
    await page.goto(hub.url + link.pathname + link.hash)
    await page.getByLabel('Họ và tên').fill('Phạm Người Mới')
    expect(page.url()).toBe(`${hub.url}/loi-moi`)
    await expectSound(page, 'invitation-light-360')
    await page.getByLabel('Mật khẩu mới').fill('chim bay qua nui buoi chieu')
    await page.getByRole('button', { name: 'Nhận lời mời' }).click()
    await page.waitForURL(`${hub.url}/dang-nhap`)
    await signIn(page, email, 'chim bay qua nui buoi chieu')
    await page.waitForURL(`${hub.url}/`)
  })
})
