import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new link's token, 256 bits as 64 hexadecimal digits (an address of the API has no capitals), and the hash it is kept under. */
export function newShareToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('hex')
  return { token, hash: hashShareToken(token) }
}

/** SHA-256 as hexadecimal: a token of 256 random bits needs no slow hash. */
export function hashShareToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** How long a password that was given holds, in seconds. */
export const passSeconds = 7200

type Passed = { shareId: string; passwordHash: string; secret: string }

/** What the cookie says: until when (Unix seconds), signed for this link and this password. */
export function writePass({ until, ...passed }: Passed & { until: number }): string {
  return `${until}.${sign(passed, until)}`
}

/** Whether a cookie was written here, for this link and its password as it is now, and holds at `now` (Unix seconds). */
export function readPass(pass: string, { now, ...passed }: Passed & { now: number }): boolean {
  const [, until = '', given = ''] = /^(\d{1,12})\.([\w-]{43})$/.exec(pass) ?? []
  if (until === '' || Number(until) <= now) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(sign(passed, Number(until))))
}

function sign({ shareId, passwordHash, secret }: Passed, until: number): string {
  return createHmac('sha256', secret).update(`share ${shareId} ${passwordHash} ${until}`).digest('base64url')
}
