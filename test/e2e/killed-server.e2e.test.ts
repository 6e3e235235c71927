import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { openBrowser } from '../support/browser.ts'
import { makeMp4 } from '../support/media.ts'
import { type TestClient, testClient } from '../support/test-client.ts'
import { openUploadPage, rowOf, setSpeed } from '../support/upload-page.ts'

const password = 'mot-mat-khau-thu-nghiem-dai'
let dir: string
let hub: RunningHub
let admin: TestClient
let browser: Browser

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hub-kill-web-'))
  const env = {
    HUB_DATA_DIR: join(dir, 'data'),
    HUB_PORT: String(await freePort()),
    HUB_LOG_LEVEL: 'silent',
    HUB_ADMIN_EMAIL: 'admin@hub.test',
    HUB_ADMIN_PASSWORD: password,
  }
  hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
  admin = await testClient(hub.url).signIn('admin@hub.test', password)
  browser = await openBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await hub?.stop()
  if (dir) await rm(dir, { recursive: true, force: true })
}, 120_000)

it('a film goes up to its end by itself although the server is killed with -9 twice while the browser sends it', async () => {
  const film = join(dir, 'phong-su.mp4')
  await makeMp4(film, { seconds: 1, width: 320, height: 240 })
  // A box of nothing behind it (ISO/IEC 14496-12 `free`): large enough that there is something to send.
  const free = randomBytes(9_000_000)
  free.writeUInt32BE(free.length, 0)
  free.write('free', 4)
  const bytes = Buffer.concat([await readFile(film), free])
  await writeFile(film, bytes)

  const page = await openUploadPage(browser, admin)
  await page.getByTestId('files').setInputFiles(film)
  const unit = page.getByLabel(/^Đơn vị/)
  if ((await unit.count()) > 0) {
    await unit.first().click()
    await page.getByRole('option').first().click()
  }
  await setSpeed(page, 800_000)
  await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
  const bar = page.getByRole('progressbar', { name: 'Tiến độ gửi phong-su.mp4' })
  const percent = async () => Number(await bar.getAttribute('aria-valuenow').catch(() => null))
  for (const at of [15, 45]) {
    await expect.poll(percent, { timeout: 60_000, interval: 100 }).toBeGreaterThan(at)
    const pid = hub.pids.server()!
    process.kill(pid, 'SIGKILL')
    await rowOf(page, 'phong-su.mp4')
      .getByText(/^Mất kết nối ở \d+\s%/)
      .waitFor()
    await expect.poll(() => hub.pids.server() !== pid, { timeout: 60_000 }).toBe(true)
    // Not from the start: what stood on the disk counts.
    await rowOf(page, 'phong-su.mp4')
      .getByText(/nối lại từ \d+\s%/)
      .waitFor({ timeout: 90_000 })
    expect(await percent()).toBeGreaterThan(at - 15)
  }
  await setSpeed(page, -1)
  await rowOf(page, 'phong-su.mp4').getByText('Xong', { exact: true }).waitFor({ timeout: 120_000 })
  const href = await rowOf(page, 'phong-su.mp4').getByRole('link', { name: 'Mở tư liệu' }).getAttribute('href')
  const { asset } = (await admin.get<{ asset: Asset }>(`/api/v1/assets/${href?.split('/').at(-1)}`)).body
  expect(asset.original?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  await page.context().close()
}, 400_000)
