import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#server/platform/embedded-postgres'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { type OpenIdProvider, openIdEnv, startOpenIdProvider } from '../support/openid-provider.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const secret = 'mot-bi-mat-cua-may-khach-thu-nghiem'
const shots = process.env.TEST_SHOTS

describe('single sign-on and API keys in the browser', () => {
  let hub: TestHub
  let provider: OpenIdProvider
  let browser: Browser
  beforeAll(async () => {
    const port = await freePort()
    hub = await startTestHub({ env: openIdEnv(port, secret) })
    provider = await startOpenIdProvider(port, hub.url, secret)
    const { personId } = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { email } = await hub.deps.db.person.findUniqueOrThrow({ where: { id: personId } })
    provider.accounts.set('mai', { email, email_verified: true })
    provider.accounts.set('la', { email: 'nguoi-la@ngoai.test', email_verified: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.stop()
    await hub?.close()
  })

  /** Serious faults by axe in light, dark and on a phone; nothing may need scrolling sideways there. */
  const looksRight = async (page: Page, name: string) => {
    const looks = [
      ['light', 1440],
      ['dark', 1440],
      ['light', 360],
    ] as const
    for (const [scheme, width] of looks) {
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate(value => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme)
      const violations = await judgePage(page)
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect
        .soft(
          serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          `${name} ${scheme} ${width}`,
        )
        .toEqual([])
      if (width === 360)
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360)
      if (shots) await page.screenshot({ path: `${shots}/${name}-${scheme}-${width}.png` })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'))
  }
  const signIn = async (page: Page, subject: string) => {
    await page.getByRole('button', { name: 'Đăng nhập bằng Tài khoản công vụ' }).click()
    await page.locator('input[name=login]').fill(subject)
    await page.locator('input[name=password]').fill('x')
    await page.locator('button[type=submit]').click()
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  const newPage = async () => {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    return page
  }

  it('says to who is unknown that the account has no access', async () => {
    const page = await newPage()
    await page.goto(`${hub.url}/dang-nhap`)
    await signIn(page, 'la')
    await page.getByText('chưa được cấp quyền vào kho').waitFor()
    await looksRight(page, 'sso-refused')
    await page.context().close()
  })

  it('leads back to the page that was wanted, where a key is made, shown once and revoked', async () => {
    const page = await newPage()
    await page.goto(`${hub.url}/tai-khoan/khoa-api`)
    await signIn(page, 'mai')
    await page.getByRole('heading', { name: 'Chưa có khóa nào' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/tai-khoan/khoa-api')

    await page.getByRole('button', { name: 'Tạo khóa' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Tên khóa/).fill('Máy quét ảnh')
    await dialog.getByRole('checkbox', { name: 'Đăng tải' }).click()
    expect(await dialog.getByRole('checkbox', { name: 'Tuyển chọn và phát hành' }).count()).toBe(0)
    await looksRight(page, 'keys-form')
    await dialog.getByRole('button', { name: 'Tạo khóa' }).click()
    const field = dialog.getByLabel('Khóa API', { exact: true })
    await field.waitFor()
    const key = await field.inputValue()
    await looksRight(page, 'keys-secret')
    const authorization = `Bearer ${key}`
    expect((await hub.anonymous.get('/api/v1/me', { authorization })).status).toBe(200)

    await dialog.getByRole('button', { name: 'Tôi đã cất khóa' }).click()
    const row = page.getByRole('list', { name: 'Các khóa API của bạn' }).getByRole('listitem')
    await row.getByText('Đang dùng').waitFor()
    expect(await page.content()).not.toContain(key.slice(12))
    await looksRight(page, 'keys-list')

    await row.getByRole('button', { name: 'Thu hồi khóa Máy quét ảnh' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click()
    await row.getByText('Đã thu hồi').waitFor()
    expect((await hub.anonymous.get('/api/v1/me', { authorization })).status).toBe(401)
    await page.context().close()
  })
})
