import { constants, createWriteStream } from 'node:fs'
import { chmod, copyFile, truncate } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ObjectNotFound, type ObjectStore } from '#server/storage/object-store'

const end = 32 * 1_048_576

/**
 * A file of the store for a reader of metadata, readable and not writable: whole where it is small; of a large one the first and the
 * last 32 MiB with a hole between, since what a file says of itself stands at its ends (an MP4's `moov` first or last).
 */
export async function fetchEnds(
  store: ObjectStore,
  { key, size }: { key: string; size: number },
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  if (size <= 2 * end) await fetchWhole(store, key, path, signal)
  else {
    await pipeline(await store.get(key, { start: 0, end: end - 1 }), createWriteStream(path, { flags: 'wx' }), {
      signal,
    })
    await truncate(path, size)
    const tail = createWriteStream(path, { flags: 'r+', start: size - end })
    await pipeline(await store.get(key, { start: size - end, end: size - 1 }), tail, { signal })
  }
  await chmod(path, 0o444)
}

/** The whole of it; where the store is on this machine the kernel copies, and shares the bytes where the filesystem can. */
export async function fetchWhole(store: ObjectStore, key: string, path: string, signal?: AbortSignal): Promise<void> {
  const local = store.localPath?.(key)
  if (local) await copyFile(local, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL).catch(asNotFound)
  else await pipeline(await store.get(key), createWriteStream(path, { flags: 'wx' }), { signal })
  await chmod(path, 0o444)
}

function asNotFound(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? new ObjectNotFound('the bytes are gone', { cause: error }) : error
}
