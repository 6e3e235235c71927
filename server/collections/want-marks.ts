import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

type Lacking = { objectId: string; assetId: string | null; key: string }

/**
 * Asks for the marked pictures that a board's open links lack: of each object, and of each film whose people chose its moment. Runs in
 * the caller's transaction; asking twice makes one, and one that failed for good waits in the jobs console.
 */
export async function wantMarks(tx: Tx, collectionId: string): Promise<void> {
  const rows = await tx.$queryRaw<Lacking[]>`
    select distinct v.object_id as "objectId", p.asset_id as "assetId", 'marked:' || v.object_id || p.own as key
    from collection_item i
    join lateral (
      select object_id from asset_version where asset_id = i.asset_id order by number desc limit 1) v on true
    cross join lateral (values (null::uuid, ''), (i.asset_id, '.' || i.asset_id)) p (asset_id, own)
    where i.collection_id = ${collectionId}::uuid
      and exists (select from share_link s where s.collection_id = i.collection_id and s.watermark
        and s.revoked_at is null and s.expires_at > now())
      and exists (select from rendition r where r.object_id = v.object_id and r.name = 'preview' || p.own)
      and not exists (select from rendition r where r.object_id = v.object_id and r.name = 'marked' || p.own)
      and not exists (select from graphile_worker.jobs j where j.key = 'marked:' || v.object_id || p.own)`
  for (const { objectId, assetId, key } of rows)
    await enqueue(tx, 'rendition.marked', { objectId, ...(assetId ? { assetId } : {}) }, { key })
}
