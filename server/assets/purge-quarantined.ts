import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { deletePurged } from './delete-purged.ts'
import { PurgesHeld, purgeObject } from './purge-object.ts'

/**
 * Lets go of an infected file: every infected version that holds the same object, in whichever asset. The versions stay as numbers
 * without a file, the assets with their other versions. The bytes go after the commit, unless another version (one that was let pass)
 * holds them, or a backup is being made: then the next sweep takes them. Throws `not-found`.
 */
export async function purgeQuarantined(
  { db, store, log }: { db: Db; store: ObjectStore; log: Log },
  caller: Caller,
  versionId: string,
): Promise<void> {
  const keys = await transaction(db, async tx => {
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      select o.id from stored_object o
      join asset_version v on v.object_id = o.id
      where v.id = ${versionId}::uuid and v.scan = 'infected'
      for update of o`
    if (!found) throw new ProblemError('not-found')
    const rows = await tx.$queryRaw<{ id: string; assetId: string; unitId: string; number: number; found: string }[]>`
      select v.id, v.asset_id as "assetId", a.unit_id as "unitId", v.number, coalesce(v.scan_found, '') as found
      from asset_version v
      join asset a on a.id = v.asset_id
      where v.object_id = ${found.id}::uuid and v.scan = 'infected'
      order by a.id
      for no key update of a`
    await tx.assetVersion.updateMany({ where: { id: { in: rows.map(row => row.id) } }, data: { objectId: null } })
    for (const { assetId, unitId, number, found } of rows) {
      const after = { version: number, found }
      await record(tx, caller, { act: 'scan.purge', subjectKind: 'asset', subjectId: assetId, unitId, after })
    }
    return free(tx, found.id)
  })
  await deletePurged(store, log, keys)
}

/** While a backup holds purges the act stands all the same: no version names the bytes any more. */
function free(tx: Tx, objectId: string): Promise<readonly string[]> {
  return purgeObject(tx, objectId).catch((error: unknown) => {
    if (error instanceof PurgesHeld) return []
    throw error
  })
}
