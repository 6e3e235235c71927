import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkObject } from '#server/fixity/check-item'
import { runFixity } from '#server/fixity/run-fixity'
import { openBrowser } from '../support/browser.ts'
import { judgePage } from '../support/judge-page.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const shots = process.env.TEST_SHOTS

describe('the storage page of the administration', () => {
  let hub: TestHub
  let browser: Browser
  let admin: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    browser = await openBrowser()
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    for (const width of [640, 650]) {
      const bytes = await makeJpeg({ width, height: 400 })
      await editor.upload(bytes, `ho-dau-tieng-${width}.jpg`, {
        title: 'Bình minh trên hồ Dầu Tiếng',
        visibility: 'hub',
      })
    }
    await hub.idle()
    const signal = new AbortController().signal
    await runFixity(hub.deps, { bytesPerSecond: 1e9, everyDays: 30, forMs: 60_000, signal })
    const lost = await hub.deps.db.storedObject.findFirstOrThrow()
    await hub.deps.store.delete(lost.key)
    await checkObject(hub.deps, lost.id, async () => {})
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  it('says what is damaged and what to do, what the store takes and when it was proved, in both languages', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1100 } })
    const [name, value] = admin.cookie.split('=') as [string, string]
    await context.addCookies([{ name, value: value.split(';')[0]!, url: hub.url }])
    const page = await context.newPage()
    for (const language of ['vi', 'en'] as const) {
      await page.addInitScript(chosen => localStorage.setItem('hub.language', chosen), language)
      await page.goto(`${hub.url}/quan-tri?tab=storage`)
      await page.getByRole('heading', { name: language === 'vi' ? 'Tệp bị hỏng' : 'Damaged files' }).waitFor()
      await page.getByText(language === 'vi' ? 'Mất tệp' : 'Missing').waitFor()
      for (const [scheme, width] of [
        ['light', 1440],
        ['dark', 1440],
        ['light', 360],
      ] as const) {
        await page.setViewportSize({ width, height: 1100 })
        await page.evaluate(
          chosen => document.documentElement.setAttribute('data-mantine-color-scheme', chosen),
          scheme,
        )
        if (shots)
          await page.screenshot({ path: `${shots}/storage-${language}-${scheme}-${width}.png`, fullPage: true })
        const violations = await judgePage(page)
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect
          .soft(
            serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
            `${language} ${scheme} ${width}`,
          )
          .toEqual([])
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
      await page.setViewportSize({ width: 1440, height: 1100 })
    }
    const list = page.getByRole('list', { name: 'By unit' }).getByRole('listitem')
    const all = await list.count()
    expect(all).toBeGreaterThan(20)
    await page.getByLabel('Find a unit').fill('bao tay')
    await expect.poll(() => list.count()).toBe(1)
    await page.setViewportSize({ width: 360, height: 780 })
    await list.getByRole('button', { name: 'Set the quota of Báo Tây Ninh' }).click()
    const form = page.getByRole('dialog', { name: 'Quota of Báo Tây Ninh' })
    await form.getByLabel('Most files').fill('2')
    if (shots) await page.screenshot({ path: `${shots}/storage-quota-form-360.png` })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'detached' })
    await page.getByLabel('Find a unit').fill('')
    await page.getByRole('button', { name: 'Nearly full 1' }).click()
    await expect.poll(() => list.count()).toBe(1)
    await list.getByText('2 of 2 files').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/storage-nearly-full-360.png` })
    await page.getByLabel('Find a unit').fill('dai')
    await page.getByText('There is no such unit.').waitFor()
    await page.setViewportSize({ width: 1440, height: 1100 })
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect.poll(() => hub.deps.db.fixityRun.count(), { timeout: 30_000 }).toBeGreaterThan(1)
    await context.close()
  })
})
