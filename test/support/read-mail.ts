import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestHub } from './test-hub.ts'

/** The text of the letters to an address that the hub has written so far, the oldest first. */
export async function lettersTo(hub: TestHub, email: string): Promise<string[]> {
  const { directory } = hub.deps.config.mail
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found: string[] = []
  for (const name of names.filter(each => each.endsWith('.eml')).sort()) {
    const [head = '', body = ''] = (await readFile(join(directory, name), 'utf8')).split('\r\n\r\n')
    if (head.includes(`To: ${email}`)) found.push(Buffer.from(body, 'base64').toString('utf8'))
  }
  return found
}

/** Waits for the letter number `count` to an address; the link in it. */
export async function linkTo(hub: TestHub, email: string, count = 1): Promise<string> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const letter = (await lettersTo(hub, email))[count - 1]
    if (letter) return /https?:\S+/.exec(letter)?.[0] ?? ''
    if (Date.now() > deadline) throw new Error(`no letter ${count} to ${email}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
