import { createHash, randomBytes } from 'node:crypto'

const start = 'hub_'
const form = /^hub_[A-Za-z0-9_-]{43}$/
/** `hub_` and eight more: enough to tell one's keys apart, far too little (of 256 bits, 48) to help anybody guess. */
const shown = start.length + 8

/** A new secret: `hub_` and 32 random bytes in base64url. The fixed start lets secret scanners find keys that were leaked. */
export function newSecret(): { secret: string; prefix: string; hash: string } {
  const secret = start + randomBytes(32).toString('base64url')
  return { secret, prefix: secret.slice(0, shown), hash: hashSecret(secret) }
}

/** Whether this could be a secret at all. */
export const isSecret = (value: string): boolean => form.test(value)

/**
 * SHA-256 in hexadecimal. A slow hash (argon2id, as for passwords) makes guessing dear; 256 random bits cannot be guessed at any
 * price, and every request would pay. It needs no salt either: no two secrets are alike.
 */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
