import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Nomination } from '#contracts/nomination'
import { type DeskRig, openDeskRig } from '../curation/desk-rig.ts'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import type { TestClient } from '../support/test-client.ts'

let rig: DeskRig
let browser: Browser

async function open(person: TestClient, path: string, width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 860 }, locale: 'vi-VN' })
  await context.addCookies(
    person.cookie.split('; ').map(pair => {
      const cut = pair.indexOf('=')
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: rig.hub.url }
    }),
  )
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
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

const all = async (person: TestClient) =>
  (await person.get<{ nominations: Nomination[] }>('/api/v1/nominations')).body.nominations

beforeAll(async () => {
  ;[rig, browser] = await Promise.all([openDeskRig({ worker: true }), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await rig?.close()
})

describe('nominating a package', () => {
  it('takes what was selected in the library, in its order, and comes back to its unit to be mended and sent again', async () => {
    const [story, photo] = [await rig.article('Khai hội: bài chính'), await rig.picture('Khai hội: đoàn rước')]
    await rig.hub.idle()
    const page = await open(rig.reporter, '/kho?q=khai%20h%E1%BB%99i')
    for (const title of ['Khai hội: đoàn rước', 'Khai hội: bài chính'])
      await page.getByRole('checkbox', { name: new RegExp(title) }).check({ force: true })
    await page.getByRole('button', { name: 'Đề cử', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Đề cử 2 tư liệu' })
    await dialog.getByRole('button', { name: 'Chọn làm tư liệu chính: Khai hội: bài chính' }).click()
    await dialog.getByLabel('Hạn phát hành').fill('31/12/2030')
    await dialog.getByLabel(/^Lời nhắn/).fill('Chùm tin khai hội')
    await expectSound(page, 'nominate-package')
    await dialog.getByRole('button', { name: 'Gửi đề cử' }).click()
    await dialog.waitFor({ state: 'detached' })
    const [made] = await all(rig.reporter)
    expect(made?.items.map(item => [item.asset.id, item.role])).toEqual([
      [story.id, 'lead'],
      [photo.id, expect.any(String)],
    ])
    expect(made?.dueAt?.slice(0, 10)).toBe('2030-12-31')

    const desk = await open(rig.curator, '/tuyen-chon')
    await desk.getByText('2 tư liệu trong gói').first().waitFor()
    // The point key walks through the package.
    await desk.keyboard.press('.')
    await desk.getByRole('heading', { level: 2, name: 'Khai hội: đoàn rước' }).waitFor()
    await expectSound(desk, 'desk-package')
    await desk.keyboard.press('r')
    await desk
      .getByRole('dialog')
      .getByLabel(/^Lý do/)
      .fill('Xin thay ảnh rõ hơn.')
    await desk.keyboard.press('Control+Enter')
    await desk.getByRole('heading', { name: 'Không còn đề cử nào chờ' }).waitFor()

    const own = await open(rig.reporter, '/tuyen-chon')
    const row = own.getByRole('listitem').filter({ hasText: 'Khai hội: bài chính' })
    await row.getByText('Xin thay ảnh rõ hơn.').waitFor()
    await expectSound(own, 'own')
    await row.getByRole('button', { name: 'Đề cử lại' }).click()
    await row.getByLabel('Đã sửa những gì').fill('Đã thay ảnh.')
    await row.getByRole('button', { name: 'Đề cử lại' }).last().click()
    await row.getByText('Chờ duyệt').waitFor()
    await desk.getByText('1 / 1').waitFor({ timeout: 40_000 })
    await row.getByRole('button', { name: 'Rút đề cử' }).click()
    await row.getByRole('button', { name: 'Rút đề cử' }).last().click()
    await expect.poll(async () => (await all(rig.reporter))[0]?.state).toBe('withdrawn')
    for (const each of [page, desk, own]) await each.context().close()
  })

  it('fits 360 px', async () => {
    const asset = await rig.picture('Ảnh một mình')
    const page = await open(rig.reporter, `/tu-lieu/${asset.id}`, 360)
    await page
      .getByRole('button', { name: /^Đề cử/ })
      .first()
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Gửi đề cử' }).waitFor()
    await expectSound(page, 'nominate-phone')
    await page.getByRole('dialog').getByRole('button', { name: 'Gửi đề cử' }).click()
    await page.getByText('Đã gửi 1 đề cử').first().waitFor()
    await page.context().close()
  })
})
