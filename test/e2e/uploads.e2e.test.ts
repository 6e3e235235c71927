import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg, makeMp4 } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let browser: Browser
let reporter: TestClient
let dir: string
let film: string
let photos: string[]
const filmBytes = 9_000_000

type Opened = Page & { errors: string[]; line: CDPSession }

async function openUploads(options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', ...options })
  const cookies = reporter.cookie.split('; ').map(pair => {
    const cut = pair.indexOf('=')
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const opened = Object.assign(page, { errors: [] as string[], line: await context.newCDPSession(page) })
  page.setDefaultTimeout(30_000)
  page.on('pageerror', error => opened.errors.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) opened.errors.push(message.text())
  })
  await opened.line.send('Network.enable')
  await page.goto(`${hub.url}/dang-tai`)
  await page.getByRole('heading', { level: 1, name: 'Đăng tải' }).waitFor()
  return opened
}

/** Bytes a second that go up; -1 for as fast as they can. */
function speed(page: Opened, uploadThroughput: number) {
  const rest = { offline: false, latency: 0, downloadThroughput: -1 }
  return page.line.send('Network.emulateNetworkConditions', { ...rest, uploadThroughput })
}

function cut(page: Opened) {
  const nothing = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 }
  return page.line.send('Network.emulateNetworkConditions', nothing)
}

async function seriousFaults(page: Page): Promise<string[]> {
  const violations = await judgePage(page)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
}

const rows = (page: Page) => page.getByRole('list', { name: 'Các tệp trong lô' }).getByRole('listitem')
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })
const filmBar = (page: Page) => page.getByRole('progressbar', { name: 'Tiến độ gửi phong-su.mp4' })

async function filmIsPast(page: Page, percent: number): Promise<void> {
  await filmBar(page).waitFor()
  const now = async () => Number(await filmBar(page).getAttribute('aria-valuenow'))
  await expect.poll(now, { timeout: 30_000, interval: 100 }).toBeGreaterThan(percent)
}

/** The asset that the row of this file leads to, when it is ready. */
async function assetOf(page: Page, name: string): Promise<Asset> {
  await row(page, name).getByText('Xong', { exact: true }).waitFor({ timeout: 90_000 })
  const href = await row(page, name).getByRole('link', { name: 'Mở tư liệu' }).getAttribute('href')
  const { body } = await reporter.get<{ asset: Asset }>(`/api/v1/assets/${href?.split('/').at(-1)}`)
  return body.asset
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

/** A real film with a box of nothing behind it (ISO/IEC 14496-12 `free`): large enough that there is something to see. */
async function makeLargeFilm(path: string): Promise<void> {
  await makeMp4(path, { seconds: 1, width: 320, height: 240 })
  const free = Buffer.alloc(filmBytes, Math.floor(Math.random() * 256))
  free.writeUInt32BE(free.length, 0)
  free.write('free', 4)
  await writeFile(path, Buffer.concat([await readFile(path), free]))
}

beforeAll(async () => {
  hub = await startTestHub({ worker: true })
  dir = await mkdtemp(join(tmpdir(), 'hub-e2e-'))
  photos = await Promise.all(
    [1000, 1100, 1200].map(async (width, index) => {
      const path = join(dir, `IMG_000${index + 1}.jpg`)
      await writeFile(path, await makeJpeg({ width, height: 800 }))
      return path
    }),
  )
  film = join(dir, 'phong-su.mp4')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await hub?.close()
  if (dir) await rm(dir, { recursive: true, force: true })
})

// Each with lists of their own: an upload that one leaves half sent is not the next one's.
beforeEach(async () => {
  reporter = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'contributor' }] })
})

