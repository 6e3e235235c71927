import { Prisma, type Tx } from '#server/platform/db'

export type AssetOfObject = { id: string; unitId: string; uploadedBy: string; file: string }

/** True for an asset `a` whose newest version holds the object: an older version's file says nothing about the asset of today. */
export function newestIs(objectId: string): Prisma.Sql {
  return Prisma.sql`exists (
    select from asset_version v
    where v.asset_id = a.id and v.object_id = ${objectId}::uuid
      and not exists (select from asset_version n where n.asset_id = a.id and n.number > v.number))`
}

/** Locks and lists every asset whose newest version holds the object; in the order of ids, so that two workers cannot deadlock. */
export function lockAssetsOf(tx: Tx, objectId: string): Promise<AssetOfObject[]> {
  return tx.$queryRaw<AssetOfObject[]>`
    select a.id, a.unit_id as "unitId", a.uploaded_by as "uploadedBy", a.file
    from asset a
    where ${newestIs(objectId)}
    order by a.id
    for no key update of a`
}
