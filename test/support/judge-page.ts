import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong with a page once it stands still: a colour on its way to another is none to judge. What turns without end (a
 * spinner) is not waited for. `without`: what is left out; a frame that runs no script is waited for half a minute in vain.
 */
export async function judgePage(page: Page, { without }: { without?: string } = {}) {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(each => each.playState === 'running')
        .filter(each => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(each => each.finished.catch(() => null)),
    ),
  )
  const judge = new AxeBuilder({ page })
  return (await (without ? judge.exclude(without) : judge).analyze()).violations
}
