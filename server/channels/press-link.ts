import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What a link of a letter names: the delivery, whose letter it is (`tag`), until when it holds (Unix seconds). */
export type PressGrant = { deliveryId: string; tag: string; until: number }

/** Who a letter is for, without saying it: 16 hexadecimal digits that differ from delivery to delivery. */
export function pressTag(deliveryId: string, address: string): string {
  return createHash('sha256').update(`${deliveryId} ${address}`).digest('hex').slice(0, 16)
}

/** The token in a letter's links. It can be made again, so a letter that is sent a second time has the same links. */
export function writePressToken(grant: PressGrant, secret: string): string {
  return `${grant.deliveryId}.${grant.tag}.${grant.until}.${sign(grant, secret)}`
}

/** What a token grants, if it was written here and holds at `now` (Unix seconds); else null. Whether it was revoked is asked elsewhere. */
export function readPressToken(token: string, secret: string, now: number): PressGrant | null {
  const [, deliveryId, tag, until, given] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{16})\.(\d{10})\.([0-9a-f]{64})$/.exec(token) ?? []
  if (!deliveryId || !tag || !until || !given || Number(until) <= now) return null
  const grant = { deliveryId, tag, until: Number(until) }
  return timingSafeEqual(Buffer.from(given), Buffer.from(sign(grant, secret))) ? grant : null
}

function sign({ deliveryId, tag, until }: PressGrant, secret: string): string {
  return createHmac('sha256', secret).update(`press ${deliveryId} ${tag} ${until}`).digest('hex')
}
