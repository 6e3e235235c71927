import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a link in a letter stops: the letters of one saved search, or of all of a person's. */
export type Stop = { stops: 'search' | 'all'; id: string }

/**
 * The token of a link, for this one purpose: it opens nothing, names no address, and does not end, so that an old letter can still be
 * stopped.
 */
export function writeStopToken(stop: Stop, secret: string): string {
  return `${stop.stops}.${stop.id}.${sign(stop, secret)}`
}

/** What a token stops, if it was written here; else null. */
export function readStopToken(token: string, secret: string): Stop | null {
  const [, stops, id, given] =
    /^(search|all)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{64})$/.exec(token) ?? []
  if (!stops || !id || !given) return null
  const stop: Stop = { stops: stops === 'all' ? 'all' : 'search', id }
  return timingSafeEqual(Buffer.from(given), Buffer.from(sign(stop, secret))) ? stop : null
}

function sign({ stops, id }: Stop, secret: string): string {
  return createHmac('sha256', secret).update(`stop saved-search letters ${stops} ${id}`).digest('hex')
}
