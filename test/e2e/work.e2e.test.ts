import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import type { Nomination } from '#contracts/nomination'
import { cachedKeys } from '../../scripts/portal-receiver/cached-keys.ts'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const licence = 'https://creativecommons.org/licenses/by/4.0/'
const complete: AssetMetadata = {
  ...{ creator: 'Trần An', description: 'Bình minh', credit: 'Báo Tây Ninh', altText: 'Núi lúc bình minh' },
  ...{ rights: { statement: licence }, visibility: 'hub' },
}

let hub: TestHub
let portal: PortalReceiver
let portalDir: string
let browser: Browser
let reporter: TestClient
let curator: TestClient
let administrator: TestClient

/** A page of this person's, in Vietnamese; what it logs as an error fails the test that asks. */
async function openPage(person: TestClient, path: string): Promise<Page & { errors: string[] }> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
  const cookies = person.cookie.split('; ').map(pair => {
    const cut = pair.indexOf('=')
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
  })
  await context.addCookies(cookies)
  const page = Object.assign(await context.newPage(), { errors: [] as string[] })
  page.setDefaultTimeout(20_000)
  page.on('pageerror', error => page.errors.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) page.errors.push(message.text())
  })
  await page.goto(hub.url + path)
  return page
}

/** What axe calls serious or critical on the page as it stands. */
async function seriousFaults(page: Page): Promise<string[]> {
  const violations = await judgePage(page)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
}

/** A photo of the reporter's that is ready, with or without what clearance asks. */
async function readyPhoto(title: string, metadata: AssetMetadata): Promise<string> {
  const photo = await makeJpeg({ width: 640, height: 480 })
  const { body } = await reporter.upload(photo, `${title}.jpg`, { title, ...metadata })
  await hub.idle()
  return body.asset.id
}

async function nominate(assetId: string): Promise<void> {
  const answer = await reporter.post(`/api/v1/assets/${assetId}/nominations`, { channel: 'cong-thu', note: 'Ảnh bìa' })
  expect(answer.status).toBe(201)
}

async function nominationOf(assetId: string): Promise<Nomination | undefined> {
  const { body } = await curator.get<{ nominations: Nomination[] }>(`/api/v1/nominations?asset=${assetId}`)
  return body.nominations[0]
}

beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*' } })
  portalDir = await mkdtemp(join(tmpdir(), 'hub-portal-'))
  portal = await startPortalReceiver({
    dir: portalDir,
    port: 0,
    keys: cachedKeys(`${hub.url}/.well-known/hub-keys.json`),
  })
  reporter = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'contributor' }] })
  curator = await hub.person('Trần Văn An', { hubRoles: ['curator'] })
  administrator = await hub.person('Lê Quang Bình', { hubRoles: ['administrator'] })
  const made = await administrator.post('/api/v1/channels', { code: 'cong-thu', name: 'Cổng thử', address: portal.url })
  expect(made.status).toBe(201)
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await portal?.stop()
  await hub?.close()
  if (portalDir) await rm(portalDir, { recursive: true, force: true })
})

