import type { JobPayload } from '#contracts/job'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

// One transaction of this many jobs is short; the next batch is a job of its own, so a stop in between loses nothing.
const batch = 500

/** Has every asset of a unit's or a place's lineage indexed anew: their documents hold the names of the whole lineage. */
export async function reindexLineage(payload: JobPayload<'search.reindex'>, { db }: { db: Db }): Promise<void> {
  const { unitId = null, place = null, after = null } = payload
  await transaction(db, async tx => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select id from asset
      where (unit_id in (select unit_lineage(${unitId}::uuid)) or places && array(select place_lineage(${place}::text)))
        and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${batch}`
    for (const { id } of rows) await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}` })
    if (rows.length === batch) await enqueue(tx, 'search.reindex', { ...payload, after: rows.at(-1)!.id })
  })
}
