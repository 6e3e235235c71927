import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import { newId } from '#server/platform/new-id'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import { linkTo } from '../support/read-mail.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const rights = {
  statement: 'http://rightsstatements.org/vocab/InC/1.0/',
  grant: 'Hợp đồng 01/2026',
}
const complete: AssetMetadata = { creator: 'Trần An', credit: 'Báo Tây Ninh', date: '2026-01-02', visibility: 'hub' }

let hub: TestHub
let browser: Browser
let admin: TestClient
let editor: TestClient
let photo: string

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startTestHub({ worker: true }), openBrowser()])
  admin = await hub.person('Lê Quản Trị', { hubRoles: ['administrator'] })
  editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  const bytes = await makeJpeg({ width: 640, height: 480 })
  const { body } = await editor.upload(bytes, 'nui.jpg', { title: 'Núi Bà Đen', ...complete, rights })
  photo = body.asset.id
  await hub.idle()
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

async function openPage(person: TestClient, path: string, language: 'vi' | 'en' = 'vi'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN' })
  const cookies = person.cookie.split('; ').map(pair => {
    const cut = pair.indexOf('=')
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
  })
  await context.addCookies(cookies)
  if (language === 'en') await context.addInitScript(() => localStorage.setItem('hub.language', 'en'))
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(hub.url + path)
  return page
}

/** What axe finds serious, and whether the page must be scrolled sideways, in one scheme and at one width. */
async function expectSound(page: Page, name: string, scheme: 'light' | 'dark', width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.evaluate(value => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme)
  const violations = await judgePage(page)
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const where = `${name} ${scheme} ${width}`
  expect
    .soft(
      serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      where,
    )
    .toEqual([])
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width)
  if (process.env.TEST_SHOTS) await page.screenshot({ path: `${process.env.TEST_SHOTS}/${where}.png`, fullPage: true })
}

