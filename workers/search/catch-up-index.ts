import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { documentRecipe } from '#server/search/put-document'

const batch = 1_000

/**
 * The job `search.catch-up`, by the clock: asks for the indexing of what is not in the index, or was put there by an older recipe (an
 * upgrade, a restore without the index, a job that gave up). The newest first; what waits already is not asked for twice. Returns how
 * many were asked for; it comes again at once where there may be more.
 */
export async function catchUpIndex(db: Db): Promise<number> {
  return transaction(db, async tx => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select a.id from asset a
      left join search_fact f on f.asset_id = a.id
      where a.life = 'active' and (f.recipe is null or f.recipe < ${documentRecipe})
        and not exists (select from graphile_worker.jobs j where j.key = 'index:' || a.id and j.attempts < j.max_attempts)
      order by a.id desc limit ${batch}`
    for (const { id } of rows) {
      await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}`, priority: behindPeople })
    }
    if (rows.length === batch) await enqueue(tx, 'search.catch-up', {}, { key: 'search.catch-up' })
    return rows.length
  })
}

// What a person has just changed is found first.
const behindPeople = 30
