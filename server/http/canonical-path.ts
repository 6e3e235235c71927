import type { RequestHandler } from 'express'
import { ProblemError } from '#server/platform/problem-error'

/**
 * An API address has one spelling. Upper case, doubled or trailing slashes, `;parameters` and encoded slashes or dots reach nothing,
 * so that no proxy and no rule in front of the hub can be dodged by writing an address oddly.
 */
export const canonicalPath: RequestHandler = (req, _res, next) => {
  // The absolute form (RFC 9112 §3.2.2) is the same address behind a host; the router's parser would mend what it holds.
  const [path = ''] = req.originalUrl.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\?#]*/i, '').split('?')
  const api = /^[/\\]*(api|%61pi)/i.test(path) || path.includes('\\') || /%2f|%5c|%2e|%3b/i.test(path)
  if (api && !/^\/api(\/[a-z0-9.-]+)*$/.test(path)) throw new ProblemError('not-found')
  next()
}
