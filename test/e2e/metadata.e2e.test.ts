import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { embed } from '../support/embed.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg, makeWebp } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let browser: Browser
let reporter: TestClient
let dir: string
const evil = 'Hội <img src=x onerror=alert(1)><script>alert(2)</script>'

beforeAll(async () => {
  ;[hub, browser, dir] = await Promise.all([
    startTestHub({ worker: true }),
    openBrowser(),
    mkdtemp(join(tmpdir(), 'metadata-e2e-')),
  ])
  reporter = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  const photo = await embed(await makeJpeg({ width: 640, height: 420 }), 'jpg', {
    ...{ 'XMP-dc:Title': 'Lễ hội Xuân Núi Bà Đen', 'XMP-dc:Description': 'Người dân dâng hương đầu năm.' },
    ...{ 'XMP-dc:Subject': ['Lễ hội, sự kiện', 'rằm tháng Giêng'], 'XMP-photoshop:State': 'Tây Ninh' },
    ...{ 'IPTC:By-line': 'Đặng Hoàng Thái', 'ExifIFD:DateTimeOriginal': '2026:02:17 08:00:00' },
  })
  await writeFile(join(dir, 'DSC_0001.jpg'), photo)
  await writeFile(join(dir, 'DSC_0002.webp'), await embed(await makeWebp(500, 400), 'webp', { 'XMP-dc:Title': evil }))
  await writeFile(join(dir, 'DSC_0003.jpg'), await makeJpeg({ width: 500, height: 320, gps: false }))
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await hub?.close()
  await rm(dir, { recursive: true, force: true })
})

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) })
}
const serious = async (page: Page) => {
  const violations = await judgePage(page)
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
}

it('fills the empty fields of each photo from its file, marked, and offers the rest on the edit form', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
  await context.addCookies(
    reporter.cookie.split('; ').map(pair => {
      const cut = pair.indexOf('=')
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
    }),
  )
  const page = await context.newPage()
  const said: string[] = []
  page.on('dialog', dialog => {
    said.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('pageerror', error => said.push(error.message))
  page.on('console', message => {
    if (/Content Security Policy/.test(message.text())) said.push(message.text())
  })
  await page.goto(`${hub.url}/dang-tai`)
  await page.getByRole('heading', { level: 1, name: 'Đăng tải' }).waitFor()
  await page.getByLabel(/Tác giả/).fill('Nhóm phóng viên')
  const files = ['DSC_0001.jpg', 'DSC_0002.webp', 'DSC_0003.jpg'].map(name => join(dir, name))
  await page.getByTestId('files').setInputFiles(files)
  await page
    .getByText(/Tệp ghi sẵn: .*Mô tả/)
    .first()
    .waitFor()
  await shot(page, 'list')
  await page
    .getByRole('button', { name: /DSC_0001/ })
    .first()
    .click()
  const panel = page.getByRole('dialog')
  await panel.waitFor()
  expect(await panel.getByLabel(/^Tiêu đề/).inputValue()).toBe('Lễ hội Xuân Núi Bà Đen')
  expect(await panel.getByLabel(/^Mô tả(?! thay)/).inputValue()).toBe('Người dân dâng hương đầu năm.')
  // What was written for the batch stands before the file.
  expect(await panel.getByLabel(/^Tác giả/).inputValue()).toBe('Nhóm phóng viên')
  expect(await panel.getByText('từ tệp').count()).toBeGreaterThan(3)
  await shot(page, 'panel')
  expect(await serious(page)).toEqual([])
  await panel.getByRole('button', { name: 'Xong' }).click()
  await page.getByRole('button', { name: 'Gửi 3 tệp vào kho' }).click()
  await page.getByRole('link', { name: 'Mở tư liệu' }).nth(2).waitFor()
  await hub.idle()
  const rows = await hub.deps.db.asset.findMany({ orderBy: { title: 'asc' } })
  const photo = rows.find(row => row.title === 'Lễ hội Xuân Núi Bà Đen')!
  expect(photo).toMatchObject({
    ...{ description: 'Người dân dâng hương đầu năm.', creator: 'Nhóm phóng viên', topics: ['le-hoi'], places: ['80'] },
    ...{ tags: ['rằm tháng Giêng'], date: new Date('2026-02-17') },
  })
  expect(rows.map(row => row.title)).toEqual(expect.arrayContaining([evil, 'DSC 0003']))

  await page.goto(`${hub.url}/tu-lieu/${photo.id}`)
  await page.getByRole('link', { name: /Gốc nguyên vẹn/ }).waitFor()
  await page.getByRole('button', { name: 'Sửa thông tin' }).first().click()
  const box = page.getByRole('region', { name: 'Tệp ghi sẵn' })
  await box.getByText('Đặng Hoàng Thái').waitFor()
  await shot(page, 'edit')
  expect(await serious(page)).toEqual([])
  await box.getByRole('button', { name: /Tác giả/ }).click()
  expect(await page.locator('input[name=creator]').inputValue()).toBe('Đặng Hoàng Thái')
  expect(await box.getByText('Đặng Hoàng Thái').count()).toBe(0)
  await page.setViewportSize({ width: 360, height: 780 })
  await shot(page, 'edit-360')
  expect(said).toEqual([])
  await context.close()
}, 240_000)
