import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong with a page once it stands still: a colour on its way to another is none to judge. What turns without end (a
 * spinner) is not waited for.
 */
export async function judgePage(page: Page) {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(each => each.playState === 'running')
        .filter(each => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(each => each.finished.catch(() => null)),
    ),
  )
  return (await new AxeBuilder({ page }).analyze()).violations
}
