import type { RequestHandler } from 'express'
import type { Caller } from '#server/access/caller'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { loggedPath } from './logged-path.ts'

/** Gives the request its number, and one line when it ends. The path without its query: searches and tokens are nobody's business. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const start = process.hrtime.bigint()
    const requestId = newId()
    res.locals.requestId = requestId
    res.set('x-request-id', requestId)
    res.once('close', () => {
      const actor = (res.locals.caller as Caller | undefined)?.actor
      log.info({
        event: 'request',
        requestId,
        method: req.method,
        path: loggedPath(req.path),
        status: res.writableFinished ? res.statusCode : 499,
        person: actor?.kind === 'person' ? actor.id : undefined,
        ms: Number((process.hrtime.bigint() - start) / 1_000_000n),
      })
    })
    next()
  }
}
