import { createReadStream } from 'node:fs'
import type { ObjectStore, PutResult } from '#server/storage/object-store'

/** Puts a file of this machine that the hub made itself; it may use the space that uploads must leave free. */
export function putFile(store: ObjectStore, key: string, path: string, contentType: string): Promise<PutResult> {
  return store.put(key, createReadStream(path), { contentType, mayUseReserve: true })
}
