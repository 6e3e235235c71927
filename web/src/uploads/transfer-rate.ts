/** How fast a transfer goes, smoothed: a browser reports bytes in bursts and a raw figure jumps about. */
export type Rate = { at: number; sent: number; perSecond: number | null }

const windowMs = 400
const weight = 0.3

/** Starts at the bytes that are there already: what a resumed upload skipped was not fast. */
export function startRate(at: number, sent: number): Rate {
  return { at, sent, perSecond: null }
}

export function measure(rate: Rate, sent: number, at: number): Rate {
  const ms = at - rate.at
  if (ms < windowMs) return rate
  const now = Math.max(0, ((sent - rate.sent) * 1000) / ms)
  return { at, sent, perSecond: rate.perSecond === null ? now : rate.perSecond * (1 - weight) + now * weight }
}

/** Whole seconds until the rest is over, or null while nobody can tell. */
export function secondsLeft(rest: number, perSecond: number): number | null {
  return perSecond > 0 ? Math.ceil(rest / perSecond) : null
}
