import { opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { absentAs } from './list-folder.ts'

/**
 * Removes the files of a folder (not of folders in it) that nobody wrote to since `before`; answers how many. A folder that is not
 * there has none. Throws what the system says.
 */
export async function sweepFolder(folder: string, before: Date): Promise<number> {
  let removed = 0
  const entries = await absentAs(null, opendir(folder))
  for await (const entry of entries ?? []) {
    if (!entry.isFile()) continue
    const path = join(folder, entry.name)
    const found = await absentAs(null, stat(path))
    if (!found || Math.max(found.mtimeMs, found.ctimeMs) >= before.getTime()) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}
