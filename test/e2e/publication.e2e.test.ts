import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import { cachedKeys } from '../../scripts/portal-receiver/cached-keys.ts'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { openBrowser } from '../support/browser.ts'
import { makeJpeg } from '../support/media.ts'
import { faultsOf, openPageOf } from '../support/page-of.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const secret = `whsec_${randomBytes(32).toString('base64')}`
const title = 'Bình minh trên đỉnh Bà Đen'
const metadata: AssetMetadata = {
  ...{ title, creator: 'Trần An', description: 'Bình minh', credit: 'Báo Tây Ninh', altText: 'Núi lúc bình minh' },
  ...{ rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' }, visibility: 'public' },
}

let hub: TestHub
let portal: PortalReceiver
let portalDir: string
let browser: Browser
let editor: TestClient
let curator: TestClient
let reader: TestClient
let assetId: string

beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*', HUB_LIMIT_REQUESTS: '0' } })
  portalDir = await mkdtemp(join(tmpdir(), 'hub-portal-'))
  portal = await startPortalReceiver({
    ...{ dir: portalDir, port: 0, keys: cachedKeys(`${hub.url}/.well-known/hub-keys.json`) },
    callback: { url: `${hub.url}/hooks/portal/asean`, secret },
  })
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  curator = await hub.person('Trần Văn An', { hubRoles: ['curator'] })
  reader = await hub.person('Phạm Thu Hà', { memberships: [{ unit: 'dai', role: 'reader' }] })
  const administrator = await hub.person('Lê Quang Bình', { hubRoles: ['administrator'] })
  const channel = { code: 'asean', name: 'Cổng ASEAN Việt Nam', address: portal.url }
  const made = await administrator.post('/api/v1/channels', { ...channel, credentials: { webhookSecret: secret } })
  expect(made.status).toBe(201)
  const photo = await makeJpeg({ width: 1200, height: 800 })
  assetId = (await editor.upload(photo, 'binh-minh.jpg', metadata)).body.asset.id
  await hub.idle()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.stop()
  await hub?.close()
  if (portalDir) await rm(portalDir, { recursive: true, force: true })
})

/** A board of the editor's with the item, and a link to it that strangers may open. */
async function shareIt(): Promise<string> {
  const board = await editor.post<{ collection: { id: string } }>('/api/v1/collections', { name: 'Gửi báo bạn' })
  const path = `/api/v1/collections/${board.body.collection.id}`
  expect((await editor.post(`${path}/items`, { assets: [assetId] })).status).toBeLessThan(300)
  const link = { label: 'Báo bạn', expiresInDays: 7, watermark: false, downloads: true }
  const { body } = await editor.post<{ url: string }>(`${path}/shares`, link)
  return new URL(body.url).pathname
}
const statusOf = async (url: string) => (await fetch(url, { redirect: 'manual' })).status
const textOf = async (path: string) => (await fetch(hub.url + path)).text()