describe('people on the web', () => {
  it('lets an editor invite into the own unit, send the letter again and revoke; the first link no longer works', async () => {
    const email = `${newId()}@hub.test`
    const page = await openPage(editor, '/don-vi/bao')
    await page.getByRole('button', { name: 'Mời vào đơn vị' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Thư điện tử/).fill(email)
    await dialog.getByRole('button', { name: 'Gửi lời mời' }).click()
    await dialog.getByText('Đã gửi lời mời.').waitFor()
    expect(await dialog.getByLabel(/^Đường dẫn mời/).count()).toBe(0)
    await dialog.getByRole('button', { name: 'Đóng' }).last().click()
    const first = new URL(await linkTo(hub, email))

    await page.getByRole('button', { name: `Gửi lại lời mời cho ${email}` }).click()
    const second = new URL(await linkTo(hub, email, 2))
    expect(second.hash).not.toBe(first.hash)
    const guest = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
    await guest.goto(hub.url + first.pathname + first.hash)
    await guest.getByRole('alert').or(guest.getByText('Không có')).first().waitFor()
    expect(await guest.getByLabel('Họ và tên').count()).toBe(0)
    await guest.goto('about:blank')
    await guest.goto(hub.url + second.pathname + second.hash)
    await guest.getByLabel('Họ và tên').waitFor()
    await guest.context().close()

    await page.getByRole('button', { name: `Thu hồi lời mời cho ${email}` }).click()
    await page.getByText('Không có lời mời nào đang chờ.').waitFor()
    await page.context().close()
  })

  it('changes roles, suspends and readmits, and erases only when the address is typed', async () => {
    const person = await hub.person('Phạm Cộng Tác', { memberships: [{ unit: 'dai', role: 'reader' }] })
    const { email } = (await person.get<{ email: string }>('/api/v1/me')).body
    const page = await openPage(admin, '/quan-tri?tab=people')
    await page.getByLabel('Tìm theo tên, thư điện tử hoặc đơn vị').fill('pham cong')
    await page.getByRole('button', { name: 'Quản lý Phạm Cộng Tác' }).click()
    await page.getByRole('dialog').getByLabel('Vai trò trong đơn vị').selectOption('editor')
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu vai trò' }).click()
    await page.getByText('· Biên tập viên').waitFor()
    const me = (await person.get<{ memberships: { role: string }[] }>('/api/v1/me')).body
    expect(me.memberships.map(({ role }) => role)).toEqual(['editor'])

    await page.getByRole('button', { name: 'Tạm khóa Phạm Cộng Tác' }).click()
    await page.getByText('Đang bị khóa').first().waitFor()
    expect((await person.get('/api/v1/me')).status).toBe(401)
    await page.getByRole('button', { name: 'Mở khóa Phạm Cộng Tác' }).click()
    await page.getByRole('button', { name: 'Tạm khóa Phạm Cộng Tác' }).waitFor()

    await page.getByRole('button', { name: 'Quản lý Phạm Cộng Tác' }).click()
    await page.getByRole('button', { name: 'Xóa người này…' }).click()
    const erase = page.getByRole('button', { name: 'Xóa vĩnh viễn' })
    expect(await erase.isDisabled()).toBe(true)
    await page.getByLabel(`Gõ ${email} để xác nhận`).fill(email)
    await erase.click()
    await page.getByRole('heading', { name: 'Không có ai khớp' }).waitFor()
    await page.context().close()
  })

  it('lets a person change the own name and language', async () => {
    const person = await hub.person('Tên Cũ', {})
    const page = await openPage(person, '/tai-khoan')
    await page.getByLabel('Họ và tên').fill('Đặng Thị Tên Mới')
    await page.getByRole('button', { name: 'Lưu họ tên' }).click()
    await page.getByText('Đã lưu hồ sơ.').waitFor()
    // The radio itself lies under its label.
    const languages = page.getByRole('radiogroup', { name: 'Ngôn ngữ', exact: true })
    await languages.locator('label', { hasText: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
    const me = (await person.get<{ name: string; language: string }>('/api/v1/me')).body
    expect(me).toMatchObject({ name: 'Đặng Thị Tên Mới', language: 'en' })
    await page.context().close()
  })
})

describe('rights and reuse on the web', () => {
  it('says what the rights mean while they are written, in both languages', async () => {
    const page = await openPage(editor, `/tu-lieu/${photo}`)
    await page.getByRole('button', { name: 'Sửa thông tin' }).click()
    const sentence = page.getByRole('form', { name: 'Sửa thông tin tư liệu' }).getByRole('note')
    await page.getByLabel('Đến hết ngày').fill('31/12/2030')
    await sentence.getByText(/đến 31\/12\/2030/).waitFor()
    await page.getByRole('checkbox', { name: 'Trang tin, cổng thông tin' }).click()
    await page.getByRole('checkbox', { name: 'Ấn phẩm in' }).click()
    await sentence.getByText(/trên cổng/).waitFor()
    await sentence.getByText(/until 31\/12\/2030/).waitFor()
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Núi Bà Đen' }).waitFor()
    await page
      .getByRole('note')
      .getByText(/trên cổng.*đến 31\/12\/2030/)
      .waitFor()
    await page.context().close()
  })

  it('hands out the file for a ticked purpose, and shows afterwards where it was used', async () => {
    const reader = await hub.person('Ngô Dùng Lại', { memberships: [{ unit: 'sct', role: 'reader' }] })
    const page = await openPage(reader, `/tu-lieu/${photo}`)
    await page.getByRole('button', { name: 'Lấy để sử dụng' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Phát thanh, truyền hình').isDisabled()).toBe(true)
    await dialog.getByLabel('Ấn phẩm in').click()
    await dialog.getByLabel('Số bản in').fill('2.000')
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Ghi nhận và tải về' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.jpg$/)
    await page.getByText('2.000 bản in').waitFor()
    await page.getByRole('button', { name: /^Sửa nơi đã dùng/ }).click()
    await page.getByLabel('Địa chỉ trang đã đăng').fill('https://baotayninh.vn/so-tet')
    await page.getByLabel('Sự kiện, ấn phẩm').fill('Số Tết')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByRole('link', { name: 'https://baotayninh.vn/so-tet' }).waitFor()
    await page.getByText('Số Tết · 2.000 bản in').waitFor()
    await page.context().close()
  })
})

describe('the pages about people, units and rights', () => {
  const pages = [
    ['account', () => admin, () => '/tai-khoan'],
    ['people', () => admin, () => '/quan-tri?tab=people'],
    ['units', () => admin, () => '/quan-tri?tab=units'],
    ['audit', () => admin, () => '/quan-tri?tab=audit'],
    ['unit', () => editor, () => '/don-vi/bao'],
    ['asset', () => editor, () => `/tu-lieu/${photo}`],
    ['home', () => editor, () => '/'],
    ['deliveries', () => admin, () => '/phat-hanh'],
  ] as const
  it.each(pages)(
    'has nothing serious on the page %s, in both languages, light, dark and on a phone',
    async (name, person, path) => {
      for (const language of ['vi', 'en'] as const) {
        const page = await openPage(person(), path(), language)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await expectSound(page, `${name} ${language}`, language === 'vi' ? 'light' : 'dark', 1280)
        await expectSound(page, `${name} ${language}`, language === 'vi' ? 'dark' : 'light', 360)
        await page.context().close()
      }
    },
  )
})
