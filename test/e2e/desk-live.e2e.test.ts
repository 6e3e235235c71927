import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { type DeskRig, openDeskRig } from '../curation/desk-rig.ts'
import { openBrowser } from '../support/browser.ts'
import { faultsOf, openPageOf } from '../support/page-of.ts'

const wait = { timeout: 60_000 }

describe('the desk beside what is live', { timeout: 240_000 }, () => {
  let rig: DeskRig
  let browser: Browser
  let story: Asset
  let photo: Asset
  let spare: Asset
  let nominationId: string

  beforeAll(async () => {
    ;[rig, browser] = await Promise.all([openDeskRig({ worker: true }), openBrowser()])
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await rig?.close()
  })

  it('waits again once the texts of what is live change', async () => {
    await rig.addChannel('bao-giay')
    story = await rig.article('Khai hội xuân Núi Bà Đen')
    ;[photo, spare] = [await rig.picture('Rước kiệu lên núi'), await rig.picture('Toàn cảnh sân hội')]
    nominationId = (await rig.nominate([story.id, photo.id])).id
    expect((await rig.decide(rig.curator, nominationId)).status).toBe(200)
    await expect.poll(async () => (await rig.deliveries(story.id))[0]?.state, wait).toBe('published')
    // The texts change after that: the nomination waits again, beside what is live.
    const { revision } = await rig.read(nominationId)
    const text = {
      headline: 'Khai hội xuân lớn nhất Núi Bà Đen',
      summary: null,
      caption: null,
      altText: null,
      body: null,
    }
    const items = [{ asset: story.id, texts: { vi: text, en: null } }]
    expect((await rig.act('PUT', nominationId, 'edits', { seen: revision, items, siblings: false })).status).toBe(200)
    // A receiver whose quota is used up: what is approved for it waits.
    const until = new Date(Date.now() + 26 * 3_600_000)
    await rig.hub.deps.db.channel.updateMany({ where: { code: 'bao-giay' }, data: { quotaUntil: until } })
  })

  it('compares with what is live, chooses channels, and does many at once', async () => {
    const page = await openPageOf(browser, rig.hub, rig.curator, '/tuyen-chon')
    await page.getByRole('heading', { level: 2, name: story.title }).waitFor()
    await page.keyboard.press('v')
    await page.getByRole('columnheader', { name: 'Đang đăng → sẽ đăng' }).first().waitFor()
    await page.getByRole('table').first().locator('ins', { hasText: 'lớn nhất' }).first().waitFor()
    await page.getByRole('link', { name: 'Xem trên kênh' }).waitFor()
    // What goes out of the picture is what stands there: nothing of it reads as if it were missing.
    expect(await page.getByRole('table').nth(1).getByText('Chưa có').count()).toBe(0)
    expect(await page.getByRole('table').nth(1).getByText('Không đổi').count()).toBe(5)
    expect(await faultsOf(page, 'compare-live')).toEqual([])
    await page.keyboard.press('v')
    await page.keyboard.press('c')
    const channels = page.getByRole('dialog')
    await channels.getByText(/nơi nhận hết hạn mức/).waitFor()
    expect(await faultsOf(page, 'channels-live')).toEqual([])
    await page.keyboard.press('Escape')
    const others = [await rig.article('Tin thứ hai'), await rig.article('Tin thứ ba')]
    for (const each of others) await rig.nominate([each.id], { channels: ['bao-giay'] })
    await page.reload()
    await page.getByText('1 / 3').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    await page.getByText('Đã chọn 2 đề cử').waitFor()
    expect(await faultsOf(page, 'batch-live')).toEqual([])
    await page.keyboard.press('s')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /sáng mai$/ })
      .waitFor()
    expect(await faultsOf(page, 'batch-schedule-live')).toEqual([])
    await page.keyboard.press('Escape')
    expect(page.errors).toEqual([])
    await page.context().close()
    const phone = await openPageOf(browser, rig.hub, rig.curator, '/tuyen-chon', { width: 360, scheme: 'dark' })
    await phone
      .getByRole('button', { name: new RegExp(story.title) })
      .first()
      .click()
    await phone.getByText('So sánh các bản').click()
    await phone.getByText('Đang đăng bản 1').waitFor()
    expect(await faultsOf(phone, 'compare-live-phone')).toEqual([])
    await phone.context().close()
  })

  it('undoes a decision beside its sentence and in the history, while what it caused still waits', async () => {
    const asset = await rig.article('Duyệt rồi nghĩ lại')
    const { id } = await rig.nominate([asset.id], { channels: ['bao-giay'], priority: 'urgent', dueAt: new Date() })
    const page = await openPageOf(browser, rig.hub, rig.curator, '/tuyen-chon')
    await page.getByRole('heading', { level: 2, name: asset.title }).waitFor()
    await page
      .getByRole('button', { name: new RegExp(asset.title) })
      .first()
      .click()
    await page.keyboard.press('a')
    await page.getByRole('status').filter({ hasText: 'Duyệt rồi nghĩ lại' }).first().waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor()
    expect(await faultsOf(page, 'undo-toast')).toEqual([])
    await page.keyboard.press('z')
    await page.getByRole('status').filter({ hasText: 'đã trở lại hàng đợi' }).first().waitFor()
    expect((await rig.read(id)).state).toBe('open')
    expect((await rig.deliveries(asset.id)).map(each => each.state)).toEqual(['cancelled'])
    await page.context().close()
  })

  it('arranges a package and manages campaigns', async () => {
    const [first, second] = [await rig.article('Bài một'), await rig.article('Bài hai')]
    const { id } = await rig.nominate([first.id, second.id], {
      channels: ['bao-giay'],
      dueAt: new Date(Date.now() - 1000),
    })
    await rig.curator.post('/api/v1/campaigns', { name: 'Lễ hội xuân' })
    const page = await openPageOf(browser, rig.hub, rig.curator, '/tuyen-chon')
    await page
      .getByRole('button', { name: /Bài một/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 2, name: 'Bài một' }).waitFor()
    await page.getByRole('button', { name: 'Sắp xếp gói' }).click()
    const arranging = page.getByRole('dialog', { name: 'Tư liệu trong gói' })
    await arranging.getByRole('button', { name: 'Thêm tư liệu vào gói' }).click()
    await arranging.getByLabel('Thêm tư liệu vào gói').fill('Toàn cảnh sân hội')
    await arranging.getByRole('button', { name: /Toàn cảnh sân hội/ }).waitFor()
    expect(await faultsOf(page, 'package-picker')).toEqual([])
    await arranging.getByRole('button', { name: /Toàn cảnh sân hội/ }).click()
    await arranging.getByRole('button', { name: 'Đưa Toàn cảnh sân hội lên' }).click()
    await arranging.getByRole('button', { name: 'Đặt Bài hai làm bài chính' }).click()
    expect(await faultsOf(page, 'package')).toEqual([])
    await arranging.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('status').filter({ hasText: 'Đã lưu gói' }).first().waitFor()
    const saved = await rig.read(id)
    expect(saved.items.map(item => [item.asset.title, item.role])).toEqual([
      ['Bài hai', 'lead'],
      ['Bài một', 'text'],
      [spare.title, 'feature'],
    ])
    await page.getByRole('button', { name: 'Quản lý chiến dịch' }).click()
    const managing = page.getByRole('dialog', { name: 'Các chiến dịch' })
    await managing.getByRole('button', { name: 'Đổi tên chiến dịch Lễ hội xuân' }).click()
    await managing.getByLabel('Tên chiến dịch').fill('Lễ hội xuân 2027')
    await managing.getByRole('button', { name: 'Lưu' }).click()
    await managing.getByRole('button', { name: 'Đóng chiến dịch Lễ hội xuân 2027' }).click()
    await managing.getByText('Đã đóng').waitFor()
    expect(await faultsOf(page, 'campaigns')).toEqual([])
    expect(page.errors).toEqual([])
    await page.context().close()
    const phone = await openPageOf(browser, rig.hub, rig.curator, '/tuyen-chon', { width: 360, scheme: 'dark' })
    await phone
      .getByRole('button', { name: /Bài hai/ })
      .first()
      .click()
    await phone.getByRole('button', { name: 'Sắp xếp gói' }).click()
    await phone.getByRole('dialog', { name: 'Tư liệu trong gói' }).waitFor()
    expect(await faultsOf(phone, 'package-phone')).toEqual([])
    await phone.context().close()
  })

  it('says in English why a delivery failed, what goes along, and until when a quota holds', async () => {
    const [delivery] = await rig.deliveries(story.id)
    const failed = { state: 'dead', problem: 'timeout', problemText: 'Nơi nhận không trả lời kịp thời hạn.' }
    await rig.hub.deps.db.delivery.update({ where: { id: delivery!.id }, data: failed })
    const home = await openPageOf(browser, rig.hub, rig.curator, '/', { language: 'en' })
    await home.getByText('cong: The receiver did not answer in time.').waitFor()
    await home
      .getByText(/quota is used up/)
      .first()
      .waitFor()
    expect(await home.getByText('Nơi nhận không trả lời').count()).toBe(0)
    expect(await faultsOf(home, 'home-en')).toEqual([])
    await home.goto(`${rig.hub.url}/phat-hanh?channel=cong`)
    await home
      .getByRole('button', { name: new RegExp(story.title) })
      .first()
      .click()
    await home.getByRole('link', { name: photo.title }).waitFor()
    expect(await faultsOf(home, 'delivery-members-en')).toEqual([])
    await home.context().close()
  })

  it('offers nothing of a recalled item for use, and says to whoever took it what to do', async () => {
    const reader = await rig.hub.person('Người dùng', { memberships: [{ unit: 'dai', role: 'reader' }] })
    expect((await reader.post(`/api/v1/assets/${photo.id}/uses`, { purpose: 'web' })).status).toBe(201)
    expect((await rig.curator.post(`/api/v1/assets/${photo.id}/recall`, { reason: 'rights' })).status).toBe(202)
    for (const [look, name] of [
      [{}, 'recalled'],
      [{ width: 360, scheme: 'dark' as const }, 'recalled-phone-dark'],
    ] as const) {
      const page = await openPageOf(browser, rig.hub, reader, `/tu-lieu/${photo.id}`, look)
      await page.getByText('Tư liệu đang bị thu hồi').first().waitFor()
      await page.getByRole('link', { name: 'Xác nhận đã gỡ' }).waitFor()
      expect(await page.getByRole('button', { name: 'Lấy để sử dụng' }).count()).toBe(0)
      expect(await page.getByRole('heading', { name: 'Tải về' }).count()).toBe(0)
      expect(await faultsOf(page, name)).toEqual([])
      expect(page.errors).toEqual([])
      await page.context().close()
    }
    const keeper = await openPageOf(browser, rig.hub, rig.curator, `/tu-lieu/${photo.id}`)
    await keeper.getByText('Tư liệu đang bị thu hồi').first().waitFor()
    expect(await keeper.locator('a[href*="/renditions/"][download]').count()).toBe(0)
    expect(await keeper.getByRole('link', { name: 'Tải Gốc', exact: true }).count()).toBe(1)
    expect(await faultsOf(keeper, 'recalled-keeper')).toEqual([])
    await keeper.context().close()
  })

  it('picks a cover and a recording from the library, and knows a source’s language and topic', async () => {
    const page = await openPageOf(browser, rig.hub, rig.reporter, '/phat-truc-tiep')
    await page.getByRole('button', { name: 'Tạo buổi phát' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Chọn từ kho tư liệu' }).click()
    await form.getByLabel('Ảnh bìa từ kho tư liệu').fill('Toàn cảnh')
    await form.getByRole('button', { name: /Toàn cảnh sân hội/ }).click()
    await form.getByRole('button', { name: 'Bỏ chọn' }).waitFor()
    expect(await faultsOf(page, 'stream-cover')).toEqual([])
    await page.context().close()
    const phone = await openPageOf(browser, rig.hub, rig.curator, '/tin-chuyen-tiep', { width: 360, scheme: 'dark' })
    await phone.getByText('Nguồn tin', { exact: true }).first().click()
    await phone.getByRole('button', { name: 'Thêm nguồn' }).first().click()
    const source = phone.getByRole('dialog')
    await source.getByLabel('Ngôn ngữ mặc định').selectOption('en')
    await source.getByLabel('Chủ đề mặc định').selectOption({ index: 1 })
    expect(await faultsOf(phone, 'source-form-phone')).toEqual([])
    await phone.context().close()
  })
})
