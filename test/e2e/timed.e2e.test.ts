import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
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
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hub-e2e-timed-'))
  hub = await startTestHub({ worker: true })
  browser = await openBrowser()
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
  await rm(dir, { recursive: true, force: true })
})

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'vi-VN' })
  const [name, value] = editor.cookie.split('; ')[0]!.split('=') as [string, string]
  await context.addCookies([{ name, value, url: hub.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  await page.goto(hub.url + path)
  return page
}

async function checked(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  const violations = await judgePage(page)
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect
    .soft(
      serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      name,
    )
    .toEqual([])
}

describe('a sound over time, in a browser', () => {
  it('plays, takes captions and tells what it mended, and gives a clip of itself', async () => {
    // A murmur that rises and falls, so that its shape can be seen.
    const source = "aevalsrc='0.6*sin(2*PI*180*t)*abs(sin(2*PI*t/3))*abs(cos(2*PI*t/11))':s=44100:d=12"
    const sound = await makeSound(join(dir, 'phong-van.wav'), { source, channels: 1 })
    const { body } = await editor.upload(sound, 'phong-van.wav', { title: 'Phỏng vấn nghệ nhân đờn ca' })
    await hub.idle()
    const page = await open(`/tu-lieu/${body.asset.id}`)
    const player = page.getByLabel('Trình phát âm thanh: Phỏng vấn nghệ nhân đờn ca')
    await player.waitFor({ state: 'attached' })
    await expect
      .poll(() => player.evaluate(each => (each as HTMLAudioElement).duration), { timeout: 20_000 })
      .toBeGreaterThan(11)
    await page.getByText(/LUFS/).waitFor()

    await page.getByRole('button', { name: 'Thêm phụ đề' }).click()
    const captions = page.getByRole('dialog', { name: 'Thêm phụ đề' })
    const late = join(dir, 'muon.srt')
    await writeFile(late, '1\n00:00:20,000 --> 00:00:21,000\nMuộn\n')
    await page.getByTestId('captions-file').setInputFiles(late)
    await captions.getByRole('button', { name: 'Gửi phụ đề' }).click()
    await captions.getByText(/Dòng 2: câu phụ đề bắt đầu sau/).waitFor()
    const good = join(dir, 'phu-de.srt')
    await writeFile(
      good,
      '1\n00:00:01,000 --> 00:00:04,000\n<font color="red">Kính chào</font> quý vị\n\n2\n00:00:03,000 --> 00:00:05,000\nMời nghe\n',
    )
    await page.getByTestId('captions-file').setInputFiles(good)
    await captions.getByRole('button', { name: 'Gửi phụ đề' }).click()
    await captions.getByText(/hai câu chồng lên nhau/).waitFor()
    await checked(page, 'captions-taken')
    await captions.getByRole('button', { name: 'Đóng' }).last().click()
    const tracks = page.getByRole('list', { name: 'Phụ đề' })
    await tracks.getByText('Tiếng Việt').waitFor()

    await page.getByRole('button', { name: 'Cắt trích đoạn' }).click()
    const scissors = page.getByRole('dialog', { name: 'Cắt trích đoạn' })
    await scissors.getByRole('textbox', { name: 'Từ', exact: true }).fill('0:02')
    await scissors.getByRole('textbox', { name: 'Đến', exact: true }).fill('0:06.5')
    await checked(page, 'clip-dialog')
    await scissors.getByRole('button', { name: 'Cắt', exact: true }).click()
    const clips = page.getByRole('list', { name: 'Trích đoạn' })
    const link = clips.getByRole('link', { name: /Phỏng vấn nghệ nhân đờn ca \(0:02–0:06\)/ })
    await link.waitFor()

    for (const [language, scheme, width] of looks) {
      await page.evaluate(chosen => localStorage.setItem('hub.language', chosen), language)
      await page.setViewportSize({ width, height: 1000 })
      await page.reload()
      await page.getByRole('heading', { name: language === 'vi' ? 'Trích đoạn' : 'Clips' }).waitFor()
      await link
        .or(page.getByRole('link', { name: /\(0:02–0:06\)/ }))
        .first()
        .waitFor()
      await page.evaluate(chosen => document.documentElement.setAttribute('data-mantine-color-scheme', chosen), scheme)
      await checked(page, `sound-${language}-${scheme}-${width}`)
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await page.evaluate(() => localStorage.setItem('hub.language', 'vi'))
    await page.setViewportSize({ width: 1440, height: 1000 })
    await page.reload()
    await hub.idle()
    await link.click()
    const from = page.locator('p').filter({ hasText: 'Cắt từ' })
    await from.getByRole('link', { name: 'Phỏng vấn nghệ nhân đờn ca', exact: true }).waitFor()
    await page.context().close()
  }, 300_000)
})
