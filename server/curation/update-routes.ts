import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { requestLanguage } from '#server/platform/request-language'
import { approveUpdate } from './approve-update.ts'
import { pendingUpdates } from './pending-updates.ts'
import { updateDifference } from './update-difference.ts'

/** What was edited since it was approved, and the one act that sends it. */
export function updatesRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listPendingUpdates, async ({ caller }) => {
    requireHubRole(caller.actor, 'curate')
    return { updates: await pendingUpdates(db) }
  })
  mount(router, operations.approveUpdate, async ({ caller, params, body, req }) => ({
    queued: await approveUpdate(db, caller, params.id!, body, requestLanguage(req.get('accept-language'))),
  }))
  mount(router, operations.readUpdate, ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    return updateDifference(db, params.id!)
  })
  return router
}