describe('uploading in the browser', () => {
  it('shows two photos on their way, follows them until they are ready and says why a third file is refused', async () => {
    const page = await openPage(reporter, '/dang-tai')
    const photos = await Promise.all([2600, 2400].map(width => makeJpeg({ width, height: 1800 })))
    // A line slow enough that there is something to see.
    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    await page
      .getByTestId('files')
      .setInputFiles([
        ...photos.map((buffer, index) => ({ name: `Núi Bà ${index + 1}.jpg`, mimeType: 'image/jpeg', buffer })),
        { name: 'ghi chú.txt', mimeType: 'text/plain', buffer: Buffer.from('Không phải ảnh') },
      ])
    await page.getByLabel(/^Tác giả/).fill('Trần An')
    await page.getByLabel(/^Mô tả cần/).fill('Toàn cảnh núi Bà Đen')
    await page.getByLabel(/^Dòng ghi nguồn/).fill('Báo Tây Ninh')
    await page.getByLabel(/^Mô tả thay thế/).fill('Ngọn núi nhìn từ phía nam')
    await page
      .getByRole('combobox', { name: /^Quyền sử dụng/ })
      .or(page.getByLabel(/^Quyền sử dụng/))
      .first()
      .click()
    await page
      .getByRole('option', { name: /CC BY 4\.0/ })
      .first()
      .click()
    expect(await seriousFaults(page)).toEqual([])

    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 120_000 }
    await line.send('Network.emulateNetworkConditions', slow)
    await page.getByRole('button', { name: 'Gửi 3 tệp vào kho' }).click()
    const bar = page.getByRole('progressbar', { name: 'Tiến độ gửi Núi Bà 1.jpg' })
    await bar.waitFor()
    await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })

    const rows = page.getByRole('list', { name: 'Các tệp trong lô' }).getByRole('listitem')
    await rows.filter({ hasText: 'Xong' }).nth(1).waitFor({ timeout: 60_000 })
    await rows.filter({ hasText: 'Kho chưa nhận loại tệp này' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(page.errors).toEqual([])

    await page.getByText('Mở tư liệu', { exact: true }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Núi Bà 1' }).waitFor()
    const { body } = await reporter.get<{ asset: AssetMetadata }>(`/api/v1/assets/${page.url().split('/').at(-1)}`)
    expect(body.asset).toMatchObject({
      creator: 'Trần An',
      credit: 'Báo Tây Ninh',
      altText: 'Ngọn núi nhìn từ phía nam',
    })
    await page.context().close()
  })
})

