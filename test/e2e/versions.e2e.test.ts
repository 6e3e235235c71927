import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Quota } from '#contracts/quota'
import { newId } from '#server/platform/new-id'
import { openBrowser } from '../support/browser.ts'
import { type ClamdDouble, eicar, startClamdDouble } from '../support/clamd-double.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
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
let clamd: ClamdDouble
let editor: TestClient
let admin: TestClient
let dir: string
const title = 'Bình minh trên hồ Dầu Tiếng'

beforeAll(async () => {
  clamd = await startClamdDouble()
  hub = await startTestHub({ worker: true, env: { CLAMD_URL: `tcp://127.0.0.1:${clamd.port}` } })
  browser = await openBrowser()
  dir = await mkdtemp(join(tmpdir(), 'hub-e2e-'))
  editor = await hub.person('Nguyễn Thị Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
  admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
  await clamd?.close()
  if (dir) await rm(dir, { recursive: true, force: true })
})

async function photo(name: string, width: number): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, await makeJpeg({ width, height: 600 }))
  return path
}

async function uploaded(width: number): Promise<Asset> {
  const answer = await editor.upload(await makeJpeg({ width, height: 600 }), `ho-${width}.jpg`, {
    title,
    visibility: 'hub',
  })
  expect(answer.status).toBe(201)
  await hub.idle()
  return answer.body.asset
}

