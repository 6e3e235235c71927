import type { Browser, Page } from 'playwright-core'
import { judgePage } from './judge-page.ts'
import type { TestClient } from './test-client.ts'

export type Look = { width?: number; scheme?: 'light' | 'dark'; language?: 'vi' | 'en' }
export type OpenPage = Page & { errors: string[] }

/** A page of this person's; what it throws, and what its Content-Security-Policy stops, stands in `errors`. */
export async function openPageOf(
  browser: Browser,
  hub: { url: string },
  person: TestClient | null,
  path: string,
  { width = 1440, scheme = 'light', language = 'vi' }: Look = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale: 'vi-VN' })
  await context.addInitScript(chosen => localStorage.setItem('hub.language', chosen), language)
  const cookies = (person?.cookie ?? '').split('; ').filter(Boolean)
  await context.addCookies(
    cookies.map(pair => {
      const cut = pair.indexOf('=')
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: hub.url }
    }),
  )
  const page = Object.assign(await context.newPage(), { errors: [] as string[] })
  page.setDefaultTimeout(30_000)
  page.on('pageerror', error => page.errors.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) page.errors.push(message.text())
  })
  await page.goto(hub.url + path)
  return page
}

/**
 * What is wrong with a page as it stands: what axe calls serious or critical, and that it scrolls sideways. With the variable
 * SCREENSHOTS, a folder, the page is also kept there as `<name>.png`. `apart.without`: what axe leaves out, judged elsewhere.
 */
export async function faultsOf(page: Page, name: string, apart: { without?: string } = {}): Promise<string[]> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true })
  const violations = await judgePage(page, apart)
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  return wide ? [...serious, 'scrolls sideways'] : serious
}
