import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAbsent, onDisk } from '#server/storage/disk-error'
import { roomKeeper, spaceOf } from '#server/storage/free-space'

// As the store's own files: a link makes this very file the object.
const fileMode = 0o640

/** The folder in which resumable uploads wait: one file each, named by the upload's id. Throws StoreUnavailable. */
export type Staging = ReturnType<typeof stagingAt>

/** Asks nothing of the disk: the folder is made when the first upload begins. `floor` bytes stay free on its volume. */
export function stagingAt(folder: string, floor = 0) {
  const pathOf = (id: string) => join(folder, id)
  return {
    folder,
    pathOf,
    /** An empty file for an upload that begins. */
    async create(id: string): Promise<void> {
      await onDisk(mkdir(folder, { recursive: true, mode: 0o750 }))
      await onDisk(open(pathOf(id), 'wx', fileMode).then(handle => handle.close()))
    },
    /** Bytes that stand there, or null where there is no such file. */
    async sizeOf(id: string): Promise<number | null> {
      return onDisk(
        stat(pathOf(id)).then(
          found => found.size,
          error => {
            if (isAbsent(error)) return null
            throw error
          },
        ),
      )
    },
    /** Returns when the file's bytes and its name are on the disk. */
    async sync(id: string): Promise<void> {
      await onDisk(syncPath(pathOf(id)))
      await onDisk(syncPath(folder))
    },
    /** Idempotent. */
    remove: (id: string) => onDisk(rm(pathOf(id), { force: true })),
    /** Bytes that the volume can still take without going below the floor. */
    async free(): Promise<number> {
      await onDisk(mkdir(folder, { recursive: true, mode: 0o750 }))
      return Math.max(0, (await onDisk(spaceOf(folder, floor))).free - floor)
    },
    /** Is told of each chunk before it is written; see `roomKeeper`. What fitted when an upload began may be another's by now. */
    room: () => roomKeeper(folder, floor),
    /** Every upload's file with the time of its last write; what has another name is not ours. */
    async *list(): AsyncGenerator<{ id: string; modified: Date }> {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isAbsent(error)) return []
        throw error
      })
      for (const id of names.filter(name => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name))) {
        const found = await stat(pathOf(id)).catch((error: unknown) => {
          if (isAbsent(error)) return null
          throw error
        })
        if (found) yield { id, modified: found.mtime }
      }
    },
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
