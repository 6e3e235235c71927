import { ChecksumMismatch, ObjectExists, ObjectNotFound, type ObjectStore } from '#server/storage/object-store'
import type { ListedObject } from './object-list.ts'

/** What happened: how many were copied, how many stood there already, which could not be had as the rows say. */
export type CopyResult = { copied: number; kept: number; bytes: number; missing: string[] }

/**
 * Copies objects from one store to another, each under its key, checked against its SHA-256 on the way. What stands there with the
 * right size is kept: objects never change. An object that is absent or damaged at the source is named, the rest goes on.
 * Throws StoreUnavailable of either store.
 */
export async function copyObjects(
  source: ObjectStore,
  target: ObjectStore,
  objects: readonly ListedObject[],
  tell: (done: number) => void = () => {},
): Promise<CopyResult> {
  const result: CopyResult = { copied: 0, kept: 0, bytes: 0, missing: [] }
  for (const [index, object] of objects.entries()) {
    const there = await target.head(object.key)
    if (there?.size === object.size) result.kept++
    else if (await copyObject(source, target, object, there !== null)) {
      result.copied++
      result.bytes += object.size
    } else result.missing.push(object.key)
    tell(index + 1)
  }
  return result
}

async function copyObject(
  source: ObjectStore,
  target: ObjectStore,
  object: ListedObject,
  stale: boolean,
): Promise<boolean> {
  // Another size under an immutable key: what stands there is damaged.
  if (stale) await target.delete(object.key)
  try {
    await target.put(object.key, await source.get(object.key), { expect: { sha256: object.sha256 } })
    return true
  } catch (error) {
    if (error instanceof ObjectExists) return true
    if (error instanceof ObjectNotFound || error instanceof ChecksumMismatch) return false
    throw error
  }
}
