import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Sealer } from '#server/platform/sealer'
import { createWebhook, deleteWebhook, editWebhook, testWebhook } from './change-webhooks.ts'
import { listFeeds } from './list-feeds.ts'
import { listWebhooks, readWebhook } from './list-webhooks.ts'
import { pullPartnerItems } from './pull-partner-items.ts'

/** The feeds' addresses for people, the partners' list for their programs, and who is told of changes. */
export function feedsRouter(deps: { db: Db; sealer: Sealer; config: { publicUrl: string } }): Router {
  const { db, config } = deps
  const router = Router()
  mount(router, operations.listFeeds, ({ caller }) => {
    requirePerson(caller.actor)
    return listFeeds(db, config.publicUrl)
  })
  mount(router, operations.pullPartnerItems, ({ caller, query }) => {
    requirePerson(caller.actor)
    return pullPartnerItems(db, caller.actor, config.publicUrl, query)
  })
  mount(router, operations.listWebhooks, async ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return { webhooks: await listWebhooks(db) }
  })
  mount(router, operations.createWebhook, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    const { id, secret } = await createWebhook(deps, caller, body)
    return { webhook: await readWebhook(db, id), secret }
  })
  mount(router, operations.editWebhook, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'administer')
    await editWebhook(db, caller, params.id!, body)
    return { webhook: await readWebhook(db, params.id!) }
  })
  mount(router, operations.deleteWebhook, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    await deleteWebhook(db, caller, params.id!)
  })
  mount(router, operations.testWebhook, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    await testWebhook(db, caller, params.id!)
    return { webhook: await readWebhook(db, params.id!) }
  })
  return router
}
