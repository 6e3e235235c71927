import type { RequestHandler } from 'express'
import type { Caller } from '#server/access/caller'
import type { Auth } from '#server/identity/auth'
import type { Db } from '#server/platform/db'
import { peerAddress } from '#server/platform/peer-address'
import { ProblemError } from '#server/platform/problem-error'
import { actorOf } from '#server/units/actor-of'

/** Finds out who asks, once a request. */
export function session(
  auth: Auth,
  db: Db,
  config: { requireTotp: boolean; trustedProxies: readonly string[] },
): RequestHandler {
  return async (req, res, next) => {
    const requestId = String(res.locals.requestId)
    const origin = { address: peerAddress(req, config.trustedProxies), requestId }
    const actor = await actorOf(auth, db, req.headers, { address: origin.address, requireTotp: config.requireTotp })
    const caller: Caller = { actor, origin }
    // Sessions and passwords are for people who are signed in: no key, and no cookie beside a key, opens them.
    if (caller.actor.kind === 'person' && caller.actor.key && req.path.startsWith('/api/auth/'))
      throw new ProblemError('scope-missing')
    res.locals.caller = caller
    next()
  }
}
