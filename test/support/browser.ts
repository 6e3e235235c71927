import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

// Both make this build of Chromium end as soon as one context is closed.
const unwanted = new Set(['--single-process', '--no-zygote'])

/**
 * A real Chromium from the npm registry (no download of a browser, no apt). `CHROMIUM_PATH` names another one.
 * Close it when done. Contexts come from `browser.newContext()`: axe refuses the default one.
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath())
  return playwright.launch({ executablePath, args: chromium.args.filter(arg => !unwanted.has(arg)), headless: true })
}
