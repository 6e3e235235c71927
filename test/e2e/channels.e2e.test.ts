import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Delivery } from '#contracts/delivery'
import type { DeskSettings } from '#contracts/desk'
import { queueDelivery } from '#server/channels/queue-delivery'
import { transaction } from '#server/platform/db'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { openBrowser } from '../support/browser.ts'
import { faultsOf, openPageOf } from '../support/page-of.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('channels in the browser', () => {
  let hub: TestHub
  let portal: PortalReceiver
  let dir: string
  let browser: Browser
  let administrator: TestClient
  let curator: TestClient
  let author: TestClient
  let channel: Channel

  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*', HUB_LIMIT_REQUESTS: '0' } })
    dir = await mkdtemp(join(tmpdir(), 'hub-portal-'))
    portal = await startPortalReceiver({ dir, port: 0, keys: async () => hub.deps.keys.jwks })
    administrator = await hub.person('Lê Quang Bình', { hubRoles: ['administrator'] })
    curator = await hub.person('Trần Văn An', { hubRoles: ['curator'] })
    author = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const draft = { code: 'asean', name: 'Cổng ASEAN Việt Nam', address: portal.url }
    channel = (await administrator.post<{ channel: Channel }>('/api/v1/channels', draft)).body.channel
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await portal?.stop()
    await hub?.close()
    if (dir) await rm(dir, { recursive: true, force: true })
  })

  async function article(title: string): Promise<string> {
    const draft = {
      ...{ title, html: '<p>Nội dung</p>', visibility: 'hub', creator: 'Trần An', credit: 'Báo Tây Ninh' },
      description: 'Hàng vạn du khách dự lễ khai hội trên núi Bà Đen sáng nay.',
      rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' },
    }
    return (await author.post<{ asset: { id: string } }>('/api/v1/articles', draft)).body.asset.id
  }
  const push = (assetId: string) =>
    transaction(hub.deps.db, tx =>
      queueDelivery(tx, { assetId, channelId: channel.id, op: 'publish', requestedBy: curator.personId }),
    )
  async function become(assetId: string, state: string): Promise<Delivery> {
    for (const end = Date.now() + 40_000; Date.now() < end; ) {
      const { body } = await curator.get<{ deliveries: Delivery[] }>(
        `/api/v1/deliveries?asset=${assetId}&state=${state}`,
      )
      if (body.deliveries[0]) return body.deliveries[0]
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`never became ${state}`)
  }
  async function edit(assetId: string, change: object): Promise<void> {
    const now = await author.get<{ asset: { revision: number } }>(`/api/v1/assets/${assetId}`)
    const match = { 'if-match': `"r${now.body.asset.revision}"` }
    expect((await author.send('PATCH', `/api/v1/assets/${assetId}`, change, match)).status).toBe(200)
  }

  it('adds a channel by the form of its kind, says what is wrong with it, and never shows its password again', async () => {
    const page = await openPageOf(browser, hub, administrator, '/quan-tri?tab=channels')
    await page.getByRole('link', { name: /Cổng ASEAN Việt Nam/ }).waitFor()
    expect(await faultsOf(page, 'kenh-danh-sach')).toEqual([])
    await page.getByRole('button', { name: 'Thêm kênh' }).click()
    const form = page.getByRole('dialog', { name: 'Thêm kênh phát hành' })
    await form.getByLabel('Loại kênh').selectOption({ label: 'Trang WordPress' })
    await form.getByRole('button', { name: 'Thêm kênh' }).click()
    await form.getByText('Còn 5 chỗ cần sửa.').waitFor()
    expect(await faultsOf(page, 'kenh-them-thieu')).toEqual([])
    await form.getByLabel(/^Tên kênh/).fill('Trang du lịch')
    await form.getByLabel(/^Địa chỉ trang/).fill('http://127.0.0.1:9')
    await form.getByLabel(/^Tên đăng nhập/).fill('kho')
    await form.getByLabel(/^Mật khẩu ứng dụng/).fill('abcd efgh')
    await form.getByRole('button', { name: 'Thêm dòng' }).click()
    await form.getByLabel('Chuyên mục theo chủ đề, dòng 1: chủ đề của kho').selectOption({ index: 1 })
    await form.getByLabel('Chuyên mục theo chủ đề, dòng 1: ở nơi nhận').fill('12')
    await form.getByRole('button', { name: 'Thêm khung giờ' }).click()
    await form.getByRole('button', { name: 'Thứ Bảy' }).click()
    await form.getByLabel('Khung giờ 1: từ giờ').fill('7h')
    await form.getByLabel('Khung giờ 1: đến giờ').fill('6')
    await form.getByLabel('Giới hạn mỗi giờ').fill('30')
    await form.getByRole('button', { name: 'Thêm kênh' }).click()
    await form.getByText('Giờ kết thúc phải sau giờ bắt đầu.').waitFor()
    await form.getByLabel('Khung giờ 1: đến giờ').fill('21h30')
    expect(await faultsOf(page, 'kenh-them')).toEqual([])
    await form.getByRole('button', { name: 'Thêm kênh' }).click()

    await page.waitForURL(`${hub.url}/kenh/trang-du-lich`)
    await page.getByText('Đã lưu (được mã hóa, không hiển thị lại)').waitFor()
    const made = (await administrator.get<{ channels: Channel[] }>('/api/v1/channels')).body.channels
    expect(made.find(each => each.code === 'trang-du-lich')).toMatchObject({
      ...{ kind: 'wordpress', perHour: 30, hasCredentials: true },
      windows: [{ days: [1, 2, 3, 4, 5, 6], from: '07:00', to: '21:30' }],
    })
    await page.getByRole('button', { name: 'Kiểm tra kết nối' }).click()
    await page.getByText(/^Chưa kết nối được:/).waitFor()
    expect(await faultsOf(page, 'kenh-trang')).toEqual([])

    // An edit that types no password keeps it.
    await page.getByRole('button', { name: 'Sửa kênh' }).click()
    const again = page.getByRole('dialog', { name: 'Sửa kênh Trang du lịch' })
    expect(await again.getByLabel(/^Mật khẩu ứng dụng/).inputValue()).toBe('')
    await again.getByLabel(/^Tên kênh/).fill('Trang du lịch tỉnh')
    await again.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('heading', { level: 1, name: 'Trang du lịch tỉnh' }).waitFor()
    await page.getByText('Đã lưu (được mã hóa, không hiển thị lại)').waitFor()
    await page.getByRole('button', { name: 'Tạm dừng kênh' }).click()
    await page.getByLabel('Lý do tạm dừng').fill('Trang đang bảo trì')
    await page.getByRole('button', { name: 'Tạm dừng kênh' }).click()
    await page.getByText('Kênh đang tạm dừng: Trang đang bảo trì').waitFor()
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('sets who approves for a channel, its languages and what it asks for', async () => {
    const page = await openPageOf(browser, hub, administrator, '/kenh/asean')
    const rules = async () => {
      const { body } = await administrator.get<DeskSettings>('/api/v1/desk/settings')
      const { fourEyes, languages, requires } = body.channels.find(each => each.channel.code === 'asean')!
      return { fourEyes, languages, requires }
    }
    await page.getByLabel('Người duyệt').selectOption({ label: 'Luôn cần hai người duyệt' })
    await expect.poll(rules).toMatchObject({ fourEyes: true })
    await page.getByLabel('Ngôn ngữ trên kênh').selectOption({ label: 'Tiếng Việt, kèm bản tiếng Anh' })
    await expect.poll(rules).toMatchObject({ languages: ['vi', 'en'] })
    await page.getByLabel('Tiêu đề tiếng Anh').check()
    await expect.poll(rules).toMatchObject({ requires: ['englishTitle'] })
    expect(await faultsOf(page, 'kenh-tuyen-chon')).toEqual([])
    await page.getByLabel('Tiêu đề tiếng Anh').uncheck()
    await page.getByLabel('Ngôn ngữ trên kênh').selectOption({ label: 'Tiếng Việt' })
    await page.getByLabel('Người duyệt').selectOption({ label: 'Chỉ cần một người duyệt' })
    await expect.poll(rules).toEqual({ fourEyes: false, languages: ['vi'], requires: [] })
    await page.goto(`${hub.url}/quan-tri?tab=channels`)
    await page.getByLabel('Mọi kênh cần hai người duyệt').check()
    await page.goto(`${hub.url}/kenh/asean`)
    await page.getByLabel('Người duyệt').selectOption({ label: 'Theo thiết lập chung (hai người duyệt)' })
    await expect.poll(rules).toMatchObject({ fourEyes: null })
    expect((await administrator.send('PUT', '/api/v1/desk/settings', { fourEyes: false })).status).toBe(200)
    await page.context().close()
  })

  it('compares with the receiver when asked, and says what was found and done', async () => {
    const assetId = await article('Cổng tự sửa bài này')
    await push(assetId)
    await become(assetId, 'published')
    await portal.newsroom.edit(assetId, 'Tên của cổng')
    const page = await openPageOf(browser, hub, curator, '/kenh/asean')
    await page.getByRole('button', { name: 'Đối soát ngay' }).click()
    const finding = page.getByRole('listitem').filter({ hasText: 'Nơi nhận đã tự sửa nội dung' }).last()
    await finding.getByRole('link', { name: 'Cổng tự sửa bài này' }).waitFor({ timeout: 60_000 })
    await finding.getByText('Đã ghi nhận').waitFor()
    expect(await page.getByText('Có lỗi chưa rõ nguyên nhân').count()).toBe(0)
    await page.getByRole('button', { name: 'Kiểm tra kết nối' }).click()
    await page.getByText('Kết nối tốt: trang nhận trả lời đúng.').waitFor()
    expect(await faultsOf(page, 'kenh-doi-soat')).toEqual([])
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('approves an edit of a live item against its difference', async () => {
    const assetId = await article('Lễ khai hội núi Bà Đen')
    await push(assetId)
    await become(assetId, 'published')
    await edit(assetId, { title: 'Lễ khai hội xuân núi Bà Đen', credit: 'Ảnh: Báo Tây Ninh', topics: ['du-lich'] })
    const item = await openPageOf(browser, hub, curator, `/tu-lieu/${assetId}`)
    await item.getByRole('link', { name: 'Xem thay đổi và duyệt lại' }).click()
    const card = item.getByRole('article', { name: 'Lễ khai hội xuân núi Bà Đen' })
    await card.getByText('xuân', { exact: true }).waitFor()
    await card.getByText('Dòng ghi nguồn').waitFor()
    expect(await faultsOf(item, 'cap-nhat')).toEqual([])
    await card.getByRole('button', { name: 'Duyệt bản cập nhật' }).click()
    await card.waitFor({ state: 'detached' })
    await expect
      .poll(() => portal.items().find(each => each.id === assetId)?.envelope?.item.title, { timeout: 40_000 })
      .toBe('Lễ khai hội xuân núi Bà Đen')
    expect(item.errors).toEqual([])
    await item.context().close()
  })

  it('finds deliveries, gives one up, and sends the dead again', async () => {
    const pause = (paused: boolean) => curator.post(`/api/v1/channels/${channel.id}/pause`, { paused, reason: 'Thử' })
    await pause(true)
    const waiting = await article('Tin đang chờ gửi')
    await push(waiting)
    const dead = await article('Tin bị từ chối')
    const { id } = await push(dead)
    await hub.deps.db.delivery.update({
      where: { id },
      data: { state: 'dead', problem: 'too-large', problemText: 'Nội dung lớn hơn mức cổng nhận.' },
    })
    const changed = await article('Sửa sau khi duyệt')
    const { id: changedId } = await push(changed)
    await hub.deps.db.delivery.update({
      where: { id: changedId },
      data: { state: 'dead', problem: 'changed-since-approval' },
    })
    await edit(changed, { description: 'Mô tả mới' })
    const page = await openPageOf(browser, hub, curator, '/phat-hanh?channel=asean&state=refused')
    await page.getByRole('button', { name: /Tin bị từ chối.*không thành công/ }).click()
    await page.getByText('Nội dung lớn hơn mức cổng nhận.').waitFor()
    expect(await faultsOf(page, 'phat-hanh-dung')).toEqual([])
    await page.getByRole('button', { name: 'Gửi lại tất cả' }).click()
    await page.getByText('Đã xếp hàng gửi lại 1 tư liệu.').waitFor()
    await page.getByText('1 tư liệu chưa gửi lại được').click()
    await page.getByText('1 lần gửi đã dừng hẳn, không tự gửi lại.').waitFor()
    await page.getByText('Tư liệu đã được sửa sau khi duyệt. Hãy đề cử và duyệt lại.').first().waitFor()

    await page.goto(`${hub.url}/phat-hanh`)
    await page.getByLabel('Tìm theo tên tư liệu').fill('tin dang cho')
    await page.keyboard.press('Enter')
    const row = page.getByRole('button', { name: /Tin đang chờ gửi/ })
    await row.click()
    await page.getByRole('button', { name: 'Hủy lần gửi' }).click()
    await page.getByRole('button', { name: /Tin đang chờ gửi.*Đã hủy/ }).waitFor()
    expect(await page.getByRole('list', { name: 'Các lần phát hành' }).getByRole('listitem').count()).toBeGreaterThan(0)
    expect(await page.getByText('Tin bị từ chối').count()).toBe(0)
    expect((await become(waiting, 'cancelled')).state).toBe('cancelled')
    await pause(false)

    // What was edited between the approval and the sending is approved on its page.
    await page.goto(`${hub.url}/phat-hanh?channel=asean&state=refused`)
    await page.getByRole('button', { name: /Sửa sau khi duyệt.*không thành công/ }).click()
    await page.getByRole('link', { name: 'Xem thay đổi và duyệt lại' }).click()
    const card = page.getByRole('article', { name: 'Sửa sau khi duyệt' })
    await card.getByText('Đã sửa sau khi duyệt, chưa gửi').waitFor()
    await card.getByRole('button', { name: 'Duyệt bản cập nhật' }).click()
    await become(changed, 'published')
    expect(page.errors).toEqual([])
    await page.context().close()
  })

  it('stands on a phone, in the dark and in English', async () => {
    const assetId = await article('Bản cập nhật nữa')
    await push(assetId)
    await become(assetId, 'published')
    await edit(assetId, { title: 'Bản cập nhật nữa, đã sửa' })
    const { body } = await curator.post<{ recallId: string }>(`/api/v1/assets/${await recalled()}/recall`, {
      reason: 'rights',
    })
    const looks = [
      { width: 360, scheme: 'dark', language: 'vi' },
      { width: 1440, scheme: 'dark', language: 'en' },
      { width: 360, scheme: 'light', language: 'en' },
    ] as const
    const staff = await hub.person('Vũ Hải', { hubRoles: ['curator', 'administrator'] })
    for (const look of looks) {
      const page = await openPageOf(browser, hub, staff, '/quan-tri?tab=channels', look)
      const name = `${look.width}-${look.scheme}-${look.language}`
      await page.getByRole('link', { name: /Cổng ASEAN Việt Nam/ }).waitFor()
      expect(await faultsOf(page, `danh-sach-${name}`)).toEqual([])
      for (const [path, seen] of [
        ['/kenh/asean', 'asean'],
        ['/cap-nhat', 'Bản cập nhật nữa, đã sửa'],
        [`/thu-hoi/${body.recallId}`, 'Đã lên rồi gỡ'],
        ['/phat-hanh', 'Đã lên rồi gỡ'],
        ['/so-bien-nhan', 'Đã lên rồi gỡ'],
        ['/', 'Bản cập nhật nữa, đã sửa'],
      ] as const) {
        await page.goto(hub.url + path)
        await page.locator('#noi-dung').getByText(seen).first().waitFor()
        expect(await faultsOf(page, `${path.split('/')[1] || 'trang-chu'}-${name}`), path).toEqual([])
      }
      await page.goto(`${hub.url}/kenh/asean`)
      await page.getByRole('button', { name: look.language === 'vi' ? 'Sửa kênh' : 'Edit the channel' }).click()
      await page.getByRole('button', { name: look.language === 'vi' ? 'Thêm khung giờ' : 'Add hours' }).click()
      expect(await faultsOf(page, `sua-kenh-${name}`)).toEqual([])
      expect(page.errors).toEqual([])
      await page.context().close()
    }
  }, 300_000)

  async function recalled(): Promise<string> {
    const assetId = await article('Đã lên rồi gỡ')
    await push(assetId)
    await become(assetId, 'published')
    return assetId
  }
})
