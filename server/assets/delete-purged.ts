import type { Log } from '#server/platform/log'
import type { ObjectStore } from '#server/storage/object-store'

/**
 * Deletes the bytes of purged rows, after their commit. A store that is away is no reason to fail: no row names these bytes any more,
 * and the sweeper finds them.
 */
export async function deletePurged(store: ObjectStore, log: Log, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await store.delete(key).catch(error => log.warn({ event: 'purge.left-for-sweeper', key, error }))
  }
}
