import type { Tx } from '#server/platform/db'

/** Whoever copies the hub takes this advisory lock (not shared) before its snapshot: no purge commits while it is held. */
export const purgeLock = 'hub.purge'

/** A backup is being made: what it has listed must stay. Try again later. */
export class PurgesHeld extends Error {
  override name = 'PurgesHeld'
}

/**
 * Removes the rows of an object that no version refers to, with its renditions and its text, in the caller's transaction. Answers the
 * keys of the bytes, which the caller deletes after the commit (`deletePurged`): a rollback must find them there. Answers none where
 * a version refers to it, or where it is gone already. The row is locked before the references are looked at, and an ingest of the
 * same bytes locks the same row: either it finds the object whole, or it makes a new one. Throws PurgesHeld.
 */
export async function purgeObject(tx: Tx, objectId: string): Promise<readonly string[]> {
  const [free] = await tx.$queryRaw<{ free: boolean }[]>`
    select pg_try_advisory_xact_lock_shared(hashtext(${purgeLock})) as free`
  if (!free?.free) throw new PurgesHeld('a backup is being made')
  const [locked] = await tx.$queryRaw<{ key: string }[]>`
    select key from stored_object where id = ${objectId}::uuid for update`
  if (!locked) return []
  // A statement of its own: it sees what was committed while the lock was waited for.
  const [row] = await tx.$queryRaw<{ used: boolean }[]>`
    select exists (select from asset_version where object_id = ${objectId}::uuid) as used`
  if (row?.used) return []
  await tx.$executeRaw`delete from object_text where object_id = ${objectId}::uuid`
  const derived = await tx.$queryRaw<{ key: string }[]>`
    delete from rendition where object_id = ${objectId}::uuid returning key`
  const written = await tx.$queryRaw<{ key: string }[]>`
    delete from written_copy where object_id = ${objectId}::uuid returning key`
  await tx.$executeRaw`delete from stored_object where id = ${objectId}::uuid`
  return [locked.key, ...[...derived, ...written].map(({ key }) => key)]
}
