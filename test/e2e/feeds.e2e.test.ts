import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { makeJpeg } from '../support/media.ts'
import { faultsOf } from '../support/page-of.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('the public pages and the feeds page in the browser', () => {
  let hub: TestHub
  let browser: Browser
  let portal: Server
  let photo: string
  let article: string
  let email: string
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    const owner = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const admin = await hub.person('Nguyễn Thị Lan', { hubRoles: ['administrator'] })
    email = (await hub.deps.db.person.findUniqueOrThrow({ where: { id: admin.personId } })).email
    const said = {
      title: 'Núi Bà Đen trong mây sớm',
      description: 'Mây phủ chân núi lúc bình minh. Từ đây du khách đi cáp treo lên đỉnh.',
      visibility: 'public' as const,
      credit: 'Ảnh: Đặng Hoàng Thái, Báo Tây Ninh',
      altText: 'Đỉnh núi nhô lên khỏi mây',
      rights: { statement: 'https://creativecommons.org/licenses/by/4.0/', holder: 'Báo Tây Ninh' },
    }
    photo = (await owner.upload(await makeJpeg({ width: 1600, height: 1000 }), 'nui.jpg', said)).body.asset.id
    const html = '<h2>Khai hội</h2><p>Hàng nghìn du khách dự lễ <strong>khai hội xuân</strong> tại chân núi.</p>'
    const draft = { title: 'Khai hội xuân Núi Bà', html, visibility: 'public' }
    article = (await owner.post<{ asset: { id: string } }>('/api/v1/articles', draft)).body.asset.id
    await hub.idle()
    portal = await startPortal(hub.url)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
    await new Promise(resolve => portal.close(resolve))
  })

  const open = async (
    address: string,
    more: { colorScheme?: 'light' | 'dark'; width?: number; noScript?: true } = {},
  ) => {
    const { colorScheme = 'light', width = 1440, noScript } = more
    const context = await browser.newContext({
      locale: 'vi-VN',
      colorScheme,
      javaScriptEnabled: !noScript,
      viewport: { width, height: 900 },
    })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const refused: string[] = []
    page.on('console', message => message.type() === 'error' && refused.push(message.text()))
    await page.goto(address)
    return { page, context, refused }
  }
  const soundness = async (page: Page, name: string) => expect.soft(await faultsOf(page, name), name).toEqual([])

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 360],
  ] as const)('shows an item to a stranger: %s, %i wide', async (colorScheme, width) => {
    for (const [name, path] of [
      ['item', `/t/${photo}`],
      ['article', `/en/t/${article}`],
      ['embed', `/embed/${photo}`],
    ]) {
      const { page, context, refused } = await open(hub.url + path, { colorScheme, width })
      if (name !== 'article')
        expect(await page.locator('.viewer img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(
          0,
        )
      expect.soft(refused, name).toEqual([])
      await soundness(page, `${name}-${colorScheme}-${width}`)
      await context.close()
    }
  })

  it('is whole without JavaScript, and sets no cookie', async () => {
    const { page, context } = await open(`${hub.url}/t/${photo}`, { noScript: true })
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Núi Bà Đen trong mây sớm')
    expect(await page.getByText('Được dùng, ghi nguồn', { exact: false }).isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: /Tải ảnh/ }).isVisible()).toBe(true)
    expect(await context.cookies()).toEqual([])
    await context.close()
  })

  it('runs the widget on a site of another origin under a strict policy, and shows the embed page in its sandboxed frame', async () => {
    const { port } = portal.address() as AddressInfo
    const { page, context, refused } = await open(`http://127.0.0.1:${port}/`)
    const widget = page.locator('[data-asean-widget]')
    await widget.getByRole('link', { name: 'Núi Bà Đen trong mây sớm' }).waitFor()
    const picture = widget.locator('img').first()
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    const framed = page.frameLocator('iframe').locator('.viewer img')
    await expect.poll(() => framed.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    expect(refused).toEqual([])
    expect(await context.cookies()).toEqual([])
    // What the frame shows is judged as a page of its own above.
    expect.soft(await faultsOf(page, 'widget', { without: 'iframe' }), 'widget').toEqual([])
    await context.close()
  })

  it('lists every address for those who are signed in, previews the widget, and registers a webhook', async () => {
    const { page, context, refused } = await open(`${hub.url}/dang-nhap`)
    await page.getByLabel('Thư điện tử').fill(email)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.getByRole('link', { name: 'Nguồn cấp' }).click()
    await page.getByRole('heading', { level: 1, name: 'Nguồn cấp' }).waitFor()
    await page.locator('[data-asean-widget]').getByRole('link', { name: 'Khai hội xuân Núi Bà' }).waitFor()
    await page.getByRole('button', { name: 'Thêm địa chỉ' }).click()
    await page.getByRole('textbox', { name: /^Địa chỉ/ }).fill('http://127.0.0.1:9/hook')
    await page.getByRole('button', { name: 'Thêm', exact: true }).click()
    expect(await page.getByRole('textbox', { name: 'Khóa ký' }).inputValue()).toMatch(/^whsec_/)
    await page.getByRole('button', { name: 'Đã cất giữ' }).click()
    await page.getByText('Chưa gửi tin nào').waitFor()
    for (const [scheme, width] of [
      ['light', 1440],
      ['dark', 1440],
      ['light', 360],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: scheme })
      await page.evaluate(value => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme)
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => null))),
      )
      await soundness(page, `feeds-${scheme}-${width}`)
    }
    expect(refused).toEqual([])
    await context.close()
  })

  /** A site of another origin whose policy lets nothing through but the hub. */
  async function startPortal(of: string): Promise<Server> {
    const policy = `default-src 'none'; script-src ${of}; connect-src ${of}; img-src ${of}; frame-src ${of}`
    const server = createServer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      res.end(`<!doctype html><html lang="vi"><head><title>Cổng</title></head><body><main><h1>Cổng thông tin</h1>
<script src="${of}/widget.js" data-feed="hub" data-limit="6"></script>
<iframe src="${of}/embed/${photo}" sandbox title="Núi Bà Đen" width="800" height="520"></iframe></main></body></html>`)
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return server
  }
})
