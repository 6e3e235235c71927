import type { RequestHandler } from 'express'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import { networkOf } from '#server/identity/attempt-limit'
import { ProblemError } from '#server/platform/problem-error'
import { type Rate, tokenBuckets } from '#server/platform/token-bucket'

type OperationId = keyof typeof operations
/** What one person, or one address where nobody is signed in, may ask of the expensive routes. */
export type RequestRates = Record<'search' | 'bytes' | 'upload' | 'report', Rate>

// Generous: nobody who works meets them. A page of the library asks for a hundred pictures at once, a folder that is dropped on the
// page for two thousand uploads; a whole office may stand behind one address.
export const requestRates: RequestRates = {
  search: { burst: 300, perSecond: 10 },
  bytes: { burst: 3_000, perSecond: 100 },
  upload: { burst: 2_000, perSecond: 20 },
  report: { burst: 20, perSecond: 0.2 },
}
const routes: Partial<Record<OperationId, keyof RequestRates>> = {
  searchAssets: 'search',
  suggestSearch: 'search',
  listSimilar: 'search',
  readRendition: 'bytes',
  readPlayback: 'bytes',
  downloadOriginal: 'bytes',
  downloadUse: 'bytes',
  reuseAsset: 'upload',
  uploadAsset: 'upload',
  createZipUpload: 'upload',
  createArticle: 'upload',
  downloadAudit: 'report',
  readAuditChain: 'report',
  exportPerson: 'report',
  downloadPurpose: 'bytes',
  downloadCrop: 'bytes',
}

/**
 * Refuses who asks too much of the expensive routes: `too-many-requests` with Retry-After (RFC 6585 §4). Counted by the person, also
 * where a key asks for them, else by the peer's address as the server saw it (an IPv6 /64 is one): no header makes it another. Each
 * server process counts for itself; what guards passwords is counted in Postgres (identity/attempt-limit.ts).
 */
export function requestLimit(rates: RequestRates = requestRates): RequestHandler {
  const limited = (Object.entries(routes) as [OperationId, keyof RequestRates][]).map(([id, kind]) => {
    const { method, path } = operations[id]
    return { method: method.toUpperCase(), path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), kind }
  })
  const buckets = Object.fromEntries(Object.entries(rates).map(([kind, rate]) => [kind, tokenBuckets(rate)])) as Record<
    keyof RequestRates,
    (name: string) => number
  >
  return (req, res, next) => {
    const method = req.method === 'HEAD' ? 'GET' : req.method
    const route = limited.find(each => each.method === method && each.path.test(req.path))
    if (!route) return next()
    const { actor, origin } = res.locals.caller as Caller
    const who = actor.kind === 'person' ? actor.id : networkOf(origin.address)
    const wait = buckets[route.kind](who)
    if (wait > 0) throw new ProblemError('too-many-requests', { headers: { 'retry-after': String(wait) } })
    next()
  }
}
