import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { StoredRendition } from '#server/renditions/record-rendition'
import { renditionKey } from '#server/storage/keys'
import { ObjectExists, type ObjectStore } from '#server/storage/object-store'
import type { MadeRendition } from './made.ts'

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
  const { sha256, size } = await digest(made.file)
  const key = renditionKey(place.objectId, place.recipe, `${name}-${sha256.slice(0, 16)}`)
  try {
    await store.put(key, createReadStream(made.file), { contentType, expect: { sha256 }, mayUseReserve: true })
  } catch (error) {
    if (!(error instanceof ObjectExists)) throw error
  }
  return { name, key, contentType, sha256, size, width, height, durationMs }
}

async function digest(file: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  await pipeline(createReadStream(file), async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      size += chunk.length
      hash.update(chunk)
    }
    yield* []
  })
  return { sha256: hash.digest('hex'), size }
}
