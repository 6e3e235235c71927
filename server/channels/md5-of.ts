import { createHash } from 'node:crypto'
import type { MediaSource } from './channel.ts'

/** MD5 of a file's bytes, hex: WordPress compares Content-MD5 with it. Not for trust; SHA-256 is what the hub goes by. */
export async function md5Of(source: MediaSource): Promise<string> {
  const hash = createHash('md5')
  for await (const chunk of await source.open()) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
