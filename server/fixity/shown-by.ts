import type { Tx } from '#server/platform/db'

export type ShownBy = { id: string; unitId: string; kind: string; file: string; versionId: string; scan: string | null }

/** Locks and lists the assets whose newest version holds the object, in the order of ids, so that two workers cannot deadlock. */
export function lockShownBy(tx: Tx, objectId: string): Promise<ShownBy[]> {
  return tx.$queryRaw<ShownBy[]>`
    select a.id, a.unit_id as "unitId", a.kind, a.file, v.id as "versionId", v.scan
    from asset a
    join asset_version v on v.asset_id = a.id and v.object_id = ${objectId}::uuid
    where not exists (select from asset_version n where n.asset_id = a.id and n.number > v.number)
    order by a.id
    for no key update of a`
}
