import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'

export type NonceBook = { take(nonce: string, expires: number): Promise<boolean> }

/** Remembers nonces until their signature has expired, in a file, so that a restart does not open the door to a replay. */
export async function openNonceBook(file: string): Promise<NonceBook> {
  const seen = new Map<string, number>()
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  for (const line of lines) {
    const [expires, nonce] = line.split(' ')
    if (nonce && Number(expires) > Date.now() / 1000) seen.set(nonce, Number(expires))
  }
  await writeFile(`${file}.tmp`, [...seen].map(([nonce, expires]) => `${expires} ${nonce}\n`).join(''))
  await rename(`${file}.tmp`, file)
  return {
    async take(nonce, expires) {
      if (seen.has(nonce) || !/^[\w.~-]{8,200}$/.test(nonce)) return false
      seen.set(nonce, expires)
      for (const [old, until] of seen) {
        // Insertion order is nearly the order of expiry: stop at the first that still counts.
        if (until > Date.now() / 1000) break
        seen.delete(old)
      }
      await appendFile(file, `${expires} ${nonce}\n`)
      return true
    },
  }
}
