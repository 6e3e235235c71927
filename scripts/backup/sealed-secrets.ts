import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'

// 128 MiB and about half a second a try: a stolen backup's passphrase is dear to guess (RFC 7914 §2; OWASP's figures for scrypt).
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 }
const cipher = 'aes-256-gcm'
const sealedShape = z.object({
  kdf: z.literal('scrypt'),
  cipher: z.literal(cipher),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  data: z.base64(),
})

/** The passphrase is another one, or the sealed text was changed: nothing can be said about which. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

/** Seals files (name -> bytes) with a passphrase: JSON text with AES-256-GCM under a key of scrypt (RFC 7914). */
export async function sealSecrets(files: ReadonlyMap<string, Buffer>, passphrase: string): Promise<string> {
  const salt = randomBytes(32)
  const nonce = randomBytes(12)
  const seal = createCipheriv(cipher, await keyOf(passphrase, salt), nonce)
  const plain = JSON.stringify(Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString('base64')])))
  const data = Buffer.concat([seal.update(plain, 'utf8'), seal.final()])
  const text = { kdf: 'scrypt', cipher, salt, nonce, tag: seal.getAuthTag(), data }
  return `${JSON.stringify(text, (_, value) => (isBytes(value) ? Buffer.from(value.data).toString('base64') : value), 2)}\n`
}

/** The files again. Throws SealBroken for a wrong passphrase or changed bytes. */
export async function openSecrets(text: string, passphrase: string): Promise<Map<string, Buffer>> {
  const sealed = sealedShape.parse(JSON.parse(text))
  const bytes = (part: 'salt' | 'nonce' | 'tag' | 'data') => Buffer.from(sealed[part], 'base64')
  const open = createDecipheriv(cipher, await keyOf(passphrase, bytes('salt')), bytes('nonce'), { authTagLength: 16 })
  open.setAuthTag(bytes('tag'))
  try {
    const plain = Buffer.concat([open.update(bytes('data')), open.final()]).toString('utf8')
    const files = z.record(z.string().regex(/^[a-z0-9][a-z0-9.-]*$/), z.base64()).parse(JSON.parse(plain))
    return new Map(Object.entries(files).map(([name, value]) => [name, Buffer.from(value, 'base64')]))
  } catch (error) {
    throw new SealBroken('the passphrase is not the one that sealed the secrets, or they were changed', {
      cause: error,
    })
  }
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

function isBytes(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer'
}
