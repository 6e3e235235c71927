import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { hubSecret } from './secrets.ts'

/** Seals short texts (credentials) that the hub must be able to read again. */
export type Sealer = {
  /** AES-256-GCM under the hub's credential key: `v1.<nonce>.<tag>.<data>`, base64url. */
  seal(text: string): string
  /** The text again. Throws where it was changed or sealed by another hub: a restore without its secrets, a defect. */
  open(sealed: string): string
}

/** Opens the sealer of this hub; its key is made of `secrets/credential-key` (RFC 5869), which the first start writes. */
export async function openSealer(dataDir: string): Promise<Sealer> {
  const secret = await hubSecret(dataDir, 'credential-key')
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'hub credentials', 32))
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['v1', ...[nonce, cipher.getAuthTag(), data].map(part => part.toString('base64url'))].join('.')
    },
    open(sealed) {
      const [version, nonce = '', tag = '', data = ''] = sealed.split('.')
      if (version !== 'v1') throw new Error('not a sealed text of this hub')
      const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      cipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([cipher.update(Buffer.from(data, 'base64url')), cipher.final()]).toString('utf8')
    },
  }
}
