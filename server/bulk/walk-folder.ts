import type { Dirent } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAbsent } from '#server/storage/disk-error'

/** `plain` can be taken in; `odd` is a link, a pipe, a device, or has a name that is not UTF-8. */
export type Found = { path: string; kind: 'plain' | 'odd' }

// What systems leave in folders; nobody means to hand it in.
const litter = /^(\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$)/i

/** Every file below `root`, with its path in it; links are told, never followed. Hidden files and what systems leave are passed over. */
export async function* walkFolder(root: string, skip: (path: string) => boolean = () => false): AsyncGenerator<Found> {
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (litter.test(entry.name) || skip(path)) continue
      if (entry.isDirectory()) folders.push(path)
      // Node puts U+FFFD where a name is not UTF-8: such a path leads nowhere.
      else yield { path, kind: entry.isFile() && !path.includes('\ufffd') ? 'plain' : 'odd' }
    }
  }
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder)
  } catch (error) {
    // Moved away while we walked.
    if (!isAbsent(error)) throw error
  }
}
