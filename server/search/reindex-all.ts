import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/** Has everything indexed anew, the newest first, behind what people wait for; searches go on meanwhile. Returns how many items. */
export async function reindexAll(db: Db): Promise<number> {
  return transaction(db, async tx => {
    await tx.$executeRaw`update search_fact set recipe = 0 where recipe <> 0`
    // The engine that stands answers until the new index stands in its place.
    await tx.$executeRaw`update search_engine set generation = gen_random_uuid(), state = 'building', built_to = null`
    await enqueue(tx, 'search.catch-up', {}, { key: 'search.catch-up' })
    return tx.asset.count({ where: { life: 'active' } })
  })
}
