import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { h264, makeFilm, source } from '../support/make-film.ts'
import { makeSound } from '../support/sound.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const shots = process.env.TEST_SHOTS
const looks = [
  ['vi', 'light', 1440],
  ['vi', 'dark', 1440],
  ['vi', 'light', 360],
  ['en', 'light', 1440],
] as const

let hub: TestHub
let browser: Browser
let editor: TestClient
let film: string
let sound: string

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'hub-e2e-players-'))
  hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
  browser = await openBrowser()
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  const path = await makeFilm(join(dir, 'phim.mp4'), [...source('640x360', { seconds: 30 }), ...h264, '-c:a', 'aac'])
  film = await uploaded(await readFile(path), 'phim.mp4', 'Đua ghe ngo')
  // A murmur that rises and falls, so that its shape can be seen.
  const murmur = "aevalsrc='0.6*sin(2*PI*180*t)*abs(sin(2*PI*t/3))*abs(cos(2*PI*t/11))':s=44100:d=30"
  const heard = await makeSound(join(dir, 'don-ca.wav'), { source: murmur, channels: 1 })
  sound = await uploaded(heard, 'don-ca.wav', 'Đờn ca tài tử')
  const words = { language: 'vi', text: 'WEBVTT\n\n00:00.000 --> 00:30.000\nĐua ghe ngo mừng lễ Óc Om Bóc\n' }
  expect((await editor.post(`/api/v1/assets/${film}/captions`, words)).status).toBe(201)
  await hub.idle()
  await rm(dir, { recursive: true, force: true })
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

type Opened = { page: Page; asked: string[]; refused: string[] }

/** The item's page; `asked`: paths that it fetched, `refused`: what the Content Security Policy held back. */
async function open(id: string, before: (page: Page) => Promise<void> = async () => {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'vi-VN' })
  const [name, value] = editor.cookie.split('; ')[0]!.split('=') as [string, string]
  await context.addCookies([{ name, value, url: hub.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const asked: string[] = []
  const refused: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  page.on('console', message => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text())
  })
  await before(page)
  await page.goto(`${hub.url}/tu-lieu/${id}`)
  return { page, asked, refused }
}

const timeOf = (page: Page, tag: 'video' | 'audio') =>
  page.locator(tag).evaluate(element => (element as HTMLMediaElement).currentTime)
const pausedOf = (page: Page, tag: 'video' | 'audio') =>
  page.locator(tag).evaluate(element => (element as HTMLMediaElement).paused)
const goesOn = (page: Page, tag: 'video' | 'audio', from: number) =>
  expect.poll(() => timeOf(page, tag), { timeout: 60_000 }).toBeGreaterThan(from)

