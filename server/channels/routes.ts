import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Clock } from '#server/platform/clock'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Sealer } from '#server/platform/sealer'
import type { SigningKeys } from '#server/platform/signing-keys'
import { createChannel } from './create-channel.ts'
import { editChannel } from './edit-channel.ts'
import { listChannels } from './list-channels.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listRecallProposals } from './list-recall-proposals.ts'
import { retryDelivery } from './retry-delivery.ts'

/** Channels and deliveries. */
export function channelsRouter(deps: { db: Db; clock: Clock; sealer: Sealer }): Router {
  const { db, clock } = deps
  const router = Router()
  const one = async (id: string) => {
    const [channel] = await listChannels(db, clock.now(), id)
    return { channel: channel! }
  }
  mount(router, operations.listChannels, async ({ caller }) => {
    requirePerson(caller.actor)
    return { channels: await listChannels(db, clock.now()) }
  })
  mount(router, operations.createChannel, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    return one(await createChannel(deps, caller, body))
  })
  mount(router, operations.editChannel, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'curate')
    await editChannel(deps, caller, params.id!, body)
    return one(params.id!)
  })
  mount(router, operations.listDeliveries, ({ caller, query }) => {
    requirePerson(caller.actor)
    return listDeliveries(db, caller.actor, query)
  })
  mount(router, operations.listRecallProposals, async ({ caller }) => {
    requireHubRole(caller.actor, 'curate')
    return { proposals: await listRecallProposals(db) }
  })
  mount(router, operations.retryDelivery, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    return { delivery: await retryDelivery(db, caller, params.id!) }
  })
  return router
}

/** The hub's public keys (RFC 7517), for receivers that check its signatures. Open to all; no session is looked at. */
export function wellKnownRouter(keys: SigningKeys): Router {
  const router = Router()
  router.get('/.well-known/hub-keys.json', (_req, res) => {
    res.set('cache-control', 'public, max-age=60').type('application/jwk-set+json').send(JSON.stringify(keys.jwks))
  })
  return router
}
