import type { RequestHandler } from 'express'
import { ProblemError } from '#server/platform/problem-error'

/**
 * An API address has one spelling. Upper case, doubled or trailing slashes, `;parameters` and encoded slashes or dots reach nothing,
 * so that no proxy and no rule in front of the hub can be dodged by writing an address oddly.
 */
export const canonicalPath: RequestHandler = (req, _res, next) => {
  const [path = ''] = req.originalUrl.split('?')
  const api = /^\/+(api|%61pi)/i.test(path) || /%2f|%5c|%2e|%3b/i.test(path)
  if (api && !/^\/api(\/[a-z0-9.-]+)*$/.test(path)) throw new ProblemError('not-found')
  next()
}
