import { createReadStream } from 'node:fs'
import type { ObjectStore, PutResult } from '#server/storage/object-store'

/**
 * Puts a file of this machine that can be made again at any time: it never takes the space that uploads must leave free. Throws
 * StoreUnavailable (`full`) instead.
 */
export function putFile(store: ObjectStore, key: string, path: string, contentType: string): Promise<PutResult> {
  return store.put(key, createReadStream(path), { contentType })
}
