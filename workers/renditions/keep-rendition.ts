import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { StoredRendition } from '#server/renditions/record-rendition'
import { renditionKey } from '#server/storage/keys'
import { ObjectExists, type ObjectStore } from '#server/storage/object-store'
import { digestOf } from './digest-of.ts'
import type { MadeRendition } from './made.ts'

// What is so small goes in one piece: each piece is a round through read, digest and write.
const onePiece = 2_097_152

/**
 * Puts a made file into the store. Its key ends in its digest, so what a killed try, or a worker at the same object, left at that key
 * is these very bytes: nothing is ever replaced under a row. Throws StoreUnavailable, ChecksumMismatch.
 */
export async function keepRendition(
  store: ObjectStore,
  place: { objectId: string; recipe: number },
  made: MadeRendition,
): Promise<StoredRendition> {
  const { name, contentType, width, height, durationMs } = made
  const sha256 = made.sha256 ?? (await digestOf(made.file))
  const key = renditionKey(place.objectId, place.recipe, `${name}-${sha256.slice(0, 16)}`)
  const { size } = await stat(made.file)
  const body = size <= onePiece ? Readable.from([await readFile(made.file)]) : createReadStream(made.file)
  try {
    await store.put(key, body, {
      contentType,
      expect: { sha256 },
      mayUseReserve: true,
    })
  } catch (error) {
    if (!(error instanceof ObjectExists)) throw error
  }
  return { name, key, contentType, sha256, size, width, height, durationMs }
}
