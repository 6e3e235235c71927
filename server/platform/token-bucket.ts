/** At most `burst` at once, and `perSecond` for as long as one likes. */
export type Rate = { burst: number; perSecond: number }
type Bucket = { tokens: number; at: number }

/**
 * Token buckets by name, in this process. `take` answers 0 where one was taken, else the whole seconds until there is one again. At
 * most `most` names are kept: the one longest unused goes first, as it is the nearest to full. `clock` tells milliseconds.
 */
export function tokenBuckets(rate: Rate, most = 50_000, clock: () => number = Date.now): (name: string) => number {
  const buckets = new Map<string, Bucket>()
  return name => {
    const now = clock()
    const known = buckets.get(name) ?? { tokens: rate.burst, at: now }
    // A clock that was set back gives nothing and takes nothing.
    const grown = known.tokens + (Math.max(0, now - known.at) / 1000) * rate.perSecond
    const bucket = { tokens: Math.min(rate.burst, grown), at: now }
    // Put in anew: insertion order is the order of use.
    buckets.delete(name)
    buckets.set(name, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > most && oldest !== undefined) buckets.delete(oldest)
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / rate.perSecond)
    bucket.tokens -= 1
    return 0
  }
}
