import { can } from '#server/access/can'
import { type AssetRow, factsOf } from '#server/assets/find-readable-asset'
import { visibleSql } from '#server/assets/visible-sql'
import type { Db } from '#server/platform/db'
import type { OpenShare } from './open-share.ts'
import { unknownRightsSql } from './unknown-rights.ts'

/** Which of these assets were taken back from the portals; a later slice knows, the composition root hands it in. */
export type Recalled = (db: Db, assetIds: readonly string[]) => Promise<ReadonlySet<string>>
export type SharedAsset = AssetRow & { note: string; relay: string | null }

/**
 * What a link shows now, in the board's order: what its maker may read and may still show to people outside (no trash, no embargo, a
 * right that runs, no relayed work whose rights nobody knows), and nobody has taken back. `only` asks for one.
 */
export async function sharedAssets(
  db: Db,
  share: OpenShare,
  recalled: Recalled,
  only?: string,
): Promise<SharedAsset[]> {
  const { maker, collection, now } = share
  const rows = await db.$queryRaw<{ id: string; note: string; relay: string | null }[]>`
    select a.id, i.note, m.source as relay from collection_item i join asset a on a.id = i.asset_id
    left join asset_relay m on m.asset_id = a.id
    where i.collection_id = ${collection.id}::uuid and (${only ?? null}::uuid is null or a.id = ${only ?? null}::uuid)
      and ${visibleSql(maker, 'a')} and not ${unknownRightsSql()}
    order by i.position, i.asset_id`
  const ids = rows.map(row => row.id)
  const [assets, back] = await Promise.all([
    db.asset.findMany({
      where: { id: { in: ids } },
      include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
    }),
    recalled(db, ids),
  ])
  const byId = new Map(assets.map(asset => [asset.id, asset]))
  return rows.flatMap(({ id, note, relay }) => {
    const { versions: [version] = [], ...asset } = byId.get(id) ?? {}
    if (!('id' in asset) || !version || back.has(id)) return []
    const row = { ...asset, version, now, note, relay }
    return can(maker, { act: 'asset.share', asset: factsOf(row) }) ? [row] : []
  })
}
