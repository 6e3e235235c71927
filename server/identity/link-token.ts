import { createHash, randomBytes } from 'node:crypto'

/** A new token for a link, 256 bits as base64url, and the hash under which it is kept. */
export function newLinkToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashLinkToken(token) }
}

/** SHA-256 as hexadecimal: a token of 256 random bits needs no slow hash. */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The address of a page with a token in its fragment, which browsers send to no server: it stands in no log and no Referer. It is built
 * from the configured public address, never from a Host header.
 */
export function linkTo(publicUrl: string, page: '/loi-moi' | '/dat-lai-mat-khau', token: string): string {
  return `${publicUrl}${page}#${token}`
}
