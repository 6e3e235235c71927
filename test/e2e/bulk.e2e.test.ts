import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import {
  dropPaths,
  openUploadPage,
  rowOf,
  rowsOf,
  seriousFaults,
  setSpeed,
  type UploadPage,
} from '../support/upload-page.ts'

const shots = process.env.TEST_SHOTS
let hub: TestHub
let browser: Browser
let reporter: TestClient
let dir: string

beforeAll(async () => {
  hub = await startTestHub({ worker: true })
  dir = await mkdtemp(join(tmpdir(), 'hub-bulk-e2e-'))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
  if (dir) await rm(dir, { recursive: true, force: true })
})
beforeEach(async () => {
  reporter = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'contributor' }] })
})

async function pack(name: string, files: Record<string, Buffer | string>): Promise<string> {
  const zip = new ZipFile()
  for (const [path, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), path, { compress: false })
  zip.end()
  const path = join(dir, name)
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}
let colour = 0
/** A picture unlike every other. */
const photo = () => makeJpeg({ width: 900 + colour++, height: 600 })
const card = (page: UploadPage, name: string) =>
  page.getByRole('list', { name: 'Tệp ZIP đã gửi' }).getByRole('listitem').filter({ hasText: name }).first()
const assetAt = async (href: string | null) =>
  (await reporter.get<{ asset: Asset }>(`/api/v1/assets/${href?.split('/').at(-1)}`)).body.asset

