import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

// No worker runs here: what waits keeps waiting until somebody stops it.
let hub: TestHub
let browser: Browser
let editor: TestClient
let admin: TestClient

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub(), openBrowser()])
  editor = await hub.person('Nguyễn Thị Phóng Viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
  admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function signedIn(client: TestClient, path: string, width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN' })
  const [name, value] = client.cookie.split('; ')[0]!.split(/=(.*)/s)
  await context.addCookies([{ name: name!, value: value!, url: hub.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(hub.url + path)
  return page
}
const look = async (page: Page, name: string) => {
  if (process.env.LOOK_DIR) await page.screenshot({ path: `${process.env.LOOK_DIR}/${name}.png` })
}
const serious = async (page: Page) => {
  const violations = await judgePage(page)
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
}

describe('work on a file, in the browser', { timeout: 240_000 }, () => {
  it('is stopped and asked for again on the asset’s page, which says its place in the line', async () => {
    const answer = await editor.upload(await makeJpeg({ width: 900, height: 600 }), 'ho-dau-tieng.jpg', {
      title: 'Hồ Dầu Tiếng',
      visibility: 'hub',
    })
    const page = await signedIn(editor, `/tu-lieu/${answer.body.asset.id}`)
    await page.getByText('đang chờ, thứ 1 trong hàng').waitFor()
    await look(page, 'processing')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Dừng xử lý' }).click()
    await page.getByRole('heading', { name: 'Đã dừng xử lý tệp' }).waitFor()
    await look(page, 'stopped')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Xử lý lại' }).click()
    await page.getByText('đang chờ, thứ 1 trong hàng').waitFor()
    await page.setViewportSize({ width: 360, height: 780 })
    await look(page, 'processing-phone')
  })

  it('is put first and stopped by an administrator among the jobs', async () => {
    const page = await signedIn(admin, '/quan-tri?tab=jobs')
    const row = page.getByRole('listitem').filter({ hasText: 'Tạo bản phái sinh ảnh' })
    await row.getByRole('button', { name: /^Đưa lên đầu hàng/ }).click()
    await page.getByText('Đã đưa lên đầu hàng').waitFor()
    await look(page, 'jobs')
    expect(await serious(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 780 })
    await look(page, 'jobs-phone')
    await row.getByRole('button', { name: /^Dừng: / }).click()
    await page.getByText('Đã dừng công việc').waitFor()
    await row.waitFor({ state: 'detached' })
  })
})
