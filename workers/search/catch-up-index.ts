import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { enqueue } from '#server/queue/enqueue'
import { documentRecipe } from '#server/search/put-document'
import type { SearchIndex } from '#server/search/search-index'
import { indexAssets } from './index-assets.ts'

// Words of one batch are worked out while the other is written. What a person has just changed waits a second for both at most.
const lanes = 2
const batch = 750

type Deps = { db: Db; index: SearchIndex; log: Log }

/**
 * The job `search.catch-up`, by the clock: indexes what is not in the index, or was put there by an older recipe (an upgrade, a restore
 * without the index, a job that gave up), in batches, the newest first; what has a job of its own waits for it. Works for about a
 * second, and comes again at once where there may be more, behind what people wait for. Returns how many were indexed or asked for.
 */
export async function catchUpIndex(deps: Deps): Promise<number> {
  const ids = await behind(deps.db)
  await Promise.all(inBatches(ids).map(each => indexTogether(each, deps)))
  if (ids.length === lanes * batch)
    await transaction(deps.db, tx => enqueue(tx, 'search.catch-up', {}, { key: 'search.catch-up' }))
  return ids.length
}

const inBatches = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / batch) }, (_, i) => ids.slice(i * batch, (i + 1) * batch))

async function behind(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select a.id from asset a
    left join search_fact f on f.asset_id = a.id
    where a.life = 'active' and (f.recipe is null or f.recipe < ${documentRecipe})
      and not exists (select from graphile_worker.jobs j where j.key = 'index:' || a.id and j.attempts < j.max_attempts)
    order by a.id desc limit ${lanes * batch}`
  return rows.map(({ id }) => id)
}

/** Where one of many fails, each gets a job of its own: the others are not held up, and the one is tried and reported as any. */
async function indexTogether(ids: readonly string[], deps: Deps): Promise<void> {
  try {
    await indexAssets(ids, deps)
  } catch (error) {
    deps.log.warn({ event: 'search.batch-failed', count: ids.length, err: error })
    await transaction(deps.db, async tx => {
      for (const id of ids) {
        await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}`, priority: behindPeople })
      }
    })
  }
}

// What a person has just changed is found first.
const behindPeople = 30
