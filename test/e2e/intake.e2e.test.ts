import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeedServer, rssOf, startFeedServer } from '../intake/feed-server.ts'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const shots = process.env.TEST_SHOTS

describe('what comes in, in the browser', () => {
  let site: FeedServer
  let hub: TestHub
  let browser: Browser
  let curator: TestClient
  let page: Page
  beforeAll(async () => {
    site = await startFeedServer()
    hub = await startTestHub({
      worker: true,
      env: { HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${site.port}`, HUB_LIMIT_REQUESTS: '0' },
    })
    curator = await hub.person('Nguyễn Thị Mai', {
      hubRoles: ['curator'],
      memberships: [{ unit: 'dai', role: 'editor' }],
    })
    browser = await openBrowser()
    const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })
    const [name = '', value = ''] = curator.cookie.split(';')[0]!.split(/=(.*)/s)
    await context.addCookies([{ name, value, url: hub.url }])
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
    await site?.close()
  })

  /** Serious faults by axe in light, dark and on a phone; nothing may need scrolling sideways there. */
  const looksRight = async (name: string) => {
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
      const said = serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      expect.soft(said, `${name} ${scheme} ${width}`).toEqual([])
      if (width === 360)
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360)
      if (shots) await page.screenshot({ path: `${shots}/${name}-${scheme}-${width}.png` })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'))
  }

  it('a source is added, its item taken in, and the item shows whose it is', { timeout: 120_000 }, async () => {
    const more = '<pubDate>Mon, 23 Nov 2026 10:30:00 +0700</pubDate>'
    site.at(
      '/rss',
      rssOf([
        {
          id: '1',
          title: 'Hội nghị Cấp cao ASEAN khai mạc',
          text: 'Tóm tắt của tin thứ nhất.',
          link: `${site.url}/1`,
          more,
        },
        { id: '2', title: 'Tây Ninh mở tuần lễ văn hóa các nước', text: 'Tóm tắt của tin thứ hai.', more },
      ]),
    )
    await page.goto(`${hub.url}/tin-chuyen-tiep`)
    await page.getByRole('button', { name: 'Nguồn tin', exact: true }).click()
    await page.getByRole('button', { name: 'Thêm nguồn' }).click()
    await page.getByLabel('Tên nguồn').fill('Thông tấn xã Việt Nam')
    await page.getByLabel('Địa chỉ').fill(`${site.url}/rss`)
    await page.getByLabel('Dòng ghi nguồn mặc định').fill('TTXVN')
    await page.getByRole('button', { name: 'Lưu nguồn' }).click()
    await page.getByText('2 tin chờ').waitFor({ timeout: 40_000 })
    await looksRight('intake-sources')
    await page.getByRole('button', { name: /^Hộp tin/ }).click()
    await page.getByText('Hội nghị Cấp cao ASEAN khai mạc').waitFor()
    await looksRight('intake-inbox')
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Hội nghị Cấp cao' })
      .getByRole('button', { name: 'Tiếp nhận' })
      .click()
    await page.getByRole('button', { name: 'Tiếp nhận vào kho' }).click()
    await page.getByRole('button', { name: /^Đã tiếp nhận/ }).click()
    await page.getByRole('link', { name: 'Mở trong kho' }).click()
    const mark = page.getByRole('note', { name: 'Tin chuyển tiếp' })
    await mark.waitFor()
    expect(await mark.textContent()).toContain('Nguồn: TTXVN')
    await looksRight('intake-asset')
  })

  it('an airing is written down, a sheet tried and imported', { timeout: 120_000 }, async () => {
    await page.goto(`${hub.url}/nhat-ky-phat-song`)
    await page.getByRole('button', { name: 'Nhập bảng kê' }).click()
    const csv =
      'Ngày;Giờ;Chương trình;Kênh;Thời lượng\n23/11/2026;19:45;Thời sự;TTV11;25\n31/02/2026;19:45;Sai ngày;TTV11;25\n'
    await page
      .getByLabel('Tệp bảng kê')
      .setInputFiles({ name: 'thang-11.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: 'Kiểm tra thử' }).click()
    await page.getByText('Dòng 3: ngày sai').waitFor()
    await page.getByRole('button', { name: 'Nhập 1 dòng' }).click()
    await page.getByText('Thời sự').waitFor()
    await page.getByText(/1 lần phát/).waitFor()
    await looksRight('broadcasts')
  })

  it('a live stream is announced, and its player shows inside the page’s policy', { timeout: 120_000 }, async () => {
    await page.goto(`${hub.url}/phat-truc-tiep`)
    await page.getByRole('button', { name: 'Tạo buổi phát' }).click()
    await page.getByLabel('Tên buổi phát').fill('Lễ khai mạc tuần văn hóa')
    await page.getByLabel('Ngày bắt đầu').fill('01/01/2030')
    await page.getByLabel('Giờ bắt đầu').fill('8:00')
    await page.getByLabel('Ngày kết thúc').fill('01/01/2030')
    await page.getByLabel('Giờ kết thúc').fill('10:00')
    await page.getByLabel('Địa chỉ phát trực tiếp').fill('https://www.youtube.com/watch?v=dQw4w9WgXcQ')
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click()
    await page.getByText('Sắp phát').waitFor()
    await page.getByRole('button', { name: 'Nhắc tôi' }).click()
    await page.getByRole('button', { name: 'Bỏ nhắc' }).waitFor()
    await looksRight('livestreams')
    await page.getByRole('button', { name: 'Xem tại đây' }).click()
    const frame = page.locator('iframe')
    expect(await frame.getAttribute('sandbox')).not.toContain('allow-top-navigation')
    expect(await frame.getAttribute('src')).toBe('https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ')
  })
})
