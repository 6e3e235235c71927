import { gzipSync } from 'node:zlib'
import type { Browser, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { makeJpeg } from '../support/media.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

// What a reporter's line carries before the library stands there, JavaScript compressed.
const budget = 200_000

let hub: TestHub
let browser: Browser
let email: string

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
  const reader = await hub.person('Người Đọc', { memberships: [{ unit: 'bao', role: 'editor' }] })
  email = (await reader.get<{ email: string }>('/api/v1/me')).body.email
  await reader.upload(await makeJpeg({ width: 600, height: 400 }), 'nui.jpg', {
    title: 'Núi Bà Đen',
    visibility: 'hub',
  })
  await hub.idle()
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

describe('the first load of the library', () => {
  it('keeps within its budget of JavaScript', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
    const page = await context.newPage()
    await page.goto(`${hub.url}/dang-nhap`)
    await page.getByLabel('Thư điện tử').fill(email)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname === '/')
    const scripts = new Map<string, Promise<Buffer>>()
    const fresh = await context.newPage()
    fresh.on('response', (response: Response) => {
      if (/\.js$/.test(new URL(response.url()).pathname)) scripts.set(response.url(), response.body())
    })
    await fresh.goto(`${hub.url}/kho`)
    await fresh
      .getByRole('link', { name: /Núi Bà Đen/ })
      .first()
      .waitFor()
    await fresh.waitForLoadState('networkidle')
    const sizes = await Promise.all([...scripts.values()].map(async body => gzipSync(await body).length))
    const total = sizes.reduce((sum, size) => sum + size, 0)
    console.info(`first load of the library: ${(total / 1000).toFixed(1)} kB of JavaScript in ${sizes.length} files`)
    expect(sizes.length).toBeGreaterThan(3)
    expect(total).toBeLessThanOrEqual(budget)
    await context.close()
  })
})
