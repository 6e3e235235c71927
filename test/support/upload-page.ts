import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import { judgePage } from './judge-page.ts'
import type { TestClient } from './test-client.ts'

export type UploadPage = Page & { line: CDPSession }

/** The upload page of somebody who is signed in, in a context of its own. */
export async function openUploadPage(
  browser: Browser,
  who: TestClient,
  options: BrowserContextOptions = {},
): Promise<UploadPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', ...options })
  const cookies = who.cookie.split('; ').map(pair => {
    const cut = pair.indexOf('=')
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: who.url }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const opened = Object.assign(page, { line: await context.newCDPSession(page) })
  await opened.line.send('Network.enable')
  await page.goto(`${who.url}/dang-tai`)
  await page.getByRole('heading', { level: 1, name: 'Đăng tải' }).waitFor()
  return opened
}

/** Bytes a second that go up; -1 for as fast as they can. */
export function setSpeed(page: UploadPage, uploadThroughput: number) {
  const rest = { offline: false, latency: 0, downloadThroughput: -1 }
  return page.line.send('Network.emulateNetworkConditions', { ...rest, uploadThroughput })
}

/** The files of the batch, as the list in Vietnamese has them. */
export const rowsOf = (page: Page) => page.getByRole('list', { name: 'Các tệp trong lô' }).getByRole('listitem')
/** Those rows whose text holds this name. */
export const rowOf = (page: Page, name: string) => rowsOf(page).filter({ hasText: name })

/** Lays files and folders of this machine on the page, as a hand would: the browser makes the entries, not the test. */
export async function dropPaths(page: UploadPage, files: readonly string[]): Promise<void> {
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const at = { x: 400, y: 400, data }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await page.line.send('Input.dispatchDragEvent', { type, ...at })
}

/** What axe finds that is serious or worse, as sentences. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const violations = await judgePage(page)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(', ')}`)
}
