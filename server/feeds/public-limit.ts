import type { RequestHandler } from 'express'
import { networkOf } from '#server/identity/attempt-limit'
import { peerAddress } from '#server/platform/peer-address'
import { ProblemError } from '#server/platform/problem-error'
import { tokenBuckets } from '#server/platform/token-bucket'

// A page of a portal with the widget asks for a list and two dozen pictures; an office of hundreds may stand behind one address.
const rates = { list: { burst: 300, perSecond: 10 }, bytes: { burst: 3_000, perSecond: 100 } }

/** Refuses who pulls without measure: `too-many-requests`, counted by the peer's network. No session is looked at here. */
export function publicLimit(trustedProxies: readonly string[]): RequestHandler {
  const buckets = { list: tokenBuckets(rates.list), bytes: tokenBuckets(rates.bytes) }
  return (req, _res, next) => {
    const light = /^\/(media|t\/font|t\/page\.css|widget\.js)/.test(req.path)
    const wait = buckets[light ? 'bytes' : 'list'](networkOf(peerAddress(req, trustedProxies)))
    if (wait > 0) throw new ProblemError('too-many-requests', { headers: { 'retry-after': String(wait) } })
    next()
  }
}
