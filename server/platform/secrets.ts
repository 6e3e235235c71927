import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDurably } from './write-durably.ts'

/**
 * A secret of this hub: 32 random bytes as base64url in `<dataDir>/secrets/<name>` (0600), made at the first start. Several
 * processes may ask at once only after the start script has asked once.
 */
export async function hubSecret(dataDir: string, name: string): Promise<string> {
  const directory = join(dataDir, 'secrets')
  const file = join(directory, name)
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (known) return known.trim()
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const secret = randomBytes(32).toString('base64url')
  await writeDurably(file, `${secret}\n`)
  return secret
}
