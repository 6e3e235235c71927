import type { RequestHandler } from 'express'
import type { Caller } from '#server/access/caller'
import type { Auth } from '#server/identity/auth'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { actorOf } from '#server/units/actor-of'

/** Finds out who asks, once a request, and gives the request its number. */
export function session(auth: Auth, db: Db): RequestHandler {
  return async (req, res, next) => {
    const requestId = newId()
    res.locals.requestId = requestId
    res.set('x-request-id', requestId)
    const origin = { address: req.socket.remoteAddress ?? null, requestId }
    const caller: Caller = { actor: await actorOf(auth, db, req.headers, origin.address), origin }
    // Sessions and passwords are for people who are signed in: no key, and no cookie beside a key, opens them.
    if (caller.actor.kind === 'person' && caller.actor.key && req.path.startsWith('/api/auth/'))
      throw new ProblemError('scope-missing')
    res.locals.caller = caller
    next()
  }
}
