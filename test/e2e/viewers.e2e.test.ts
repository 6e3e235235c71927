import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { makePdf } from '../support/media.ts'
import { faultsOf, type Look, type OpenPage, openPageOf } from '../support/page-of.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const looks: Look[] = [{}, { scheme: 'dark' }, { width: 360 }, { language: 'en' }]

let hub: TestHub
let browser: Browser
let editor: TestClient
let book: string

beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
  browser = await openBrowser()
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  const lines = Array.from({ length: 40 }, (_, index) => `Trang ${index + 1}: quy hoạch núi Bà Đen`)
  book = await uploaded(await makePdf(lines), 'quy-hoach.pdf', 'Quy hoạch khu du lịch')
  await ready(book)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function uploaded(bytes: Buffer, name: string, title: string): Promise<string> {
  const answer = await editor.upload(bytes, name, { title, visibility: 'hub' })
  expect(answer.status).toBe(201)
  return answer.body.asset.id
}

const ready = (id: string) =>
  vi.waitUntil(async () => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset.file === 'ready', {
    timeout: 120_000,
    interval: 200,
  })

const wordOf = ({ language = 'vi', scheme = 'light', width = 1440 }: Look) => `${language}-${scheme}-${width}`

/** Everything that the page asks for beyond the hub. */
function outside(page: OpenPage): string[] {
  const asked: string[] = []
  page.on('request', request => {
    const url = request.url()
    if (!url.startsWith(hub.url) && !/^(blob|data):/.test(url)) asked.push(url)
  })
  return asked
}

describe('a document in a browser', () => {
  it('opens at the page that the address names, with its letters, from the hub alone and piece by piece', async () => {
    const page = await openPageOf(browser, hub, editor, `/tu-lieu/${book}#trang=12`)
    const asked = outside(page)
    const drawn = page.locator('[data-page="12"][data-drawn]')
    await drawn.waitFor()
    await drawn.getByText('Trang 12: quy hoạch núi Bà Đen').waitFor()
    const dots = await drawn.locator('canvas').evaluate(canvas => {
      const { width, height } = canvas as HTMLCanvasElement
      return new Set(
        new Uint32Array((canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data.buffer),
      ).size
    })
    expect(dots).toBeGreaterThan(2)
    expect(await page.locator('[data-page]').count()).toBeLessThan(6)

    const pages = page.getByRole('group', { name: 'Các trang của tài liệu' })
    await pages.focus()
    await page.keyboard.press('PageDown')
    const number = page.getByRole('textbox', { name: 'Tới trang số' })
    await expect.poll(() => number.inputValue()).toBe('13')
    await page.keyboard.press('End')
    await expect.poll(() => number.inputValue()).toBe('40')
    await page.keyboard.press('Home')
    await expect.poll(() => number.inputValue()).toBe('1')
    const width = async () => (await page.locator('[data-page="1"]').boundingBox())!.width
    const before = await width()
    await page.keyboard.press('+')
    await expect.poll(width).toBeGreaterThan(before)
    await page.keyboard.press('w')
    await expect.poll(width).toBeGreaterThan(1000)

    await page.keyboard.press('Control+f')
    await page.getByRole('textbox', { name: 'Tìm trong tài liệu này' }).fill('TRANG 31:')
    await page.getByText('Có ở 1 trang').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[data-page="31"] [data-found]').first().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('group', { name: 'Các trang của tài liệu' }).waitFor({ state: 'hidden' })
    expect(new URL(page.url()).hash).toBe('')
    expect([asked, page.errors]).toEqual([[], []])
    await page.context().close()
  })

  it('is read from its page, and the way back leads there again', async () => {
    const page = await openPageOf(browser, hub, editor, `/tu-lieu/${book}`)
    await page.getByRole('button', { name: 'Trang sau' }).click()
    await page.getByRole('button', { name: 'Đọc', exact: true }).click()
    await page.locator('[data-page="2"]').getByText('Trang 2: quy hoạch').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Đọc', exact: true }).waitFor()
    // Every page shows as a picture too, also those that nobody has turned to before.
    for (let turn = 0; turn < 3; turn += 1) await page.getByRole('button', { name: 'Trang sau' }).click()
    await page.getByRole('img', { name: 'Trang 5' }).waitFor()
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('says so where the document does not come, and leaves the pictures of its pages', async () => {
    const page = await openPageOf(browser, hub, editor, `/tu-lieu/${book}`)
    await page.route('**/original', route => route.abort())
    await page.getByRole('button', { name: 'Đọc', exact: true }).click()
    await page.getByRole('alert').getByText('Chưa mở được tài liệu để đọc').waitFor()
    await page.getByRole('button', { name: 'Xem từng trang' }).click()
    await page.getByRole('img', { name: 'Trang 1' }).waitFor()
    await page.context().close()
  })

  it('looks well to everybody', async () => {
    for (const look of looks) {
      const page = await openPageOf(browser, hub, editor, `/tu-lieu/${book}#trang=3`, look)
      await page.locator('[data-page="3"][data-drawn]').waitFor()
      expect.soft(await faultsOf(page, `reader-${wordOf(look)}`), wordOf(look)).toEqual([])
      await page.context().close()
    }
  })
})
