import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import { openBrowser } from '../support/browser.ts'
import { h264, makeFilm, source } from '../support/make-film.ts'
import { makeJpeg, makePdf } from '../support/media.ts'
import { faultsOf, type Look, type OpenPage, openPageOf } from '../support/page-of.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const looks: Look[] = [{}, { scheme: 'dark' }, { width: 360 }, { language: 'en' }]

let hub: TestHub
let browser: Browser
let editor: TestClient
let book: string
let photo: string
let film: string
let draft: string

beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
  browser = await openBrowser()
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  const lines = Array.from({ length: 40 }, (_, index) => `Trang ${index + 1}: quy hoạch núi Bà Đen`)
  book = await uploaded(await makePdf(lines), 'quy-hoach.pdf', 'Quy hoạch khu du lịch')
  photo = await uploaded(await makeJpeg({ width: 3000, height: 2000 }), 'nui.jpg', 'Toàn cảnh núi Bà Đen')
  film = await makeCaptionedFilm()
  draft = await uploaded(await makePdf(['Trang 1: quy hoạch bản đầu']), 'ban-dau.pdf', 'Quy hoạch dự thảo')
  await addVersion(draft, 'pdf')
  await addVersion(photo, 'jpg')
  for (const id of [book, draft, photo, film]) await ready(id)
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

/** Twelve seconds in two sizes; what is said from the fifth on, in two languages. */
async function makeCaptionedFilm(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hub-e2e-viewers-'))
  const path = await makeFilm(join(dir, 'phim.mp4'), [...source('854x480', { seconds: 12 }), ...h264, '-c:a', 'aac'])
  const id = await uploaded(await readFile(path), 'phim.mp4', 'Phóng sự cuối tuần')
  await rm(dir, { recursive: true, force: true })
  for (const [language, text] of [
    ['vi', 'Người lái đò chờ chuyến khách cuối ngày'],
    ['en', 'The ferryman waits for the last guests'],
  ]) {
    const words = { language, text: `WEBVTT\n\n00:05.400 --> 00:11.000\n${text}\n` }
    expect((await editor.post(`/api/v1/assets/${id}/captions`, words)).status).toBe(201)
  }
  return id
}