describe('the desk', () => {
  it('approves by key and stands on the next nomination, which goes back with a reason that its unit reads', async () => {
    const [whole, broken] = [
      await readyPhoto('Bình minh', complete),
      await readyPhoto('Thiếu quyền', { visibility: 'hub' }),
    ]
    await nominate(whole)
    await nominate(broken)
    const page = await openPage(curator, '/tuyen-chon')
    await page.getByRole('heading', { level: 2, name: 'Bình minh' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.keyboard.press('a')
    await page.getByRole('heading', { level: 2, name: 'Thiếu quyền' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Thiếu quyền'))
    // The next one is there before the hub has answered.
    await expect.poll(async () => (await nominationOf(whole))?.state).toBe('approved')

    // What is not cleared is not approved, by key neither.
    await page.keyboard.press('a')
    await page
      .getByText(/^Chưa duyệt được: còn thiếu/)
      .first()
      .waitFor()
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'Trả lại đề cử' })
    const send = dialog.getByRole('button', { name: 'Trả lại đơn vị' })
    await dialog.getByLabel(/^Lý do/).waitFor()
    expect(await send.isDisabled()).toBe(true)
    await dialog.getByLabel(/^Lý do/).fill('Xin bổ sung quyền sử dụng.')
    expect(await seriousFaults(page)).toEqual([])
    await send.click()
    await page.getByRole('heading', { name: 'Không còn đề cử nào chờ' }).waitFor()
    await expect.poll(async () => (await nominationOf(broken))?.state).toBe('returned')
    expect(page.errors).toEqual([])

    await page.goto(`${hub.url}/phat-hanh`)
    const row = page.getByRole('button', { name: /Bình minh.*Đã đăng/ })
    await row.waitFor({ timeout: 60_000 })
    await row.click()
    await page
      .getByRole('article', { name: /^Biên nhận/ })
      .getByText('Khớp mã băm')
      .waitFor()
    expect(portal.items()).toHaveLength(1)
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()

    const own = await openPage(reporter, '/tuyen-chon')
    await own.getByRole('listitem').filter({ hasText: 'Thiếu quyền' }).getByText('Xin bổ sung quyền sử dụng.').waitFor()
    expect(await seriousFaults(own)).toEqual([])
    await own.context().close()
  })

  it('adds what is missing without leaving the desk', async () => {
    const assetId = await readyPhoto('Thiếu ghi nguồn', { ...complete, credit: '' })
    await nominate(assetId)
    const page = await openPage(curator, '/tuyen-chon')
    await page.getByRole('button', { name: 'Bổ sung: Dòng ghi nguồn' }).click()
    await page.getByRole('dialog').getByLabel('Dòng ghi nguồn').fill('Báo Tây Ninh')
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Đã có dòng ghi nguồn').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await nominationOf(assetId))?.clearance.cleared).toBe(true)
    await page.context().close()
  })
})

describe('recalling', () => {
  it('names the consequence, asks for a reason and takes the item off the portal', async () => {
    const assetId = await readyPhoto('Đăng nhầm', complete)
    await nominate(assetId)
    const nomination = await nominationOf(assetId)
    await curator.post(`/api/v1/nominations/${nomination?.id}/decision`, { decision: 'approve' })
    const page = await openPage(curator, '/phat-hanh?channel=cong-thu')
    const row = page.getByRole('button', { name: /Đăng nhầm.*Đã đăng/ })
    await row.waitFor({ timeout: 60_000 })
    await row.click()
    await page.getByRole('button', { name: 'Thu hồi', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: /Thu hồi “Đăng nhầm”/ })
    await dialog.getByText('Việc này sẽ:').waitFor()
    const act = dialog.getByRole('button', { name: 'Thu hồi khỏi các kênh' })
    expect(await act.isDisabled()).toBe(true)
    await dialog.getByRole('radio', { name: 'Dữ liệu cá nhân' }).click()
    expect(await seriousFaults(page)).toEqual([])
    await act.click()
    await page.waitForURL(/\/thu-hoi\/[0-9a-f-]{36}$/)
    await page.getByText('Đã gỡ hết').waitFor({ timeout: 60_000 })
    expect(await seriousFaults(page)).toEqual([])
    await page.goto(`${hub.url}/phat-hanh?channel=cong-thu`)
    await page.getByRole('button', { name: /Đăng nhầm Gỡ.*Đã thu hồi/ }).waitFor()
    await page.context().close()
  })
})

describe('an article', () => {
  it('is kept as a draft on this computer and saved to the library', async () => {
    const page = await openPage(reporter, '/bai-viet/moi')
    await page
      .getByLabel(/^Tiêu đề/)
      .first()
      .fill('Khai hội xuân')
    await page.getByRole('textbox', { name: 'Nội dung' }).fill('## Đông vui\nHàng vạn **du khách**.')
    await page.getByText(/^Đã lưu nháp/).waitFor()
    await page.reload()
    await page.getByText(/^Đã mở lại bản nháp/).waitFor()
    await page.getByText('Song song').click()
    await page.getByRole('article', { name: 'Bản xem trước' }).getByRole('heading', { name: 'Đông vui' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Lưu bài vào kho' }).click()
    await page.getByRole('heading', { level: 1, name: 'Khai hội xuân' }).waitFor()
    const { body } = await reporter.get<{ asset: { html: string } }>(`/api/v1/assets/${page.url().split('/').at(-1)}`)
    expect(body.asset.html).toContain('<strong>du khách</strong>')
    expect(page.errors).toEqual([])
    await page.context().close()
  })
})

describe('the administration', () => {
  it('shows jobs, people and the audit, and adds a person who can sign in', async () => {
    const page = await openPage(administrator, '/quan-tri')
    await page.getByText(/máy xử lý đang chạy/).waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('tab', { name: 'Người dùng' }).click()
    await page.getByRole('button', { name: 'Thêm người dùng' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Thêm người dùng' })
    await dialog.getByLabel(/^Họ và tên/).fill('Phạm Hạnh')
    await dialog.getByLabel(/^Thư điện tử/).fill('hanh@hub.test')
    await dialog.getByLabel(/^Mật khẩu/).fill('mot-mat-khau-du-dai')
    await dialog.getByRole('checkbox', { name: 'Chuyên viên tuyển chọn' }).click()
    expect(await seriousFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Thêm người dùng' }).click()
    await page.getByRole('list', { name: 'Người dùng của kho' }).getByText('Phạm Hạnh').waitFor()
    await hub.anonymous.signIn('hanh@hub.test', 'mot-mat-khau-du-dai')

    await page.getByRole('tab', { name: 'Nhật ký' }).click()
    await page.getByText('thêm người dùng').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('is closed to who may not administer, and says so', async () => {
    const page = await openPage(reporter, '/quan-tri')
    await page.getByRole('heading', { level: 1, name: 'Bạn chưa được giao việc này' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })
})