it('nominates, approves, pushes, sees the receipt and the portal’s edit, recalls, and it is gone everywhere', async () => {
  // The unit's editor nominates.
  const own = await openPageOf(browser, hub, editor, `/tu-lieu/${assetId}`)
  await own.getByRole('button', { name: 'Đề cử lên cổng', exact: true }).click()
  const asking = own.getByRole('dialog', { name: 'Đề cử lên kênh phát hành' })
  await asking.getByLabel('Lời nhắn cho Bàn tuyển chọn').fill('Ảnh bìa tuần này')
  await asking.getByRole('button', { name: 'Gửi đề cử' }).click()
  await own.getByText('Chờ tuyển chọn cho Cổng ASEAN Việt Nam').waitFor()

  // The curator approves, and the hub pushes by itself.
  const desk = await openPageOf(browser, hub, curator, '/tuyen-chon')
  await desk.getByRole('heading', { level: 2, name: title }).waitFor()
  await desk.keyboard.press('a')
  await desk.getByRole('heading', { name: 'Không còn đề cử nào chờ' }).waitFor()
  await desk.goto(`${hub.url}/phat-hanh`)
  const row = desk.getByRole('button', { name: new RegExp(`${title}.*Đã đăng`) })
  await row.waitFor({ timeout: 60_000 })
  await row.click()
  await desk
    .getByRole('article', { name: /^Biên nhận/ })
    .getByText('Khớp mã băm')
    .waitFor()
  expect(await faultsOf(desk, 'phat-hanh')).toEqual([])
  const publicUrl = portal.items()[0]?.receipt.publicUrl ?? ''
  expect(await statusOf(publicUrl)).toBe(200)

  // What was sent can be read, its signature black.
  await desk.getByRole('button', { name: 'Xem hỏi đáp với cổng' }).click()
  const wire = desk.getByRole('dialog', { name: 'Hỏi đáp với nơi nhận' })
  await wire.getByText('Gửi tin', { exact: true }).waitFor()
  expect(await faultsOf(desk, 'hoi-dap')).toEqual([])
  await desk.keyboard.press('Escape')
  await wire.waitFor({ state: 'detached' })

  // Others see it too: by feeds, by its page, by a link; somebody takes a copy.
  const shared = await shareIt()
  const stranger = await openPageOf(browser, hub, null, shared)
  await stranger.getByText(title).first().waitFor()
  expect(await textOf('/feeds/channel:asean/atom')).toContain(assetId)
  expect(await statusOf(`${hub.url}/t/${assetId}`)).toBe(200)
  const reused = await reader.post(`/api/v1/assets/${assetId}/uses`, { purpose: 'web', file: 'web' })
  expect(reused.status, JSON.stringify(reused.body)).toBe(201)

  // The portal's editors change it: their portal says so, and the hub looks for itself.
  expect(await portal.newsroom.edit(assetId, 'Tên của cổng')).toBe(204)
  const item = await openPageOf(browser, hub, curator, `/tu-lieu/${assetId}`)
  const live = item.getByRole('region', { name: 'Trang công khai: Cổng ASEAN Việt Nam' })
  await live.getByText('Đã thay đổi', { exact: true }).waitFor()
  await live.getByRole('button', { name: 'Kiểm tra ngay' }).click()
  await item.getByText('Đang kiểm tra trang công khai.').waitFor()
  await live.getByText(/Tiêu đề thấy được: tên của cổng/i).waitFor()
  expect(await faultsOf(item, 'tu-lieu-da-thay-doi')).toEqual([])
  await desk.goto(`${hub.url}/so-bien-nhan`)
  await desk
    .getByRole('button', { name: `Xem bằng chứng: ${title}` })
    .first()
    .click()
  const proof = desk.getByRole('dialog', { name: 'Bằng chứng của biên nhận' })
  await proof.getByText('Nội dung khớp với mã băm đã lưu').waitFor()
  await proof
    .getByRole('group', { name: 'Các lần kiểm tra' })
    .getByRole('button', { name: /Đã thay đổi$/ })
    .waitFor()
  expect(await faultsOf(desk, 'bang-chung')).toEqual([])
  await desk.goto(hub.url)
  await desk.getByText('Cổng ASEAN Việt Nam: nội dung đã bị thay đổi').waitFor()
  expect(await faultsOf(desk, 'trang-chu')).toEqual([])

  // The curator takes it back, and is led to where that is followed.
  await item.getByRole('button', { name: 'Thu hồi', exact: true }).click()
  const recall = item.getByRole('dialog', { name: `Thu hồi “${title}”?` })
  await recall.getByRole('radio', { name: 'Nội dung sai' }).click()
  await recall.getByRole('button', { name: 'Thu hồi khỏi các kênh' }).click()
  await item.waitForURL(/\/thu-hoi\/[0-9a-f-]{36}$/)
  const recallUrl = item.url()
  const channels = item.getByRole('region', { name: 'Các kênh' })
  await channels.getByText('Đã gỡ', { exact: true }).waitFor({ timeout: 60_000 })
  const people = item.getByRole('region', { name: 'Người đã tải hoặc sử dụng' })
  await people.getByRole('listitem').filter({ hasText: 'Phạm Thu Hà' }).getByText('Chưa xác nhận').waitFor()
  expect(await faultsOf(item, 'thu-hoi-dang-lam')).toEqual([])

  // Whoever took it is told, is led there, and says that it is gone.
  const taker = await openPageOf(browser, hub, reader, '/thong-bao')
  await taker.locator('#noi-dung').getByRole('link', { name: title }).click()
  await taker.waitForURL(recallUrl)
  await taker.getByRole('textbox').last().fill('Đã gỡ khỏi trang của Đài')
  expect(await faultsOf(taker, 'thu-hoi-cua-toi')).toEqual([])
  await taker.getByRole('button', { name: 'Tôi đã gỡ' }).click()
  await taker.getByText(/^Đã gỡ, /).waitFor()

  // Everybody has acted, and it is nowhere.
  await people.getByText('Đã gỡ khỏi trang của Đài').waitFor()
  await item.getByText('Đã gỡ hết').waitFor()
  expect(await faultsOf(item, 'thu-hoi-xong')).toEqual([])
  expect(portal.items()[0]?.state).toBe('withdrawn')
  expect(await statusOf(publicUrl)).toBe(410)
  expect(await textOf('/feeds/channel:asean/atom')).toMatch(new RegExp(`deleted-entry[^>]*${assetId}`))
  expect(await textOf('/feeds/hub/json')).not.toContain(assetId)
  expect(await statusOf(`${hub.url}/t/${assetId}`)).toBe(410)
  await stranger.reload()
  await stranger.getByText('Hiện không có tư liệu nào để xem').waitFor()
  await own.reload()
  await own.getByText(/^Tư liệu đang bị thu hồi từ/).waitFor()
  expect(await faultsOf(own, 'tu-lieu-bi-thu-hoi')).toEqual([])

  // Lifting it lets it be nominated again.
  await item.getByRole('button', { name: 'Dỡ bỏ lệnh thu hồi' }).click()
  await item.getByRole('dialog').getByRole('button', { name: 'Dỡ bỏ', exact: true }).click()
  await item.getByText('Đã dỡ bỏ lệnh').first().waitFor()
  await stranger.reload()
  await stranger.getByText(title).first().waitFor()
  expect([...own.errors, ...desk.errors, ...item.errors, ...taker.errors, ...stranger.errors]).toEqual([])
}, 300_000)
