import { evictCopies } from '#server/metadata/evict-copies'
import { metadataRecipe } from '#server/metadata/keep-metadata'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { enqueue } from '#server/queue/enqueue'
import type { ObjectStore } from '#server/storage/object-store'

// What is asked for in one go, behind everything that a person waits for; the clock asks again.
const batch = 500
const lastPriority = 50

/** The job `metadata.tidy`: takes away written copies that nobody took for long, and has files read that never were. */
export async function tidyMetadata({ db, store, log }: { db: Db; store: ObjectStore; log: Log }): Promise<void> {
  const evicted = await evictCopies({ db, store, log })
  const asked = await askForUnread(db)
  if (evicted + asked > 0) log.info({ event: 'metadata.tidied', evicted, asked })
}

async function askForUnread(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ assetId: string; versionId: string }[]>`
    select a.id as "assetId", v.id as "versionId"
    from asset a
    join lateral (select id, object_id, scan from asset_version where asset_id = a.id order by number desc limit 1) v on true
    where a.life = 'active' and v.object_id is not null and (v.scan is null or v.scan = 'clean')
      and not exists (select from object_metadata m where m.object_id = v.object_id and m.recipe >= ${metadataRecipe})
      and not exists (select from graphile_worker.jobs j where j.key = 'metadata:' || v.id)
    order by a.created_at desc
    limit ${batch}`
  await transaction(db, async tx => {
    for (const ids of rows)
      await enqueue(tx, 'metadata.read', ids, { key: `metadata:${ids.versionId}`, priority: lastPriority })
  })
  return rows.length
}
