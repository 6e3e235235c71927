import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/** Asks for the marked pictures that a board's open links lack. Runs in the caller's transaction; asking twice makes one, and one
 * that failed for good waits in the jobs console. */
export async function wantMarks(tx: Tx, collectionId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ objectId: string }[]>`
    select distinct v.object_id as "objectId"
    from collection_item i
    join lateral (
      select object_id from asset_version where asset_id = i.asset_id order by number desc limit 1) v on true
    where i.collection_id = ${collectionId}::uuid
      and exists (select from share_link s where s.collection_id = i.collection_id and s.watermark
        and s.revoked_at is null and s.expires_at > now())
      and exists (select from rendition r where r.object_id = v.object_id and r.name = 'preview')
      and not exists (select from rendition r where r.object_id = v.object_id and r.name = 'marked')
      and not exists (select from graphile_worker.jobs j where j.key = 'marked:' || v.object_id)`
  for (const { objectId } of rows) await enqueue(tx, 'rendition.marked', { objectId }, { key: `marked:${objectId}` })
}
