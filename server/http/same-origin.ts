import type { RequestHandler } from 'express'
import { ProblemError } from '#server/platform/problem-error'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that another site's page asks for (CSRF): by Sec-Fetch-Site where the browser sends it, else by Origin. A client
 * that is no browser sends neither and carries no cookie by accident. A request by API key without a cookie is nobody's by accident
 * either: no browser adds that header by itself. Runs after session.ts, which has refused every key that is not good.
 */
export function sameOrigin(trusted: readonly string[]): RequestHandler {
  return (req, _res, next) => {
    if (safe.has(req.method)) return next()
    if (/^bearer /i.test(req.get('authorization') ?? '') && req.get('cookie') === undefined) return next()
    const site = req.get('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ProblemError('origin-refused')
    const origin = req.get('origin')
    if (origin !== undefined && !trusted.includes(origin)) throw new ProblemError('origin-refused')
    next()
  }
}
