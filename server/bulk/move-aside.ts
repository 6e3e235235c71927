import { lstat, mkdir, open, rename } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { isAbsent } from '#server/storage/disk-error'

/**
 * Moves a file of the watched folder, with what belongs to it, to a folder within; no other file is written over. `reason` is written
 * to `<name>.txt` first: a file that lies in `refused/` is never without one, however the process ends.
 */
export async function moveAside(
  root: string,
  where: string,
  [path, ...beside]: string[],
  reason?: string,
): Promise<void> {
  const folder = join(root, where, dirname(path!))
  await mkdir(folder, { recursive: true, mode: 0o750 })
  const name = await freeName(folder, basename(path!))
  if (reason !== undefined) await writeText(join(folder, `${name}.txt`), `${basename(path!)}\r\n${reason}\r\n`)
  for (const other of beside) {
    await rename(join(root, other), join(folder, await freeName(folder, basename(other)))).catch(ignoreAbsent)
  }
  await rename(join(root, path!), join(folder, name)).catch(ignoreAbsent)
}

function ignoreAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error
}

/** `a.jpg`, or the first of `a-2.jpg`, `a-3.jpg` … that is not there. */
async function freeName(folder: string, name: string): Promise<string> {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? name : `${stem}-${number}${ending}`
    const taken = await lstat(join(folder, wanted)).then(
      () => true,
      error => {
        ignoreAbsent(error)
        return false
      },
    )
    if (!taken) return wanted
  }
}

async function writeText(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o640)
  try {
    // With a BOM: Notepad shows Vietnamese as it is.
    await handle.writeFile(`\ufeff${text}`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
