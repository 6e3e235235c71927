import { Router } from 'express'
import { operations } from '#contracts/operations'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { liftRecall } from './lift-recall.ts'
import { listRecalls } from './list-recalls.ts'
import { acknowledgeRecall, listOwnRecalls } from './own-recalls.ts'
import { readAssetRecall } from './read-asset-recall.ts'
import { readRecall } from './read-recall.ts'

/** Recalls as the curators follow them, and as those who took an item answer them. */
export function recallsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listRecalls, async ({ caller, query }) => {
    requireHubRole(caller.actor, 'curate')
    return { recalls: await listRecalls(db, { open: query.open === '1' }) }
  })
  mount(router, operations.readRecall, ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    return readRecall(db, params.id!)
  })
  mount(router, operations.liftRecall, async ({ caller, params }) => {
    await liftRecall(db, caller, params.id!)
    return readRecall(db, params.id!)
  })
  mount(router, operations.listOwnRecalls, async ({ caller }) => {
    requirePerson(caller.actor)
    return { recalls: await listOwnRecalls(db, caller.actor.id) }
  })
  mount(router, operations.acknowledgeRecall, async ({ caller, params, body }) => {
    requirePerson(caller.actor)
    await acknowledgeRecall(db, caller, params.id!, body.note)
    return { recalls: await listOwnRecalls(db, caller.actor.id) }
  })
  mount(router, operations.readAssetRecall, async ({ caller, params }) => {
    await findReadableAsset(db, caller.actor, params.id!)
    return { recall: await readAssetRecall(db, params.id!) }
  })
  return router
}
