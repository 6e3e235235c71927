import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile } from 'node:fs/promises'

export type BreachedPasswords = { has(password: string): Promise<boolean>; close(): Promise<void> }

const hashLine = /^[0-9a-f]{10,40}(:\d+)?$/i

/**
 * A file of breached passwords. Its first line tells its form: SHA-1 in hexadecimal, whole or cut to 10 digits and more, in the order of
 * the hashes and with or without `:count` (as the public lists are published; searched on disk, for they have tens of gigabytes), or
 * one password a line (read into memory). Throws where the file cannot be read.
 */
export async function openBreachedPasswords(path: string): Promise<BreachedPasswords> {
  const handle = await open(path, 'r')
  const head = (await lineAt(handle, 0)).text
  if (hashLine.test(head)) return { has: password => hasHash(handle, password), close: () => handle.close() }
  await handle.close()
  const lines = new Set((await readFile(path, 'utf8')).split(/\r?\n/).map(line => line.normalize('NFC').toLowerCase()))
  lines.delete('')
  return { has: async password => lines.has(password.toLowerCase()), close: async () => {} }
}

/** Bisects the file by bytes: a probe in the middle of a line moves on to the next one. */
async function hasHash(handle: FileHandle, password: string): Promise<boolean> {
  const hash = createHash('sha1').update(password).digest('hex')
  let [low, high] = [0, (await handle.stat()).size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const start = middle === 0 ? 0 : (await lineAt(handle, middle - 1)).next
    if (start >= high) {
      high = middle
      continue
    }
    const { text, next } = await lineAt(handle, start)
    const known = text.split(':')[0]!.toLowerCase()
    const cut = hash.slice(0, known.length)
    if (known === cut) return true
    if (known < cut) low = next
    else high = middle
  }
  return false
}

/** The rest of the line at a byte, and where the next line begins. No line is longer than 512 bytes. */
async function lineAt(handle: FileHandle, at: number): Promise<{ text: string; next: number }> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, at)
  const end = buffer.subarray(0, bytesRead).indexOf(10)
  const length = end < 0 ? bytesRead : end
  return { text: buffer.toString('utf8', 0, length).trim(), next: at + (end < 0 ? bytesRead : end + 1) }
}
