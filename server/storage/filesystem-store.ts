import { link, mkdir, open, rm, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '#server/platform/new-id'
import { errnoOf, isAbsent, onDisk } from './disk-error.ts'
import { noFloor, roomKeeper, spaceOf } from './free-space.ts'
import { assertKey, assertPrefix, ownSegment } from './keys.ts'
import { listFolder, sizeOf } from './list-folder.ts'
import { measureStream } from './measure-stream.ts'
import {
  assertRange,
  type ByteRange,
  ObjectExists,
  ObjectNotFound,
  type ObjectStore,
  type PutResult,
} from './object-store.ts'
import { putLocalFile } from './put-local-file.ts'
import { sweepFolder } from './sweep-folder.ts'

// The group may read: a decoder that runs as another user is put in it.
const fileMode = 0o640
const folderMode = 0o750

/**
 * The store in a directory: `<directory>/<key>`, half-written files in `<directory>/tmp`. An object appears at its key whole, by
 * link(2), after its bytes are on the disk, and is acknowledged after its directory entry is too. A process that dies in between
 * leaves a file in `tmp` and nothing else. A put that would leave fewer than `floor` bytes free is refused as full, before and while it
 * is written. Throws StoreUnavailable where the directory cannot be made.
 */
export async function openFilesystemStore(directory: string, floor = 0): Promise<ObjectStore> {
  const root = resolve(directory)
  const pathOf = (key: string) => {
    assertKey(key)
    return join(root, key)
  }
  await onDisk(mkdir(join(root, ownSegment), { recursive: true, mode: folderMode }))
  return {
    async put(key, body, options = {}) {
      try {
        const room = options.mayUseReserve ? noFloor : roomKeeper(root, floor)
        return await putFile(root, pathOf(key), body, { expected: options.expect?.sha256, room })
      } catch (error) {
        body.destroy()
        throw error
      }
    },
    putLocal: (key, path, options = {}) =>
      putLocalFile(path, options, {
        link: () => onDisk(linkDurably(root, path, pathOf(key))),
        // The file was let in against the floor when its upload began.
        copy: body => {
          const expected = options.expect?.sha256 ?? options.measured?.sha256
          return putFile(root, pathOf(key), body, { expected, room: roomKeeper(root, floor) })
        },
      }),
    get: async (key, range) => readFile(pathOf(key), range),
    async head(key) {
      const size = await sizeOf(pathOf(key))
      return size === null ? null : { size }
    },
    delete: async key => onDisk(deleteFile(pathOf(key))),
    async *list(prefix) {
      assertPrefix(prefix)
      yield* listFolder(root, prefix)
    },
    sweepUnfinished: before => onDisk(sweepFolder(join(root, ownSegment), before)),
    space: () => onDisk(spaceOf(root, floor)),
    check: () => onDisk(probe(root)),
    localPath: pathOf,
  }
}

type PutWish = { expected: string | undefined; room: (bytes: number) => Promise<void> }
async function putFile(root: string, target: string, body: Readable, wish: PutWish): Promise<PutResult> {
  // Spares the transfer; link() decides.
  if ((await sizeOf(target)) !== null) throw new ObjectExists('the key is taken')
  const temp = join(root, ownSegment, newId())
  try {
    await wish.room(0)
    const put = await writeFile(temp, body, wish)
    await onDisk(linkDurably(root, temp, target))
    return put
  } finally {
    // A temp that cannot be removed costs space, not truth: it must not hide the outcome. A sweep of old temps takes it.
    await rm(temp, { force: true }).catch(() => {})
  }
}

async function writeFile(path: string, body: Readable, { expected, room }: PutWish): Promise<PutResult> {
  const measured = measureStream(body, expected)
  const handle = await onDisk(openNew(path))
  try {
    for await (const chunk of measured.chunks) {
      await room(chunk.byteLength)
      await onDisk(writeAll(handle, chunk))
    }
    await onDisk(handle.sync())
  } finally {
    await onDisk(handle.close())
  }
  return measured.result()
}

type Handle = Awaited<ReturnType<typeof open>>
async function writeAll(handle: Handle, chunk: Uint8Array): Promise<void> {
  // write(2) may take less than it was given, on a disk that is nearly full for one.
  for (let done = 0; done < chunk.byteLength; ) done += (await handle.write(chunk, done)).bytesWritten
}

async function openNew(path: string): Promise<Handle> {
  // Made anew where somebody cleaned up, but never the store's own directory: below a volume that is not mounted nothing is written.
  await mkdir(dirname(path), { mode: folderMode }).catch((error: unknown) => {
    if (errnoOf(error) !== 'EEXIST') throw error
  })
  return open(path, 'wx', fileMode)
}

async function linkDurably(root: string, temp: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: folderMode })
  try {
    await link(temp, target)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw new ObjectExists('the key is taken')
    throw error
  }
  try {
    // Parents too: another process may have made one a moment ago and not yet synced it. A clean folder costs next to nothing.
    for (let folder = dirname(target); ; folder = dirname(folder)) {
      await syncFolder(folder)
      if (folder === root) break
    }
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readFile(path: string, range: ByteRange | undefined): Promise<Readable> {
  if (range) assertRange(range)
  const handle = await onDisk(
    open(path, 'r').catch((error: unknown) => {
      throw isAbsent(error) ? new ObjectNotFound('nothing at the key') : error
    }),
  )
  try {
    const found = await onDisk(handle.stat())
    if (!found.isFile()) throw new ObjectNotFound('nothing at the key')
    if (range && range.start >= found.size) throw new RangeError('the range starts past the last byte')
    return handle.createReadStream({ ...range, highWaterMark: 256 * 1024 })
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function deleteFile(path: string): Promise<void> {
  try {
    await unlink(path)
    await syncFolder(dirname(path))
  } catch (error) {
    if (!isAbsent(error) && errnoOf(error) !== 'EISDIR') throw error
  }
}

async function probe(root: string): Promise<void> {
  const path = join(root, ownSegment, newId())
  const handle = await openNew(path)
  try {
    await writeAll(handle, Buffer.from('probe'))
    await handle.sync()
  } finally {
    await handle.close()
    await rm(path, { force: true })
  }
}
