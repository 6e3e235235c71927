import { rmSync } from 'node:fs'
import { chmod, cp, mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { decoderAccount } from '#server/platform/work-folder'

let readable: Promise<string> | null = null

/**
 * exiftool's path. Under root the confined child is another user, who may not enter the folder the hub lies in: then it gets a copy
 * of the program in a temporary folder, once a process.
 */
export function exiftoolPath(): Promise<string> {
  // exiftool-vendored brings the program as a package of its own.
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('exiftool-vendored'))
  const bin = dirname(resolve('exiftool-vendored.pl/bin/exiftool'))
  if (!decoderAccount()) return Promise.resolve(join(bin, 'exiftool'))
  readable ??= copyProgram(bin).catch((error: unknown) => {
    readable = null
    throw error
  })
  return readable
}

async function copyProgram(bin: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-exiftool-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await cp(bin, folder, { recursive: true })
  await chmod(folder, 0o755)
  return join(folder, 'exiftool')
}
