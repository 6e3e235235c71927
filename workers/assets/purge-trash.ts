import type { JobPayload } from '#contracts/job'
import { dueForPurge, purgeAsset } from '#server/assets/purge-asset'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'

/** What deletes an object's row and bytes where nothing refers to it any more; it looks itself, under the row's lock. */
export type PurgeObject = (objectId: string) => Promise<void>

const batch = 200

/**
 * Purges what has lain in the trash for 30 days, one asset a transaction; what a stop leaves comes with the next hour. Without
 * `purgeObject` the objects stay, referred to by nothing, for the sweeper of the store.
 */
export async function purgeTrash(
  _payload: JobPayload<'trash.purge'>,
  { db, log, purgeObject }: { db: Db; log: Log; purgeObject?: PurgeObject },
): Promise<void> {
  for (let due = await dueForPurge(db, batch); due.length > 0; due = await dueForPurge(db, batch)) {
    for (const assetId of due) {
      const objects = await purgeAsset(db, assetId)
      log.info({ event: 'asset.purged', assetId, objects: objects.length })
      for (const objectId of objects) await purgeObject?.(objectId)
    }
  }
}
