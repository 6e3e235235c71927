import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hubSecret } from '#server/platform/secrets'
import { writeStopToken } from '#server/saved-searches/unsubscribe-token'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('saved searches in a browser', () => {
  let hub: TestHub
  let browser: Browser
  let curator: TestClient
  beforeAll(async () => {
    ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
    curator = await hub.person('Lê Tuyển Chọn', { hubRoles: ['curator'] })
    const editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    for (const title of ['Lễ hội Núi Bà Đen', 'Lễ hội Kỳ Yên'])
      await editor.post('/api/v1/articles', { title, html: '<p>Nội dung</p>', visibility: 'hub' })
    await hub.idle()
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })
  const open = async (scheme: 'light' | 'dark', width: number, locale = 'vi') => {
    const { email } = (await curator.get<{ email: string }>('/api/v1/me')).body
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
    await page.waitForLoadState('networkidle')
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` })
    const violations = await judgePage(page)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide, 'scrolls sideways').toBe(false)
  }
  const rows = () => hub.deps.db.savedSearch.findMany({ orderBy: { name: 'asc' } })

  it('are saved from the library, told of, renamed, opened again, deleted and brought back', async () => {
    const page = await open('light', 1280)
    await page.goto(`${hub.url}/kho`)
    await page.getByRole('link', { name: 'Tìm kiếm đã lưu' }).waitFor()
    await page.goto(`${hub.url}/kho?q=lễ hội&kind=article`)
    await page
      .getByRole('link', { name: /Kỳ Yên/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Lưu tìm kiếm' }).click()
    const dialog = page.getByRole('dialog', { name: 'Lưu tìm kiếm' })
    await dialog.getByLabel('Tên gọi').waitFor()
    expect(await dialog.getByLabel('Tên gọi').inputValue()).toBe('lễ hội')
    await dialog.getByLabel('Báo tin khi có tư liệu mới').selectOption('Báo ngay')
    await expectSound(page, 'dialog-light')
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã lưu tìm kiếm “lễ hội”').waitFor()
    expect(await rows()).toMatchObject([
      { name: 'lễ hội', query: { q: 'lễ hội', kind: ['article'] }, alert: 'at-once' },
    ])

    // Another question in its place: one search as before.
    await page.goto(`${hub.url}/kho?q=lễ hội&kind=article&language=vi`)
    await page.getByRole('button', { name: 'Lưu tìm kiếm' }).click()
    await dialog.getByLabel('Lưu thành').selectOption('Thay cho “lễ hội”')
    expect(await dialog.getByLabel('Báo tin khi có tư liệu mới').inputValue()).toBe('at-once')
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click()
    await expect
      .poll(rows)
      .toMatchObject([
        { name: 'lễ hội', query: { q: 'lễ hội', kind: ['article'], language: ['vi'] }, alert: 'at-once' },
      ])

    await page.goto(`${hub.url}/tim-kiem-da-luu`)
    await page.getByText('“lễ hội” · 2 bộ lọc').waitFor()
    await page.getByRole('button', { name: 'Đổi tên “lễ hội”' }).click()
    await page.getByRole('dialog').getByLabel('Tên gọi').fill('Lễ hội trong tỉnh')
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('link', { name: 'Lễ hội trong tỉnh' }).waitFor()
    await page.getByLabel('Báo tin cho “Lễ hội trong tỉnh”').selectOption('Mỗi sáng, lúc 6 giờ 30')
    await expect.poll(async () => (await rows())[0]?.alert).toBe('daily')
    expect(await page.getByLabel('Báo tin cho “Lễ hội trong tỉnh”').inputValue()).toBe('daily')
    await expectSound(page, 'list-light')
    await page.getByRole('link', { name: 'Lễ hội trong tỉnh' }).click()
    await page.waitForURL(/\/kho\?.*kind=article/)
    await page.goto(`${hub.url}/tim-kiem-da-luu/${(await rows())[0]!.id}`)
    await page.waitForURL(/\/kho\?.*sort=newest/)

    await page.goto(`${hub.url}/tim-kiem-da-luu`)
    await page.getByRole('button', { name: 'Xóa “Lễ hội trong tỉnh”' }).click()
    await page.getByText('Chưa lưu tìm kiếm nào').waitFor()
    await expectSound(page, 'empty-light')
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('link', { name: 'Lễ hội trong tỉnh' }).waitFor()
    expect(await rows()).toMatchObject([{ name: 'Lễ hội trong tỉnh', alert: 'daily' }])
    await page.context().close()
  })

  it('stand well on a phone in the dark, and in English', async () => {
    await curator.post('/api/v1/me/saved-searches', {
      name: 'Tuyến cáp treo và các công trình trên đỉnh núi Bà Đen mùa lễ hội xuân',
      query: { q: 'cáp treo núi bà đen' },
    })
    const gone = (await rows())[0]!
    await hub.deps.db.savedSearch.update({ where: { id: gone.id }, data: { query: { q: 'lễ hội', mood: ['vui'] } } })
    const page = await open('dark', 360)
    await page.goto(`${hub.url}/tim-kiem-da-luu`)
    await page.getByText('1 bộ lọc đã lưu nay không còn dùng được').waitFor()
    await expectSound(page, 'list-dark-360')
    await page.goto(`${hub.url}/kho?q=lễ`)
    await page.getByRole('button', { name: 'Lưu tìm kiếm' }).waitFor()
    await expectSound(page, 'library-dark-360')
    await page.getByRole('button', { name: 'Lưu tìm kiếm' }).click()
    await page.getByRole('dialog').getByLabel('Tên gọi').waitFor()
    await expectSound(page, 'dialog-dark-360')
    await page.context().close()
    const english = await open('light', 1280, 'en')
    await english.goto(`${hub.url}/tim-kiem-da-luu`)
    await english.getByText('1 saved filter is no longer available').waitFor()
    await expectSound(english, 'list-english')
    await english.context().close()
  })

  it('stop their letters by a page that asks first, for whoever is not signed in', async () => {
    const { id, name } = (await rows())[0]!
    const secret = await hubSecret(hub.deps.config.dataDir, 'session-secret')
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })
    const page = await context.newPage()
    await page.goto(`${hub.url}/ngung-nhan-thu/${writeStopToken({ stops: 'search', id }, secret)}`)
    await page.getByText(`“${name}”`).waitFor()
    await expectSound(page, 'stop-360')
    expect((await rows())[0]?.mail).toBe(true)
    await page.getByRole('button', { name: 'Ngừng nhận thư' }).click()
    await page.getByRole('heading', { name: 'Đã ngừng gửi thư' }).waitFor()
    await expectSound(page, 'stopped-360')
    expect((await rows())[0]?.mail).toBe(false)
    await page.goto(`${hub.url}/ngung-nhan-thu/${'0'.repeat(64)}`)
    await page.getByRole('heading', { name: 'Liên kết không đúng' }).waitFor()
    await context.close()
  })

  it('have their terms read by curators', async () => {
    const { db } = hub.deps
    await db.$executeRaw`
      insert into search_month (month, term, none, few, dozens, many)
      values (date_trunc('month', hub_today()), 'le hoi nui ba den', 0, 40, 210, 3), (date_trunc('month', hub_today()), 'mua trong chhay dam', 31, 2, 0, 0)`
    const page = await open('light', 1280)
    await page.getByRole('link', { name: 'Từ khóa tìm kiếm' }).click()
    await page.getByRole('rowheader', { name: 'le hoi nui ba den' }).waitFor()
    await expectSound(page, 'terms-light')
    await page.context().close()
    const phone = await open('dark', 360)
    await phone.goto(`${hub.url}/tu-khoa-tim-kiem`)
    await phone.getByRole('rowheader', { name: 'mua trong chhay dam' }).first().waitFor()
    await expectSound(phone, 'terms-dark-360')
    await phone.context().close()
  })
})