async function open(who: TestClient, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'vi-VN' })
  const [name, value] = who.cookie.split('; ')[0]!.split('=') as [string, string]
  await context.addCookies([{ name, value, url: hub.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(hub.url + path)
  return page
}

/** As each kind of person sees the page as it stands: nothing serious for axe, nothing wider than the window. */
async function looksWell(page: Page, name: string, ready: (language: 'vi' | 'en') => Promise<unknown>): Promise<void> {
  for (const [language, scheme, width] of looks) {
    await page.evaluate(chosen => localStorage.setItem('hub.language', chosen), language)
    await page.setViewportSize({ width, height: 1000 })
    await page.reload()
    await ready(language)
    await page.evaluate(chosen => document.documentElement.setAttribute('data-mantine-color-scheme', chosen), scheme)
    await checked(page, `${name}-${language}-${scheme}-${width}`)
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width)
  }
  await page.evaluate(() => localStorage.setItem('hub.language', 'vi'))
  await page.setViewportSize({ width: 1440, height: 1000 })
  await page.reload()
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

const versions = (page: Page) => page.getByRole('list', { name: 'Phiên bản' }).getByRole('listitem')

async function channelWith(asset: Asset): Promise<string> {
  const id = newId()
  await hub.deps.db.channel.create({
    data: { id, code: `cong-${id.slice(-6)}`, name: 'Cổng ASEAN', kind: 'hub-exchange', unitId: asset.unit.id },
  })
  await hub.deps.db.assetUse.create({ data: { assetId: asset.id, kind: 'delivery', ref: id } })
  return id
}

describe('an asset over time, in a browser', () => {
  it('takes another file, keeps the one before, and makes it the newest again', async () => {
    const asset = await uploaded(900)
    const page = await open(editor, `/tu-lieu/${asset.id}`)
    await page.getByRole('button', { name: 'Thay tệp' }).click()
    const dialog = page.getByRole('dialog', { name: 'Thay tệp' })
    await page.getByTestId('new-version').setInputFiles(await photo('ho-moi.jpg', 910))
    await dialog.getByText('ho-moi.jpg').waitFor()
    await checked(page, 'replace-vi-light-1440')
    await dialog.getByRole('button', { name: 'Thay tệp' }).click()
    await page.getByText('Đã thay tệp, kho đang tạo bản xem').waitFor()
    await versions(page).filter({ hasText: 'ho-moi.jpg' }).getByText('Đang dùng').waitFor()
    await hub.idle()

    await page.getByRole('button', { name: 'Dùng lại phiên bản 1' }).click()
    const asked = page.getByRole('dialog', { name: 'Dùng lại phiên bản 1?' })
    await asked.getByText(/trở thành phiên bản mới nhất/).waitFor()
    await asked.getByRole('button', { name: 'Dùng lại' }).click()
    await versions(page).filter({ hasText: 'Phiên bản 3' }).getByText('Đang dùng').waitFor()
    await hub.idle()
    const { body } = await editor.get<{ asset: Asset }>(`/api/v1/assets/${asset.id}`)
    expect(body.asset).toMatchObject({ version: 3, file: 'ready' })
    expect(body.asset.original?.name).toBe('ho-900.jpg')
    const link = page.getByRole('link', { name: 'Tải về phiên bản 2' })
    const old = await editor.bytes((await link.getAttribute('href'))!)
    expect(old.status).toBe(200)
    await looksWell(page, 'versions', language =>
      page.getByRole('heading', { name: language === 'vi' ? 'Phiên bản' : 'Versions' }).waitFor(),
    )
    await page.context().close()
  })

  it('names the other item where the new file is there already, and says when somebody else was faster', async () => {
    const [first, second] = [await uploaded(920), await uploaded(930)]
    const page = await open(editor, `/tu-lieu/${second.id}`)
    await page.getByRole('button', { name: 'Thay tệp' }).click()
    const dialog = page.getByRole('dialog', { name: 'Thay tệp' })
    await page.getByTestId('new-version').setInputFiles(await photo('trung.jpg', 920))
    await dialog.getByRole('button', { name: 'Thay tệp' }).click()
    const alert = dialog.getByRole('alert')
    expect(await alert.getByRole('link').getAttribute('href')).toBe(`/tu-lieu/${first.id}`)
    await dialog.getByRole('button', { name: 'Vẫn thay bằng tệp này' }).click()
    await page.getByText('Đã thay tệp, kho đang tạo bản xem').waitFor()
    await hub.idle()

    await page.getByRole('button', { name: 'Thay tệp' }).click()
    await page.getByTestId('new-version').setInputFiles(await photo('tre.jpg', 935))
    const sent = /\/versions$/
    // Somebody edits it in the moment before the file arrives.
    await page.route(sent, async route => {
      const { body } = await editor.get<{ asset: Asset }>(`/api/v1/assets/${second.id}`)
      const ifMatch = { 'if-match': `"r${body.asset.revision}"` }
      expect((await editor.patch(`/api/v1/assets/${second.id}`, { title: 'Đổi tên' }, ifMatch)).status).toBe(200)
      await route.continue()
      await page.unroute(sent)
    })
    await dialog.getByRole('button', { name: 'Thay tệp' }).click()
    await dialog.getByRole('alert').getByText('Người khác vừa sửa tư liệu này').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Đổi tên', includeHidden: true }).waitFor({ state: 'attached' })
    await dialog.getByRole('button', { name: 'Thay tệp' }).click()
    await versions(page).filter({ hasText: 'tre.jpg' }).getByText('Đang dùng').waitFor()
    expect((await editor.get<{ asset: Asset }>(`/api/v1/assets/${second.id}`)).body.asset).toMatchObject({ version: 3 })
    await page.context().close()
  })

  it('says of an infected file that it is held back and what to do, and lets an administrator delete it', async () => {
    const bytes = Buffer.concat([await makeJpeg({ width: 640, height: 400 }), Buffer.from(eicar)])
    const { body } = await editor.upload(bytes, 'nhiem.jpg', { title: 'Ảnh nhiễm mã độc', visibility: 'hub' })
    await hub.idle()
    const page = await open(editor, `/tu-lieu/${body.asset.id}`)
    await page.getByRole('heading', { name: 'Tệp bị cách ly vì có mã độc' }).waitFor()
    await page.getByText(/Hãy quét mã độc trên máy của bạn/).waitFor()
    for (const name of [/^Tải về phiên bản/, /^Tải Gốc/, 'Lấy để sử dụng'])
      expect(await page.getByRole('link', { name }).or(page.getByRole('button', { name })).count()).toBe(0)
    await looksWell(page, 'infected', language =>
      page.getByRole('heading', { name: language === 'vi' ? /cách ly/ : /quarantine/ }).waitFor(),
    )
    await page.context().close()

    const desk = await open(admin, '/quan-tri?tab=storage')
    await desk.getByRole('button', { name: 'Xóa hẳn tệp nhiem.jpg' }).click()
    await desk
      .getByRole('dialog')
      .getByText(/không khôi phục được/)
      .waitFor()
    await checked(desk, 'purge-vi-light-1440')
    await desk.getByRole('dialog').getByRole('button', { name: 'Xóa hẳn tệp' }).click()
    await desk.getByText('Không có tệp nào bị cách ly.').waitFor()
    await desk.context().close()
  })

  it('lists what holds on to an item that cannot go to the trash, with the way there', async () => {
    const asset = await uploaded(940)
    const channel = await channelWith(asset)
    await hub.deps.db.assetUse.create({ data: { assetId: asset.id, kind: 'report', ref: newId() } })
    const other = await hub.person('Người của đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    for (const [who, name] of [
      [editor, 'Ảnh hồ cho số Xuân'],
      [other, 'Bảng riêng của người khác'],
    ] as const) {
      const made = await who.post<{ collection: { id: string } }>('/api/v1/collections', { name })
      await who.post(`/api/v1/collections/${made.body.collection.id}/items`, { assets: [asset.id] })
    }
    const html = `<p><a href="${hub.url}/tu-lieu/${asset.id}">Ảnh hồ</a></p>`
    await editor.post('/api/v1/articles', { title: 'Hồ Dầu Tiếng vào mùa nước', visibility: 'unit', html })
    const page = await open(editor, `/tu-lieu/${asset.id}`)
    await page.getByRole('button', { name: 'Bỏ vào thùng rác' }).click()
    const dialog = page.getByRole('dialog', { name: 'Chưa bỏ vào thùng rác được' })
    await dialog.getByText('2 nơi khác mà bạn không được xem').waitFor()
    await dialog.getByRole('link', { name: 'Ảnh hồ cho số Xuân' }).waitFor()
    await dialog.getByRole('link', { name: 'Hồ Dầu Tiếng vào mùa nước' }).waitFor()
    expect(await dialog.getByText('Bảng riêng').count()).toBe(0)
    await checked(page, 'in-use-vi-light-1440')
    await dialog.getByRole('link', { name: 'Cổng ASEAN' }).click()
    await page.waitForURL(url => url.pathname === '/phat-hanh' && url.search.includes('channel=cong-'))
    await hub.deps.db.assetUse.deleteMany({ where: { OR: [{ ref: channel }, { assetId: asset.id }] } })
    await page.context().close()
  })
})

describe('the trash page', () => {
  it('says until when an item is kept, restores it, and takes that back', async () => {
    const asset = await uploaded(950)
    expect((await editor.delete(`/api/v1/assets/${asset.id}`)).status).toBe(204)
    const page = await open(editor, '/')
    await page.getByRole('button', { name: /^Tài khoản/ }).click()
    await page.getByRole('link', { name: 'Thùng rác' }).click()
    const row = page.getByRole('list', { name: 'Tư liệu trong thùng rác' }).getByRole('listitem')
    await row.getByText(/^Bỏ vào \d\d\/\d\d\/\d{4} \d\d:\d\d · giữ đến \d\d\/\d\d\/\d{4}$/).waitFor()
    await looksWell(page, 'trash', language =>
      page.getByRole('heading', { level: 1, name: language === 'vi' ? 'Thùng rác' : 'Trash' }).waitFor(),
    )
    await row.getByRole('button', { name: `Khôi phục ${title}` }).click()
    await page.getByRole('heading', { name: 'Thùng rác đang trống' }).waitFor()
    await checked(page, 'trash-empty-vi-light-1440')
    expect((await editor.get(`/api/v1/assets/${asset.id}`)).body.asset).toMatchObject({ life: 'active' })
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await row.getByText(title).waitFor()
    await page.context().close()
  })

  it('is not for those who may take nothing out', async () => {
    const reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    const page = await open(reader, '/thung-rac')
    await page.getByRole('heading', { name: 'Bạn chưa được giao việc này' }).waitFor()
    await page.context().close()
  })
})

describe('uploads and what a unit may keep', () => {
  it('names the item that has the bytes, and stores a second one on purpose', async () => {
    const first = await uploaded(960)
    const page = await open(editor, '/dang-tai')
    await page.getByTestId('files').setInputFiles(await photo('trung-lap.jpg', 960))
    await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
    const row = page.getByRole('list', { name: 'Các tệp trong lô' }).getByRole('listitem')
    await row.getByText('Kho đã có đúng tệp này').waitFor()
    expect(await row.getByRole('link', { name: title }).getAttribute('href')).toBe(`/tu-lieu/${first.id}`)
    await checked(page, 'duplicate-vi-light-1440')
    await row.getByRole('button', { name: 'Lưu thêm trung-lap.jpg thành tư liệu riêng' }).click()
    await row.getByText('Xong', { exact: true }).waitFor({ timeout: 60_000 })
    expect(await row.getByRole('link', { name: 'Mở tư liệu' }).getAttribute('href')).not.toBe(`/tu-lieu/${first.id}`)
    await page.context().close()
  })

  it('sets a unit’s quota, which shows before a batch is sent, with the numbers', async () => {
    const desk = await open(admin, '/quan-tri?tab=storage')
    await desk.getByRole('button', { name: 'Đặt hạn mức của Báo Tây Ninh' }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(/^Dung lượng tối đa/).fill('nhiều')
    await dialog.getByText('Hãy nhập một số từ 0 trở lên.').waitFor()
    await dialog.getByLabel(/^Dung lượng tối đa/).fill('0,0000001')
    await dialog.getByText(/thấp hơn số đang giữ/).waitFor()
    await checked(desk, 'quota-vi-light-1440')
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await desk.getByText('Đã hết hạn mức: đơn vị không gửi thêm được tệp').waitFor()
    expect((await editor.get<Quota>('/api/v1/units/bao/quota')).body.maxBytes).toBe(100)
    await looksWell(desk, 'quotas', language =>
      desk.getByRole('heading', { name: language === 'vi' ? 'Tệp bị cách ly' : 'Quarantine' }).waitFor(),
    )
    await desk.context().close()

    const page = await open(editor, '/dang-tai')
    await page.getByTestId('files').setInputFiles(await photo('qua-muc.jpg', 970))
    await page.getByText(/^Đơn vị đã dùng .* trong 100 B/).waitFor()
    await page.getByText('Lô này vượt dung lượng còn lại.').waitFor()
    await page.getByRole('button', { name: 'Gửi 1 tệp vào kho' }).click()
    const row = page.getByRole('list', { name: 'Các tệp trong lô' }).getByRole('listitem')
    await row.getByText(/^Đơn vị đã hết hạn mức lưu trữ: .* trong 100 B/).waitFor()
    await checked(page, 'quota-exceeded-vi-light-1440')
    // The header says on any page that one waits for a person, and leads back.
    await page.getByRole('link', { name: 'Kho tư liệu', exact: true }).first().click()
    await page.getByRole('link', { name: '1 tệp cần xem. Mở trang Đăng tải' }).click()
    await row.getByText(/^Đơn vị đã hết hạn mức/).waitFor()
    await page.context().close()
    await admin.send('PUT', '/api/v1/units/bao/quota', { maxBytes: null, maxFiles: null })
  })
})
