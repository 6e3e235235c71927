import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { makeXlsx } from '../support/make-xlsx.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let browser: Browser
let editor: TestClient

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } }), openBrowser()])
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function open(path: string, options: { width?: number; dark?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 860 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'vi-VN',
  })
  await context.addCookies(
    editor.cookie.split('; ').map(pair => {
      const cut = pair.indexOf('=')
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
    }),
  )
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(hub.url + path)
  return page
}

async function expectSound(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide, `${name} scrolls sideways`).toBe(false)
}

const article = async (title: string) => {
  const said = { title, html: '<p>x</p>', visibility: 'unit', tags: ['cũ'] }
  return (await editor.post<{ asset: Asset }>('/api/v1/articles', said)).body.asset.id
}
const asset = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset

describe('a bulk edit in the browser', { timeout: 120_000 }, () => {
  it('goes from the selection over the dry run to the change and back', async () => {
    const ids = [await article('Hội xuân: rước kiệu'), await article('Hội xuân: múa lân')]
    await hub.idle()
    const page = await open('/kho?q=h%E1%BB%99i%20xu%C3%A2n')
    for (const title of ['rước kiệu', 'múa lân'])
      await page.getByRole('checkbox', { name: new RegExp(title) }).check({ force: true })
    await page.getByRole('link', { name: 'Sửa hàng loạt' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sửa hàng loạt' }).waitFor()
    await page.getByRole('radio', { name: '2 tư liệu đã chọn' }).waitFor()
    await page.getByLabel('Từ khóa: cách sửa').selectOption('Thêm')
    await page.getByLabel('Từ khóa: giá trị').fill('lễ hội')
    await page.getByLabel('Ghi nguồn: cách sửa').selectOption('Đặt thành')
    await page.getByLabel('Ghi nguồn: giá trị').fill('Báo Tây Ninh')
    await page.getByLabel('Chủ đề: cách sửa').selectOption('Thêm')
    await expectSound(page, 'bulk-form')
    await page.getByLabel('Chủ đề: cách sửa').selectOption('Giữ nguyên')
    await page.getByRole('button', { name: 'Xem trước' }).click()
    await page.getByRole('button', { name: 'Thực hiện với 2 tư liệu' }).waitFor()
    await page.getByText('cũ; lễ hội').first().waitFor()
    expect((await asset(ids[0]!)).credit).toBe('')
    await expectSound(page, 'bulk-dry-run')
    await page.getByRole('button', { name: 'Thực hiện với 2 tư liệu' }).click()
    await page.getByRole('button', { name: 'Hoàn tác lần sửa này' }).waitFor()
    for (const id of ids) expect(await asset(id)).toMatchObject({ credit: 'Báo Tây Ninh', tags: ['cũ', 'lễ hội'] })
    await expectSound(page, 'bulk-done')
    await page.getByRole('button', { name: 'Hoàn tác lần sửa này' }).click()
    await page.getByText('đã hoàn tác').first().waitFor()
    await expect.poll(async () => (await asset(ids[0]!)).credit).toBe('')
  })

  it('takes an edited sheet in, names what cannot be changed, and holds at 360 px and in the dark', async () => {
    const id = await article('Bản tin chợ nổi')
    const bytes = await makeXlsx([
      ['Mã tư liệu', 'Lần sửa', 'Tiêu đề', 'Cột lạ'],
      [id, '1', 'Bản tin chợ nổi Vàm Cỏ', ''],
      [id, '1', 'Lần nữa', ''],
    ])
    const page = await open('/sua-hang-loat', { width: 360, dark: true })
    await page.getByRole('button', { name: 'Nạp bảng đã sửa' }).waitFor()
    await page.getByTestId('sheet').setInputFiles({ name: 'sửa.xlsx', mimeType: '', buffer: bytes })
    await page.getByRole('button', { name: 'Thực hiện với 1 tư liệu' }).waitFor()
    await page.getByText('Tư liệu này đã có ở một dòng phía trên.').waitFor()
    await page.getByText('Các cột không dùng đến: Cột lạ.').waitFor()
    await expectSound(page, 'bulk-sheet-360-dark')
    await page.getByRole('button', { name: 'Thực hiện với 1 tư liệu' }).click()
    await page.getByText('đã sửa', { exact: true }).first().waitFor()
    expect((await asset(id)).title).toBe('Bản tin chợ nổi Vàm Cỏ')
    await page.getByRole('link', { name: 'Mọi lần sửa' }).click()
    await page.getByRole('link', { name: /sửa\.xlsx/ }).waitFor()
    await expectSound(page, 'bulk-start-360-dark')
  })
})