async function looksWell(page: Page, name: string, region: { vi: string; en: string }): Promise<void> {
  for (const [language, scheme, width] of looks) {
    await page.evaluate(chosen => localStorage.setItem('hub.language', chosen), language)
    await page.setViewportSize({ width, height: 1000 })
    await page.reload()
    await page.getByRole('region', { name: region[language] }).waitFor()
    await page.getByRole('button', { name: language === 'vi' ? 'Phát' : 'play', exact: true }).waitFor()
    await page.evaluate(chosen => document.documentElement.setAttribute('data-mantine-color-scheme', chosen), scheme)
    if (shots) await page.screenshot({ path: `${shots}/${name}-${language}-${scheme}-${width}.png` })
    const violations = await judgePage(page)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect.soft(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
}

describe('a film in a browser', () => {
  it('plays by HLS, shows its storyboard at hover and obeys the keys', async () => {
    const { page, asked, refused } = await open(film)
    await page.getByRole('button', { name: 'Phát', exact: true }).click()
    await goesOn(page, 'video', 1)
    expect(asked.some(path => path.endsWith('/master.m3u8'))).toBe(true)
    expect(asked.some(path => /\/hls\/hls-[^/]+\.mp4$/.test(path))).toBe(true)
    expect(asked.some(path => path.endsWith('/renditions/video'))).toBe(false)
    expect(await page.locator('video').evaluate(video => (video as HTMLVideoElement).currentSrc)).toMatch(/^blob:/)

    const range = page.locator('media-time-range')
    await range.hover()
    const picture = page.locator('media-preview-thumbnail img')
    await picture.waitFor()
    expect(await picture.getAttribute('src')).toMatch(/\/hls\/storyboard-[0-9a-f]{16}\.jpg$/)
    await expect.poll(() => picture.evaluate(img => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
    if (shots) await page.screenshot({ path: `${shots}/film-hover.png` })

    const player = page.getByRole('region', { name: 'Trình phát phim' })
    await player.focus()
    await page.keyboard.press('k')
    await expect.poll(() => pausedOf(page, 'video')).toBe(true)
    const before = await timeOf(page, 'video')
    await page.keyboard.press('l')
    await expect.poll(() => timeOf(page, 'video')).toBeGreaterThan(before + 9)
    await page.keyboard.press('c')
    const shown = () =>
      page
        .locator('video')
        .evaluate(video =>
          [...(video as HTMLVideoElement).textTracks]
            .filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
            .flatMap(({ activeCues }) => [...(activeCues ?? [])].map(cue => (cue as VTTCue).text)),
        )
    await expect.poll(shown).toEqual(['Đua ghe ngo mừng lễ Óc Om Bóc'])
    await page.getByRole('switch', { name: 'Phụ đề', checked: true }).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/film-captions.png` })
    await page.keyboard.press('m')
    await expect.poll(() => page.locator('video').evaluate(video => (video as HTMLVideoElement).muted)).toBe(true)
    await page.getByRole('button', { name: /^Tốc độ phát/ }).click()
    await expect
      .poll(() => page.locator('video').evaluate(video => (video as HTMLVideoElement).playbackRate))
      .toBe(1.25)
    expect(refused).toEqual([])
    await looksWell(page, 'film', { vi: 'Trình phát phim', en: 'video player' })
    await page.context().close()
  }, 300_000)

  it('plays the MP4 where HLS does not come through, and says so where nothing does', async () => {
    let cut = false
    const { page, asked, refused } = await open(film, async opened => {
      await opened.route(/\.m3u8$/, route => route.abort())
      await opened.route(/\/renditions\/video$/, route => (cut ? route.abort() : route.continue()))
    })
    await page.getByRole('button', { name: 'Phát', exact: true }).click()
    await goesOn(page, 'video', 1)
    expect(asked.some(path => path.endsWith('/renditions/video'))).toBe(true)
    cut = true
    await page.reload()
    await page.getByRole('alert').getByText('Không phát được').waitFor()
    cut = false
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByRole('alert').waitFor({ state: 'hidden' })
    expect(refused).toEqual([])
    await page.context().close()
  }, 240_000)
})

describe('a sound in a browser', () => {
  it('plays under its shape, which nothing is decoded for, and a press on the shape moves it', async () => {
    const { page, asked, refused } = await open(sound)
    await page.locator('[data-drawn]').waitFor()
    await page.getByRole('button', { name: 'Phát', exact: true }).click()
    await goesOn(page, 'audio', 0.5)
    expect(asked.some(path => path.endsWith('/renditions/peaks'))).toBe(true)
    await page.getByRole('region', { name: 'Trình phát âm thanh' }).focus()
    await page.keyboard.press('k')
    await expect.poll(() => pausedOf(page, 'audio')).toBe(true)
    const box = (await page.locator('[data-drawn]').boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await expect.poll(() => timeOf(page, 'audio')).toBeGreaterThan(13)
    expect(await timeOf(page, 'audio')).toBeLessThan(17)
    expect(refused).toEqual([])
    await looksWell(page, 'sound', { vi: 'Trình phát âm thanh', en: 'audio player' })
    await page.context().close()
  }, 300_000)
})
