import { Router } from 'express'
import type { Channel as ChannelView } from '#contracts/delivery'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Clock } from '#server/platform/clock'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { requestLanguage } from '#server/platform/request-language'
import type { Sealer } from '#server/platform/sealer'
import type { SigningKeys } from '#server/platform/signing-keys'
import type { ObjectStore } from '#server/storage/object-store'
import type { ChannelDeps } from './channel.ts'
import { createChannel } from './create-channel.ts'
import { describeKinds } from './describe-kinds.ts'
import { downloadPackage } from './download-package.ts'
import { editChannel } from './edit-channel.ts'
import { holdChannel } from './hold-channel.ts'
import { listChannels } from './list-channels.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listRecallProposals } from './list-recall-proposals.ts'
import { readScreenshot } from './read-screenshot.ts'
import { recordHandReceipt } from './record-hand-receipt.ts'
import { retryDelivery } from './retry-delivery.ts'
import { testChannel } from './test-channel.ts'

/** Channels and deliveries. */
export function channelsRouter(deps: {
  db: Db
  clock: Clock
  sealer: Sealer
  store: ObjectStore
  channels: ChannelDeps
}): Router {
  const { db, clock } = deps
  const router = Router()
  const one = async (id: string, caller: Caller) => {
    const [channel] = await listChannels(db, caller.actor, clock.now(), id)
    return { channel: channel! }
  }
  mount(router, operations.listChannels, async ({ caller }) => {
    requirePerson(caller.actor)
    return { channels: await listChannels(db, caller.actor, clock.now()) }
  })
  mount(router, operations.createChannel, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    return one(await createChannel(deps, caller, body), caller)
  })
  mount(router, operations.editChannel, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'curate')
    await editChannel(deps, caller, params.id!, body)
    return one(params.id!, caller)
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
  mountMore(router, deps, one)
  return router
}

type Deps = Parameters<typeof channelsRouter>[0]

function mountMore(
  router: Router,
  deps: Deps,
  one: (id: string, caller: Caller) => Promise<{ channel: ChannelView }>,
): void {
  const { db, store } = deps
  mount(router, operations.testChannel, async ({ caller, params, req }) => {
    requireHubRole(caller.actor, 'curate')
    const gone = new AbortController()
    req.once('close', () => gone.abort())
    return { test: await testChannel(deps, params.id!, gone.signal) }
  })
  mount(router, operations.listChannelKinds, async ({ caller, req }) => {
    requireHubRole(caller.actor, 'curate')
    return { kinds: describeKinds(deps.channels, requestLanguage(req.get('accept-language'))) }
  })
  mount(router, operations.pauseChannel, async ({ caller, params, body }) => {
    requirePerson(caller.actor)
    await holdChannel(db, caller, params.id!, body)
    return one(params.id!, caller)
  })
  mount(router, operations.downloadPackage, ({ caller, params, res }) => {
    requireHubRole(caller.actor, 'curate')
    return downloadPackage({ db, store }, params.id!, res)
  })
  mount(router, operations.recordHandReceipt, async ({ caller, params, body }) => ({
    delivery: await recordHandReceipt(db, caller, params.id!, body),
  }))
  mount(router, operations.readScreenshot, ({ caller, params, res }) => {
    requireHubRole(caller.actor, 'curate')
    return readScreenshot(db, params.id!, res)
  })
}

/** The hub's public keys (RFC 7517), for receivers that check its signatures. Open to all; no session is looked at. */
export function wellKnownRouter(keys: SigningKeys): Router {
  const router = Router()
  router.get('/.well-known/hub-keys.json', (_req, res) => {
    res.set('cache-control', 'public, max-age=60').type('application/jwk-set+json').send(JSON.stringify(keys.jwks))
  })
  return router
}
