import type { Db } from '#server/platform/db'

/**
 * Whether this asset, or another that the same person uploaded, was made ready with the same object before: then what was made may
 * serve at once. Nobody else's asset counts. Work that is done sooner than it could be would tell that somebody has these bytes.
 */
export async function knowsObject(db: Db, versionId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from asset_version mine
    join asset a on a.id = mine.asset_id
    join asset_version v on v.object_id = mine.object_id
    join asset other on other.id = v.asset_id
    where mine.id = ${versionId}::uuid
      and (other.id = a.id and (v.id <> mine.id or a.file = 'ready')
        or other.id <> a.id and other.uploaded_by = a.uploaded_by and other.file = 'ready')
    limit 1`
  return rows.length > 0
}
