import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('synonyms in a browser', () => {
  let hub: TestHub
  let browser: Browser
  let admin: TestClient
  beforeAll(async () => {
    ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
    admin = await hub.person('Phạm Quản Trị', { hubRoles: ['administrator'] })
    const editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    for (const title of ['Bánh tráng phơi sương Trảng Bàng', 'Xe ngựa chở bánh tráng'])
      await editor.post('/api/v1/articles', { title, html: '<p>Nội dung</p>', visibility: 'hub' })
    await hub.idle()
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })
  const open = async (path: string, scheme: 'light' | 'dark', width: number) => {
    const { email } = (await admin.get<{ email: string }>('/api/v1/me')).body
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme })
    const page = await context.newPage()
    await page.goto(`${hub.url}/dang-nhap`)
    await page.getByLabel('Thư điện tử').fill(email)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.waitForURL(`${hub.url}/`)
    await page.goto(hub.url + path)
    return page
  }
  const expectSound = async (page: Page, name: string) => {
    const violations = await judgePage(page)
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` })
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide, 'scrolls sideways').toBe(false)
  }
  const found = async (q: string) =>
    (await admin.get<{ total: number }>(`/api/v1/search?q=${encodeURIComponent(q)}`)).body.total

  it('are tried before they are saved, found again, taken out and brought back', async () => {
    expect(await found('dac san moi')).toBe(0)
    const page = await open('/quan-tri?tab=synonyms&them=dac san moi', 'light', 1280)
    const dialog = page.getByRole('dialog', { name: 'Thêm nhóm từ đồng nghĩa' })
    await dialog.getByText('Cần ít nhất hai cụm từ.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Lưu', exact: true }).isDisabled()).toBe(true)
    await dialog.getByLabel('Các cụm từ cùng nghĩa').fill('bánh tráng')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Xem trước kết quả tìm' }).click()
    await dialog.getByText('Sau khi lưu: 2 tư liệu').waitFor()
    await dialog.getByText('Hiện nay: không có tư liệu').waitFor()
    expect(await found('dac san moi')).toBe(0)
    await expectSound(page, 'synonyms-form-light')
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã lưu nhóm “dac san moi”').waitFor()
    await expect.poll(() => found('dac san moi'), { timeout: 10_000 }).toBe(2)

    await page.getByLabel('Tìm nhóm từ').fill('dac san moi')
    await page.getByText('1 nhóm', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Bỏ nhóm “dac san moi”' }).click()
    await page.getByText('Không có nhóm nào khớp').waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('1 nhóm', { exact: true }).waitFor()
  })

  it('list the whole glossary, narrowed by subject, on a phone in the dark', async () => {
    const page = await open('/quan-tri?tab=synonyms', 'dark', 360)
    await page.getByRole('button', { name: 'Xem thêm 60 nhóm' }).waitFor()
    await expectSound(page, 'synonyms-dark-360')
    const { groups } = (await admin.get<{ groups: unknown[] }>('/api/v1/synonyms?topic=tourism')).body
    await page.getByRole('combobox', { name: 'Lĩnh vực' }).click()
    await page.getByRole('option', { name: 'Du lịch' }).click()
    await page.getByText(`${groups.length} nhóm`, { exact: true }).waitFor()
    await page.setViewportSize({ width: 1280, height: 800 })
    await expectSound(page, 'synonyms-dark-1280')
  })
})
