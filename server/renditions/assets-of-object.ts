import { Prisma, type Tx } from '#server/platform/db'

/** An object as one asset shows it. What is made of it is told to this asset only: others that hold the same bytes do their own work. */
export type ShownObject = { assetId: string; objectId: string }
export type AssetOfObject = { id: string; unitId: string; uploadedBy: string; file: string; failure: string | null }

/** True for the asset `a` if its newest version holds the object: an older version's file says nothing about the asset of today. */
export function showsObject({ assetId, objectId }: ShownObject): Prisma.Sql {
  return Prisma.sql`a.id = ${assetId}::uuid and exists (
    select from asset_version v
    where v.asset_id = a.id and v.object_id = ${objectId}::uuid
      and not exists (select from asset_version n where n.asset_id = a.id and n.number > v.number))`
}

/** Locks the asset if its newest version holds the object; empty where it shows another by now. */
export function lockShowing(tx: Tx, shown: ShownObject): Promise<AssetOfObject[]> {
  return tx.$queryRaw<AssetOfObject[]>`
    select a.id, a.unit_id as "unitId", a.uploaded_by as "uploadedBy", a.file, a.failure from asset a where ${showsObject(shown)} for no key update of a`
}