describe('the upload page', () => {
  it('sends three photos and a film with the words of the batch and one exception, through a line that is lost', async () => {
    await makeLargeFilm(film)
    const page = await openUploads()
    await page.getByTestId('files').setInputFiles([...photos, film])
    await page.getByLabel(/^Tác giả/).fill('Trần An')
    await page.getByLabel(/^Dòng ghi nguồn/).fill('Báo Tây Ninh')
    await page.getByRole('button', { name: 'Sửa riêng thông tin của IMG_0002.jpg' }).click()
    const own = page.getByRole('dialog', { name: 'Thông tin riêng của tệp' })
    await own.getByLabel(/^Tiêu đề/).fill('Khai hội xuân')
    await own.getByLabel(/^Tác giả/).fill('Lê Bình')
    await own.getByLabel(/^Dòng ghi nguồn/).fill('Đài tỉnh')
    expect(await seriousFaults(page)).toEqual([])
    await own.getByRole('button', { name: 'Trở lại như lô: Ghi nguồn' }).click()
    await own.getByRole('button', { name: 'Xong' }).click()
    await row(page, 'IMG_0002.jpg').getByText('Chưa gửi · Riêng: Tác giả').waitFor()

    await speed(page, 400_000)
    await page.getByRole('button', { name: 'Gửi 4 tệp vào kho' }).click()
    await filmIsPast(page, 15)
    await cut(page)
    await row(page, 'phong-su.mp4')
      .getByText(/^Mất mạng ở \d+\s%/)
      .waitFor()
    await page.getByText('Đang mất mạng.').waitFor()
    await speed(page, 400_000)
    await row(page, 'phong-su.mp4')
      .getByText(/nối lại từ \d+\s%/)
      .waitFor()
    await speed(page, -1)

    const [first, second, clip] = [
      await assetOf(page, 'IMG_0001.jpg'),
      await assetOf(page, 'IMG_0002.jpg'),
      await assetOf(page, 'phong-su.mp4'),
    ]
    await assetOf(page, 'IMG_0003.jpg')
    expect(first).toMatchObject({ title: 'IMG 0001', creator: 'Trần An', credit: 'Báo Tây Ninh' })
    expect(second).toMatchObject({ title: 'Khai hội xuân', creator: 'Lê Bình', credit: 'Báo Tây Ninh' })
    expect(clip).toMatchObject({ kind: 'video', creator: 'Trần An' })
    expect(clip.original?.sha256).toBe(await sha256(film))
    expect(await seriousFaults(page)).toEqual([])
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('asks before it is left while bytes go up, and after a reload goes on when the same file is chosen again', async () => {
    await makeLargeFilm(film)
    const page = await openUploads()
    await page.getByTestId('files').setInputFiles(film)
    await page.getByLabel(/^Tác giả/).fill('Trần An')
    await speed(page, 400_000)
    await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
    await filmIsPast(page, 20)
    const asked: string[] = []
    page.on('dialog', dialog => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await page.reload()
    expect(asked).toEqual(['beforeunload'])
    await page.getByText(/^Lần trước còn 1 tệp gửi dở/).waitFor()
    await row(page, 'phong-su.mp4')
      .getByText(/^Gửi dở \d+\s%/)
      .waitFor()
    expect(await seriousFaults(page)).toEqual([])

    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Chọn lại tệp phong-su.mp4 để gửi tiếp' }).click()
    await (await chooser).setFiles(film)
    await row(page, 'phong-su.mp4')
      .getByText(/nối lại từ \d+\s%/)
      .waitFor()
    await speed(page, -1)
    const clip = await assetOf(page, 'phong-su.mp4')
    expect(clip).toMatchObject({ title: 'phong-su', creator: 'Trần An' })
    expect(clip.original?.sha256).toBe(await sha256(film))
    // With nothing in flight it is left without a question.
    await page.reload()
    expect(asked).toHaveLength(1)
    await page.context().close()
  })

  it('says when it tries again while the hub is away, and goes on by itself', async () => {
    await makeLargeFilm(film)
    const page = await openUploads()
    await page.getByTestId('files').setInputFiles(film)
    await speed(page, 400_000)
    await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
    await filmIsPast(page, 15)
    await page.getByRole('button', { name: 'Tạm dừng phong-su.mp4' }).click()
    await row(page, 'phong-su.mp4')
      .getByText(/^Tạm dừng ở \d+\s%/)
      .waitFor()
    await page.route('**/uploads/resumable/**', route => route.fulfill({ status: 503, body: 'restarting' }))
    await page.getByRole('button', { name: 'Gửi tiếp phong-su.mp4' }).click()
    await row(page, 'phong-su.mp4')
      .getByText(/^Mất kết nối ở \d+\s%. Tự gửi tiếp lúc \d\d:\d\d/)
      .waitFor()
    await page.unroute('**/uploads/resumable/**')
    await speed(page, -1)
    const clip = await assetOf(page, 'phong-su.mp4')
    expect(clip.original?.sha256).toBe(await sha256(film))
    await page.context().close()
  })

  it('holds three hundred dropped files with few of their rows in the page', async () => {
    const page = await openUploads()
    await page.evaluate(`(() => {
      const dropped = new DataTransfer()
      for (let n = 0; n < 300; n += 1) dropped.items.add(new File(['x' + n], 'IMG_' + n + '.txt', { lastModified: n }))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }))
    })()`)
    await page.getByRole('button', { name: 'Gửi 300 tệp vào kho' }).waitFor()
    expect(await rows(page).count()).toBeLessThan(60)
    expect(await rows(page).first().getAttribute('aria-setsize')).toBe('300')
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
    await row(page, 'IMG_299.txt').waitFor()
    expect(await rows(page).count()).toBeLessThan(60)
    await page.context().close()
  })

  it('is worked by keyboard alone', async () => {
    const page = await openUploads()
    const press = async (name: RegExp) => {
      await page.getByRole('button', { name }).first().focus()
      await page.keyboard.press('Enter')
    }
    const chooser = page.waitForEvent('filechooser')
    await press(/^Chọn tệp$/)
    const photo = join(dir, 'ban-phim.jpg')
    await writeFile(photo, await makeJpeg({ width: 1300, height: 700 }))
    await (await chooser).setFiles(photo)
    await press(/^Sửa riêng thông tin của ban-phim.jpg$/)
    await page
      .getByRole('dialog')
      .getByLabel(/^Tiêu đề/)
      .waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // The focus is where it was.
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.startsWith('Sửa riêng'))
    await press(/^Gửi 1 tệp vào kho$/)
    expect(await assetOf(page, 'ban-phim.jpg')).toMatchObject({ title: 'ban-phim', kind: 'image' })
    await page.context().close()
  })

  it('holds on a phone, in the dark and in English', async () => {
    const page = await openUploads({ viewport: { width: 360, height: 780 }, colorScheme: 'dark', locale: 'en-GB' })
    await page.evaluate("localStorage.setItem('hub.language', 'en')")
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Upload' }).waitFor()
    await page.getByTestId('files').setInputFiles(photos)
    await page.getByText('Not sent yet').first().waitFor()
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(360)
    expect(await seriousFaults(page)).toEqual([])
    expect(page.errors).toEqual([])
    await page.context().close()
  })
})
