import { deletePurged } from '#server/assets/delete-purged'
import { PurgesHeld, purgeObject } from '#server/assets/purge-object'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { ObjectStore } from '#server/storage/object-store'

/**
 * Deletes an object that no version refers to any more: its rows, and after the commit its bytes. While a backup holds purges it
 * stays, for the sweeper of the store.
 */
export async function purgeStoredObject(
  deps: { db: Db; store: ObjectStore; log: Log },
  objectId: string,
): Promise<void> {
  const { db, store, log } = deps
  try {
    await deletePurged(store, log, await transaction(db, tx => purgeObject(tx, objectId)))
  } catch (error) {
    if (!(error instanceof PurgesHeld)) throw error
    log.info({ event: 'purge.held', objectId })
  }
}