async function addVersion(id: string, kind: 'pdf' | 'jpg'): Promise<void> {
  await ready(id)
  const { revision } = (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const bytes =
    kind === 'pdf' ? await makePdf(['Trang 1: quy hoạch đã sửa']) : await makeJpeg({ width: 3100, height: 2000 })
  const form = new FormData()
  form.append('metadata', '{}')
  form.append('file', new Blob([new Uint8Array(bytes)]), `moi.${kind}`)
  const answer = await editor.send('POST', `/api/v1/assets/${id}/versions`, form, { 'if-match': `"r${revision}"` })
  expect(answer.status).toBe(201)
}

const ready = (id: string) =>
  vi.waitUntil(async () => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset.file === 'ready', {
    timeout: 120_000,
    interval: 200,
  })

const patient = { timeout: 20_000 }
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
    await expect.poll(() => number.inputValue(), patient).toBe('13')
    await page.keyboard.press('End')
    await expect.poll(() => number.inputValue(), patient).toBe('40')
    await page.keyboard.press('Home')
    await expect.poll(() => number.inputValue(), patient).toBe('1')
    const width = async () => (await page.locator('[data-page="1"]').boundingBox())!.width
    const before = await width()
    await page.keyboard.press('+')
    await expect.poll(width, patient).toBeGreaterThan(before)
    await page.keyboard.press('w')
    await expect.poll(width, patient).toBeGreaterThan(1000)

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
    await page.route('**/original?read=1', route => route.abort())
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

describe('a picture over the whole window', () => {
  it('zooms and moves by keys, and shows every pixel of the original when somebody asks', async () => {
    const page = await openPageOf(browser, hub, editor, `/tu-lieu/${photo}`)
    const asked = outside(page)
    await page.getByRole('button', { name: 'Toàn màn hình' }).click()
    const dialog = page.getByRole('dialog', { name: 'Xem ảnh toàn màn hình: Toàn cảnh núi Bà Đen' })
    await dialog.locator('[data-state="open"]').waitFor()
    await dialog.getByRole('group').focus()
    const percent = async () =>
      Number.parseFloat(
        (
          (await dialog
            .getByText(/^[\d.,]+\s?%$/)
            .first()
            .textContent()) ?? ''
        ).replace(',', '.'),
      )
    await expect.poll(percent, patient).toBeGreaterThan(10)
    const fitted = await percent()
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await expect.poll(percent, patient).toBeGreaterThan(fitted * 2)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('0')
    await expect.poll(async () => Math.abs((await percent()) - fitted), patient).toBeLessThan(2)
    await page.keyboard.press('1')
    await expect.poll(percent, patient).toBeGreaterThan(98)
    const original = page.waitForResponse(response => response.url().endsWith('/original'))
    await dialog.getByRole('button', { name: /^Mở bản gốc 3\.100 × 2\.000 px/ }).click()
    expect((await original).status()).toBe(200)
    await dialog.getByText('Đang xem bản gốc').waitFor()
    await expect.poll(percent, patient).toBeGreaterThan(98)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect([asked, page.errors]).toEqual([[], []])
    await page.context().close()
  })

  it('looks well to everybody', async () => {
    for (const look of looks) {
      const page = await openPageOf(browser, hub, editor, `/tu-lieu/${photo}`, look)
      await page.getByRole('button', { name: look.language === 'en' ? 'Full screen' : 'Toàn màn hình' }).click()
      await page.locator('[data-state="open"]').waitFor()
      expect.soft(await faultsOf(page, `zoom-${wordOf(look)}`), wordOf(look)).toEqual([])
      await page.context().close()
    }
  })
})

describe('a hit at a moment of a film', () => {
  it('opens the film there, paused, its frame and its words showing, and both can be chosen', async () => {
    await vi.waitUntil(
      async () =>
        (await editor.get<{ total: number }>(`/api/v1/search?q=${encodeURIComponent('chuyến khách cuối')}`)).body
          .total > 0,
      { timeout: 30_000, interval: 200 },
    )
    const page = await openPageOf(browser, hub, editor, `/kho?q=${encodeURIComponent('chuyến khách cuối')}`)
    await page
      .getByRole('link', { name: /Phóng sự cuối tuần/ })
      .first()
      .click()
    await page.waitForURL(url => url.searchParams.get('t') === '5.4')
    const video = page.locator('video')
    const state = () =>
      video.evaluate(element => {
        const { currentTime, paused, textTracks } = element as HTMLVideoElement
        const shown = [...textTracks].filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
        const said = shown.flatMap(({ activeCues }) => [...(activeCues ?? [])].map(cue => (cue as VTTCue).text))
        return { at: Math.round(currentTime * 10) / 10, paused, said }
      })
    await expect
      .poll(state, { timeout: 60_000 })
      .toEqual({ at: 5.4, paused: true, said: ['Người lái đò chờ chuyến khách cuối ngày'] })
    await page.getByRole('combobox', { name: 'Chọn phụ đề' }).selectOption({ label: 'English' })
    await expect.poll(async () => (await state()).said, patient).toEqual(['The ferryman waits for the last guests'])
    const quality = page.getByRole('combobox', { name: 'Độ nét' })
    await expect.poll(() => quality.locator('option').allTextContents(), patient).toContain('480p')
    const sharp = page.waitForRequest(request => /\/hls\/hls-480-[^/]+\.mp4$/.test(request.url()))
    await quality.selectOption({ label: '480p' })
    await sharp
    await page.getByRole('button', { name: 'Phát', exact: true }).click()
    await expect.poll(async () => (await state()).at, { timeout: 60_000 }).toBeGreaterThan(6)
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('looks well to everybody', async () => {
    for (const look of looks) {
      const page = await openPageOf(browser, hub, editor, `/tu-lieu/${film}?t=6`, look)
      await page.getByRole('combobox', { name: look.language === 'en' ? 'Quality' : 'Độ nét' }).waitFor()
      expect.soft(await faultsOf(page, `film-${wordOf(look)}`), wordOf(look)).toEqual([])
      await page.context().close()
    }
  })
})

describe('two versions of an item', () => {
  it('stand beside each other as pictures that zoom together, with what differs of their files', async () => {
    for (const look of looks) {
      const page = await openPageOf(browser, hub, editor, `/tu-lieu/${photo}`, look)
      const english = look.language === 'en'
      await page
        .getByRole('button', { name: english ? /^Compare version 1/ : 'So sánh phiên bản 1 với bản đang dùng' })
        .click()
      const dialog = page.getByRole('dialog', { name: english ? /compared$/ : 'So sánh phiên bản 1 và 2' })
      const widths = () =>
        dialog
          .locator('img')
          .evaluateAll(images => images.map(image => (image as HTMLImageElement).naturalWidth).sort((a, b) => a - b))
      await expect.poll(widths, { timeout: 30_000 }).toEqual([3000, 3100])
      await dialog.getByRole('cell', { name: 'moi.jpg' }).waitFor()
      expect.soft(await faultsOf(page, `versions-${wordOf(look)}`), wordOf(look)).toEqual([])
      expect.soft(page.errors).toEqual([])
      await page.context().close()
    }
  })

  it('stand beside each other as pages', async () => {
    const page = await openPageOf(browser, hub, editor, `/tu-lieu/${draft}`)
    await page.getByRole('button', { name: 'So sánh phiên bản 1 với bản đang dùng' }).click()
    const dialog = page.getByRole('dialog', { name: 'So sánh phiên bản 1 và 2' })
    await dialog.getByRole('group', { name: 'Phiên bản 1' }).getByText('quy hoạch bản đầu').waitFor()
    await dialog.getByRole('group', { name: 'Phiên bản 2' }).getByText('quy hoạch đã sửa').waitFor()
    expect(await faultsOf(page, 'versions-pages')).toEqual([])
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('are for who may see them', async () => {
    const reader = await hub.person('Người đọc', { memberships: [{ unit: 'dai', role: 'reader' }] })
    const page = await openPageOf(browser, hub, reader, `/tu-lieu/${photo}`)
    await page.getByRole('button', { name: 'Toàn màn hình' }).waitFor()
    expect(await page.getByRole('button', { name: /^So sánh phiên bản/ }).count()).toBe(0)
    await page.context().close()
  })
})
