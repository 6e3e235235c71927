import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAbsent, onDisk } from './disk-error.ts'
import { isKey, ownSegment } from './keys.ts'
import type { ListedObject } from './object-store.ts'

/**
 * Every object under `root` whose key starts with `prefix`, in code-point order of whole keys: a folder sorts as its name with the
 * slash, for `a-b` comes before `a/b`. What is no key (lost+found, a temporary file) is passed over.
 */
export async function* listFolder(root: string, prefix: string, folder = ''): AsyncGenerator<ListedObject> {
  for (const entry of await entriesOf(join(root, folder))) {
    const path = `${folder}${entry.name}`
    if (entry.isDirectory()) {
      const below = `${path}/`
      const wanted = below.startsWith(prefix) || prefix.startsWith(below)
      if (wanted && path !== ownSegment) yield* listFolder(root, prefix, below)
    } else if (entry.isFile() && path.startsWith(prefix) && isKey(path)) {
      const found = await absentAs(null, stat(join(root, path)))
      // A file that was staged elsewhere and linked here keeps its old mtime; its ctime is when the link was made.
      if (found?.isFile())
        yield { key: path, size: found.size, changedAt: new Date(Math.max(found.mtimeMs, found.ctimeMs)) }
    }
  }
}

async function entriesOf(path: string): Promise<Dirent[]> {
  const entries = await absentAs([], readdir(path, { withFileTypes: true }))
  const order = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name)
  return entries.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** The size in bytes of a file, or null where none is. Throws StoreUnavailable. */
export async function sizeOf(path: string): Promise<number | null> {
  const found = await absentAs(null, stat(path))
  return found?.isFile() ? found.size : null
}

/** What `work` gives, or `fallback` where the file was deleted meanwhile. Throws StoreUnavailable. */
export async function absentAs<T, F>(fallback: F, work: Promise<T>): Promise<T | F> {
  return onDisk(
    work.catch((error: unknown) => {
      if (isAbsent(error)) return fallback
      throw error
    }),
  )
}
