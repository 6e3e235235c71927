import type { RequestHandler } from 'express'
import type { Caller } from '#server/access/caller'
import type { Auth } from '#server/identity/auth'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { peerAddress } from '#server/platform/peer-address'
import { actorOf } from '#server/units/actor-of'

/** Finds out who asks, once a request, and gives the request its number. */
export function session(
  auth: Auth,
  db: Db,
  config: { requireTotp: boolean; trustedProxies: readonly string[] },
): RequestHandler {
  return async (req, res, next) => {
    const requestId = newId()
    res.locals.requestId = requestId
    res.set('x-request-id', requestId)
    const origin = { address: peerAddress(req, config.trustedProxies), requestId }
    const caller: Caller = { actor: await actorOf(auth, db, req.headers, config.requireTotp), origin }
    res.locals.caller = caller
    next()
  }
}
