import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('items that are about the same', () => {
  let hub: TestHub
  let browser: Browser
  let editor: TestClient
  let [first, alone] = ['', '']
  beforeAll(async () => {
    ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
    editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const add = async (title: string) => {
      const body = { title, html: '<p>Nội dung</p>', visibility: 'hub' }
      return (await editor.post<{ asset: Asset }>('/api/v1/articles', body)).body.asset.id
    }
    first = await add('Bánh tráng phơi sương Trảng Bàng')
    await add('Nghề làm bánh tráng phơi sương')
    alone = await add('Cửa khẩu Mộc Bài')
    await hub.idle()
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  it('stand below an item as links, in light and dark, and nothing is said where there are none', async () => {
    const { email } = (await editor.get<{ email: string }>('/api/v1/me')).body
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
    await page.goto(`${hub.url}/dang-nhap`)
    await page.getByLabel('Thư điện tử').fill(email)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.waitForURL(`${hub.url}/`)
    const looked = page.waitForResponse(`${hub.url}/api/v1/assets/${alone}/similar`)
    await page.goto(`${hub.url}/tu-lieu/${alone}`)
    await looked
    await page.getByRole('heading', { level: 1, name: 'Cửa khẩu Mộc Bài' }).waitFor()
    expect(await page.getByRole('region', { name: 'Tư liệu cùng nội dung' }).count()).toBe(0)

    await page.goto(`${hub.url}/tu-lieu/${first}`)
    const strip = page.getByRole('region', { name: 'Tư liệu cùng nội dung' })
    const link = strip.getByRole('link', { name: 'Nghề làm bánh tráng phơi sương' })
    await link.waitFor()
    for (const [scheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.evaluate(value => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme)
      await strip.scrollIntoViewIfNeeded()
      const serious = (await judgePage(page)).filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([])
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/similar-${scheme}.png` })
    }
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'Nghề làm bánh tráng phơi sương' }).waitFor()
    await page.context().close()
  })
})
