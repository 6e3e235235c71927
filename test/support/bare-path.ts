import { accessSync, constants } from 'node:fs'
import { mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

// What confine.sh and every hub need; of these, too, some are not on every system.
const common = ['sh', 'env', 'id', 'true', 'setpriv', 'unshare', 'setsid', 'pdfinfo', 'pdftoppm', 'pdftotext']

/** A folder to be the whole PATH of a machine that has neither LibreOffice nor Tesseract. The caller removes it. */
export async function makeBarePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bare-path-'))
  for (const tool of common) {
    const file = (process.env.PATH ?? '')
      .split(delimiter)
      .map(place => join(place, tool))
      .find(isExecutable)
    if (file) await symlink(file, join(folder, tool))
  }
  return folder
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
