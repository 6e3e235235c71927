import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Nomination } from '#contracts/nomination'
import { type DeskRig, openDeskRig } from '../curation/desk-rig.ts'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'

let rig: DeskRig
let browser: Browser
const faults: string[] = []

type Look = { width?: number; height?: number; scheme?: 'light' | 'dark'; language?: 'vi' | 'en' }
async function open(person: TestClient, path = '/tuyen-chon', look: Look = {}): Promise<Page> {
  const { width = 1440, height = 900, scheme = 'light', language = 'vi' } = look
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme })
  await context.addInitScript(name => localStorage.setItem('hub.language', name), language)
  await context.addCookies(
    person.cookie.split('; ').map(pair => {
      const cut = pair.indexOf('=')
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: rig.hub.url }
    }),
  )
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', error => faults.push(error.message))
  await page.goto(rig.hub.url + path)
  return page
}

async function expectSound(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` })
  const violations = await judgePage(page)
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide, `${name} scrolls sideways`).toBe(false)
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')
const current = (page: Page) => page.locator('[aria-current="true"][id^="de-cu-"]').getAttribute('id')
const rowFocused = (page: Page, not: string | null) =>
  page.waitForFunction(old => {
    const id = document.activeElement?.id ?? ''
    return id.startsWith('de-cu-') && id !== old
  }, not)
const dialogFocused = (page: Page) =>
  page.waitForFunction(
    () => document.activeElement?.closest('[role="dialog"]') && document.activeElement?.tagName === 'TEXTAREA',
  )
const said = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor()
const open200 = async (query: string) =>
  (await rig.curator.get<{ nominations: Nomination[] }>(`/api/v1/nominations?limit=100&${query}`)).body.nominations
/** Nothing waits: each test begins with a queue of its own. */
const clear = async () => {
  for (const one of await open200('state=open'))
    await rig.decide(rig.curator, one.id, { decision: 'return', note: 'Dọn hàng đợi' })
}

beforeAll(async () => {
  ;[rig, browser] = await Promise.all([openDeskRig({ worker: false }), openBrowser()])
})
beforeEach(async () => {
  await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { fourEyes: null, languages: ['vi'], requires: [] })
  await clear()
})
afterAll(async () => {
  await browser?.close()
  await rig?.close()
  expect(faults).toEqual([])
})

describe('fifty nominations by keyboard', () => {
  it('are each decided as the keys said, one by one and many at once, and the focus is never lost', async () => {
    const lacking = new Set<string>()
    for (let index = 0; index < 50; index++) {
      const asset = await rig.article(`Tin số ${String(index).padStart(2, '0')}`)
      const nomination = await rig.nominate([asset.id], { dueAt: new Date(Date.now() + index * 3_600_000) })
      // One in five lacks what its unit alone would have said.
      if (index % 5 !== 4) continue
      await rig.reporter.patch(`/api/v1/assets/${asset.id}`, { credit: '' }, { 'if-match': `"r${asset.revision}"` })
      lacking.add(nomination.id)
    }
    const page = await open(rig.curator)
    await page.getByText('1 / 50').waitFor()
    await expectSound(page, 'queue-50')
    let keys = 0
    const press = async (key: string) => {
      keys++
      await page.keyboard.press(key)
    }
    const returned: string[] = []
    const began = Date.now()
    await press('j')
    await rowFocused(page, null)
    await press('k')
    const decideOne = async () => {
      const row = await current(page)
      expect(await focused(page), 'the row that is looked at has the focus').toBe(row)
      if (lacking.has(row?.slice('de-cu-'.length) ?? '')) {
        await press('r')
        await dialogFocused(page)
        await press('Alt+1')
        await press('Control+Enter')
        returned.push(row?.slice('de-cu-'.length) ?? '')
      } else await press('a')
      await rowFocused(page, row)
    }
    for (let done = 0; done < 40; done++) await decideOne()
    // The last ten in one go: what lacks something stays, and says so.
    await press('x')
    for (let step = 0; step < 9; step++) await press('j')
    await press('Shift+X')
    await page.getByText('Đã chọn 10 đề cử').waitFor()
    await press('a')
    const results = page.getByRole('dialog', { name: 'Xong 8 trên 10 đề cử' })
    await results.getByRole('listitem').filter({ hasText: 'Tin số 44' }).first().waitFor()
    await expectSound(page, 'batch-results')
    await press('Escape')
    await rowFocused(page, null)
    await decideOne()
    const row = await current(page)
    await press('r')
    await dialogFocused(page)
    await press('Alt+1')
    await press('Control+Enter')
    returned.push(row?.slice('de-cu-'.length) ?? '')
    await page.getByRole('heading', { name: 'Không còn đề cử nào chờ' }).waitFor()
    const seconds = (Date.now() - began) / 1000
    console.log(`50 nominations: ${keys} keystrokes, ${seconds.toFixed(1)} s`)

    await expect.poll(async () => (await open200('state=open')).length).toBe(0)
    expect(await open200('state=approved')).toHaveLength(40)
    const back = await open200('state=returned')
    expect(back.map(one => one.id).toSorted()).toEqual([...lacking].toSorted())
    expect(new Set(returned)).toEqual(lacking)
    expect(back.every(one => /Còn thiếu: dòng ghi nguồn/.test(one.decisionNote ?? ''))).toBe(true)
    await expectSound(page, 'empty')
    await page.context().close()
  })
})

describe('two curators', () => {
  it('see each other decide at once, and keep their place', async () => {
    const [one, two, three] = [await rig.article('Bài A'), await rig.article('Bài B'), await rig.article('Bài C')]
    const first = await rig.nominate([one.id])
    for (const asset of [two, three]) await rig.nominate([asset.id])
    const page = await open(rig.curator)
    await page.getByText('1 / 3').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await rowFocused(page, null)
    await rig.decide(rig.second, first.id)
    await page.getByText('1 / 2').waitFor()
    await expect.poll(() => focused(page)).toBe(await current(page))
    expect(await current(page)).not.toBe(`de-cu-${first.id}`)
    await page.context().close()
  })

  it('approve together where four eyes are asked: the first stays waiting, the second sends it', async () => {
    const setting = { fourEyes: true }
    expect((await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, setting)).status).toBe(200)
    const asset = await rig.article('Thông cáo quan trọng')
    const { id } = await rig.nominate([asset.id])
    const page = await open(rig.curator)
    await page.getByText('Kênh này cần hai người duyệt').waitFor()
    await page.keyboard.press('a')
    await said(page, 'Đã ghi lượt duyệt thứ nhất')
    await page.getByText('Chờ người thứ hai duyệt', { exact: true }).first().waitFor()
    await page
      .getByText(/^Cần một người khác duyệt/)
      .first()
      .waitFor()
    await expectSound(page, 'four-eyes')
    // The same person does not count twice.
    await page.keyboard.press('a')
    await said(page, 'Cần một người khác duyệt')
    const other = await open(rig.second, '/tuyen-chon?view=second')
    await other.getByRole('button', { name: /^Duyệt lượt hai/ }).waitFor()
    await other.keyboard.press('a')
    await said(other, 'Đã duyệt “Thông cáo quan trọng”')
    await page.getByRole('heading', { name: 'Không còn đề cử nào chờ' }).waitFor()
    expect((await rig.read(id)).state).toBe('approved')
    for (const each of [page, other]) await each.context().close()
  })
})

describe('one nomination', () => {
  it('is edited for the channel without touching the original, compared, scheduled, and taken back', async () => {
    const settings = { languages: ['vi', 'en'], requires: ['englishTitle'] }
    expect((await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, settings)).status).toBe(200)
    const asset = await rig.article('Khai hội xuân Núi Bà Đen')
    const { id } = await rig.nominate([asset.id])
    const page = await open(rig.curator)
    await page.getByText('Chưa có tiêu đề tiếng Anh', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Bổ sung: Tiêu đề tiếng Anh' }).click()
    const dialog = page.getByRole('dialog', { name: 'Bản cho cong' })
    await dialog.getByLabel('Tiêu đề (Tiếng Anh)').fill('Spring festival opens')
    await expectSound(page, 'edit')
    await dialog.getByText('Tiếng Việt', { exact: true }).click()
    await dialog.getByLabel('Tiêu đề (Tiếng Việt)').fill('Khai hội xuân lớn nhất Núi Bà Đen')
    await dialog.getByRole('button', { name: 'Lưu bản cho kênh' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Đã có tiêu đề tiếng Anh', { exact: true }).waitFor()
    await page.keyboard.press('v')
    await page.getByRole('table').locator('ins', { hasText: 'lớn nhất' }).waitFor()
    await expectSound(page, 'compare')
    const read = await rig.reporter.get<{ asset: { title: string } }>(`/api/v1/assets/${asset.id}`)
    expect(read.body.asset.title).toBe('Khai hội xuân Núi Bà Đen')

    await page.keyboard.press('s')
    await page
      .getByRole('dialog', { name: 'Hẹn giờ phát hành' })
      .getByRole('button', { name: /sáng mai$/ })
      .click()
    await said(page, 'Đã hẹn phát hành lúc')
    await page.getByText(/^Duyệt và gửi tới cong lúc/).waitFor()
    await page.keyboard.press('a')
    await said(page, 'sẽ phát hành lúc')
    expect((await rig.read(id)).schedule?.state).toBe('waiting')
    await page.getByRole('button', { name: /^Đã hẹn giờ/ }).click()
    await page.getByRole('heading', { level: 2, name: 'Lịch phát hành' }).waitFor()
    await page.getByText(/^Phát hành lên cong lúc/).waitFor()
    await expectSound(page, 'schedule')
    await page.keyboard.press('z')
    await said(page, 'đã trở lại hàng đợi')
    expect((await rig.read(id)).state).toBe('open')
    await page.context().close()
  })

  it('is talked about by both sides, planned, and found again in its campaign', async () => {
    const asset = await rig.article('Bài cần bàn')
    await rig.nominate([asset.id])
    const page = await open(rig.curator)
    await page.getByRole('heading', { level: 2, name: 'Bài cần bàn' }).waitFor()
    await page.keyboard.press('m')
    await page.getByLabel('Trao đổi với đơn vị').fill('Xin thêm ảnh lễ rước.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('list').getByText('Xin thêm ảnh lễ rước.').waitFor()
    await page.keyboard.press('Escape')
    await rowFocused(page, null)
    await expectSound(page, 'talk')
    await page.keyboard.press('x')
    await page
      .getByRole('region', { name: 'Làm với các đề cử đã chọn' })
      .getByRole('button', { name: 'Phân công' })
      .click()
    const plan = page.getByRole('dialog', { name: 'Phân công 1 đề cử' })
    await plan.getByRole('button', { name: 'Thêm mới' }).click()
    await plan.getByLabel('Tên chiến dịch mới').fill('Lễ hội xuân')
    await plan.getByRole('button', { name: 'Thêm', exact: true }).click()
    await plan.getByRole('button', { name: 'Thêm mới' }).waitFor()
    await plan.getByLabel('Người phụ trách').selectOption({ label: 'Tuyển chọn (tôi)' })
    await plan.getByRole('button', { name: 'Lưu' }).click()
    await said(page, 'Xong 1 trên 1')
    await page.getByRole('button', { name: /^Của tôi ?1/ }).click()
    await page.getByLabel('Chiến dịch').first().selectOption({ label: 'Lễ hội xuân (1)' })
    await page.getByText('1 / 1').waitFor()
    expect(page.url()).toContain('view=mine')
    const own = await open(rig.reporter)
    await own.getByRole('button', { name: /^Trao đổi \(1\)/ }).click()
    await own.getByText('Xin thêm ảnh lễ rước.').waitFor()
    await expectSound(own, 'own-talk')
    for (const each of [page, own]) await each.context().close()
  })
})

describe('the desk everywhere', () => {
  it('turns queue and item into steps at 360 px, fills 2560 px, and stands in the dark and in English', async () => {
    const assets = [await rig.article('Toàn cảnh lễ hội'), await rig.article('Ẩm thực chay Tây Ninh')]
    await rig.nominate(
      assets.map(asset => asset.id),
      { dueAt: new Date(Date.now() - 86_400_000), priority: 'urgent' },
    )
    await rig.nominate([assets[1]!.id])
    const phone = await open(rig.curator, '/tuyen-chon', { width: 360, height: 760, scheme: 'dark' })
    await phone.getByText('1 / 2').waitFor()
    await expectSound(phone, 'phone-queue-dark')
    await phone
      .getByRole('button', { name: /Toàn cảnh lễ hội/ })
      .first()
      .click()
    await phone.getByRole('heading', { level: 2, name: 'Toàn cảnh lễ hội' }).waitFor()
    await expectSound(phone, 'phone-item-dark')
    await phone.getByRole('button', { name: 'Về hàng đợi' }).click()
    await phone.getByText('1 / 2').waitFor()
    await phone.context().close()
    const wide = await open(rig.curator, '/tuyen-chon', { width: 2560, height: 1300, language: 'en' })
    await wide.getByText('Conditions for publication').waitFor()
    await expectSound(wide, 'wide-en')
    await wide.keyboard.press('?')
    await wide.getByRole('dialog', { name: 'Keys of the desk' }).waitFor()
    await expectSound(wide, 'help-en')
    await wide.context().close()
    const dark = await open(rig.curator, '/tuyen-chon', { scheme: 'dark' })
    await dark.getByText('Điều kiện phát hành').waitFor()
    await expectSound(dark, 'dark')
    await dark.context().close()
  })

  it('says what to do when it cannot be loaded and when it is not the reader’s', async () => {
    const page = await open(rig.curator, '/kho')
    await page.route('**/api/v1/nominations?**', route => route.abort())
    await page.goto(`${rig.hub.url}/tuyen-chon`)
    await page.getByRole('button', { name: 'Thử lại' }).waitFor()
    await page.unroute('**/api/v1/nominations?**')
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByRole('heading', { name: 'Không còn đề cử nào chờ' }).waitFor()
    await page.context().close()
    const stranger = await open(await rig.hub.person('Khách', {}))
    await stranger.getByRole('heading', { level: 1, name: 'Bạn chưa được giao việc này' }).waitFor()
    await stranger.context().close()
  })
})