async function looksWell(page: UploadPage, name: string): Promise<void> {
  for (const [language, scheme, width] of [
    ['vi', 'light', 1440],
    ['vi', 'dark', 1440],
    ['vi', 'light', 360],
    ['en', 'light', 1440],
  ] as const) {
    await page.evaluate(chosen => localStorage.setItem('hub.language', chosen), language)
    await page.setViewportSize({ width, height: 900 })
    await page.reload()
    await page
      .getByRole('button', { name: language === 'vi' ? /^Xem \d+ tệp trong/ : /^Show \d+ files in/ })
      .first()
      .click()
    await page.getByRole('button', { name: language === 'vi' ? /^Không nhận \d/ : /^Not taken \d/ }).waitFor()
    await page.evaluate(chosen => document.documentElement.setAttribute('data-mantine-color-scheme', chosen), scheme)
    if (shots) await page.screenshot({ path: `${shots}/${name}-${language}-${scheme}-${width}.png`, fullPage: true })
    expect.soft(await seriousFaults(page), `${language} ${scheme} ${width}`).toEqual([])
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
}

describe('a ZIP on the upload page', () => {
  it('goes up, goes on after a reload, and says of each Vietnamese file what became of it, also when the page comes again', async () => {
    const there = await photo()
    const known = (await reporter.upload(there, 'gốc.jpg', { title: 'Ảnh đã có trong kho', visibility: 'hub' })).body
      .asset
    const path = await pack('Lễ hội Núi Bà Đen.zip', {
      'Ngày khai hội/Đoàn rước kiệu ở Điện Bà.jpg': await photo(),
      'Ngày khai hội/Ẫm thực chay – Ễnh ương, Ỗ.jpg': await photo(),
      'Ngày bế mạc/Trùng.jpg': there,
      'Ghi chú của phóng viên.txt': 'không phải ảnh',
      // Something to send for a while, and to refuse.
      'dữ liệu thô.bin': Buffer.alloc(3_000_000, 7),
    })
    const page = await openUploadPage(browser, reporter)
    await page.getByTestId('files').setInputFiles(path)
    await rowOf(page, 'Lễ hội Núi Bà Đen.zip')
      .getByText(/Kho sẽ giải nén/)
      .waitFor()
    expect(await page.getByRole('button', { name: /^Sửa riêng/ }).count()).toBe(0)
    await page.getByLabel(/^Tác giả/).fill('Trần An')
    await page.getByLabel(/^Dòng ghi nguồn/).fill('Báo Tây Ninh')
    if (shots) await page.screenshot({ path: `${shots}/zip-staged.png`, fullPage: true })
    await setSpeed(page, 400_000)
    await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
    const bar = page.getByRole('progressbar', { name: 'Tiến độ gửi Lễ hội Núi Bà Đen.zip' })
    await bar.waitFor()
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 30_000 })
      .toBeGreaterThan(20)
    page.on('dialog', dialog => void dialog.accept())
    await page.reload()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Chọn lại tệp Lễ hội Núi Bà Đen.zip để gửi tiếp' }).click()
    await (await chooser).setFiles(path)
    await rowOf(page, 'Lễ hội')
      .getByText(/nối lại từ \d+\s%/)
      .waitFor()
    await setSpeed(page, -1)

    await card(page, 'Lễ hội')
      .getByText('2 tệp đã vào kho, 1 tệp kho đã có, 2 tệp không nhận')
      .waitFor({ timeout: 60_000 })
    expect(await rowsOf(page).count()).toBe(0)
    await card(page, 'Lễ hội').getByRole('button', { name: 'Xem 5 tệp trong Lễ hội Núi Bà Đen.zip' }).click()
    const entries = page.getByRole('list', { name: 'Các tệp trong Lễ hội Núi Bà Đen.zip' }).getByRole('listitem')
    await expect.poll(() => entries.count()).toBe(5)
    const taken = entries.filter({ hasText: 'Ngày khai hội/Ẫm thực chay' })
    const asset = await assetAt(await taken.getByRole('link').getAttribute('href'))
    expect(asset).toMatchObject({ title: 'Ẫm thực chay – Ễnh ương, Ỗ', creator: 'Trần An', credit: 'Báo Tây Ninh' })
    const double = entries.filter({ hasText: 'Ngày bế mạc/Trùng.jpg' })
    expect(await double.getByRole('link', { name: 'Ảnh đã có trong kho' }).getAttribute('href')).toBe(
      `/tu-lieu/${known.id}`,
    )
    await page.getByRole('button', { name: 'Không nhận 3' }).click()
    await expect.poll(() => entries.count()).toBe(3)
    await entries
      .filter({ hasText: 'Ghi chú của phóng viên.txt' })
      .getByText(/^Kho chưa nhận loại tệp này/)
      .waitFor()
    await hub.idle()
    await looksWell(page, 'zip-report')
    await page.context().close()
  })

  it('is shown live while it is unpacked, keeps its place among other files, and is refused whole with the reason', async () => {
    const many = Object.fromEntries(
      await Promise.all(Array.from({ length: 30 }, async (_, at) => [`Ảnh số ${at + 1}.jpg`, await photo()] as const)),
    )
    const [good, bad] = [await pack('Ba mươi ảnh.zip', many), await pack('Hỏng.zip', { 'a.jpg': await photo() })]
    const torn = join(dir, 'Cụt.zip')
    await writeFile(torn, (await import('node:fs')).readFileSync(bad).subarray(0, 9000))
    const page = await openUploadPage(browser, reporter)
    const other = join(dir, 'kèm theo.txt')
    await writeFile(other, 'x')
    await page.getByTestId('files').setInputFiles([good, torn])
    await page.getByRole('button', { name: 'Gửi 2 tệp vào kho' }).click()
    await page.getByTestId('files').setInputFiles(other)
    await card(page, 'Ba mươi ảnh')
      .getByText(/^Đang giải nén: xong \d+ trong 30 tệp/)
      .waitFor({ timeout: 60_000 })
    await page.getByRole('progressbar', { name: 'Tiến độ giải nén Ba mươi ảnh.zip' }).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/zip-live.png`, fullPage: true })
    await card(page, 'Ba mươi ảnh').getByText('30 tệp đã vào kho').waitFor({ timeout: 60_000 })
    await card(page, 'Cụt.zip')
      .getByText(/^Kho không giải nén tệp ZIP này/)
      .waitFor()
    expect(await card(page, 'Cụt.zip').getByRole('button').count()).toBe(0)
    expect(await rowsOf(page).count()).toBe(1)
    expect(await seriousFaults(page)).toEqual([])
    if (shots) await page.screenshot({ path: `${shots}/zip-done.png`, fullPage: true })
    await page.context().close()
  })
})

describe('folders on the upload page', () => {
  it('are walked to the last file when they are dropped, each file with its folder, two of one name both', async () => {
    const root = join(dir, 'Lễ hội')
    const day = new Date('2026-02-05T08:00:00Z')
    const [one, two] = [await photo(), await photo()]
    for (const [path, bytes] of [
      ['Ngày 1/Sáng/IMG_0001.jpg', one],
      ['Ngày 2/IMG_0001.jpg', two],
      ['.DS_Store', Buffer.from('x')],
    ] as const) {
      await mkdir(join(root, path, '..'), { recursive: true })
      await writeFile(join(root, path), bytes)
      await utimes(join(root, path), day, day)
    }
    // The browser hands a folder out in hundreds.
    await mkdir(join(root, 'Nhiều'), { recursive: true })
    await Promise.all(Array.from({ length: 230 }, (_, at) => writeFile(join(root, 'Nhiều', `t${at}.txt`), `x${at}`)))
    const page = await openUploadPage(browser, reporter)
    await dropPaths(page, [root])
    await page.getByRole('button', { name: 'Gửi 232 tệp vào kho' }).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/folders.png` })
    const paths = await rowsOf(page)
      .locator('[title]')
      .evaluateAll(all => all.map(each => each.getAttribute('title')))
    expect(paths).toContain('Lễ hội/Ngày 1/Sáng/IMG_0001.jpg')
    expect(paths).toContain('Lễ hội/Ngày 2/IMG_0001.jpg')
    // The same folder once more adds nothing.
    await dropPaths(page, [root])
    await page.getByText('232 tệp đã có trong danh sách nên không thêm lại.').waitFor()
    await page.context().close()
  })
})
