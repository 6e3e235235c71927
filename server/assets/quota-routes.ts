import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { quotaOf } from './check-quota.ts'
import { setQuota } from './set-quota.ts'

/** What units keep and may keep: their members and hub staff see it, administrators set it. */
export function quotaRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.readQuota, async ({ caller, params }) => {
    requirePerson(caller.actor)
    const unitId = await unitOf(db, params.code!)
    if (!mayKnow(caller.actor, unitId)) throw new ProblemError('not-found')
    return quotaOf(db, unitId)
  })
  mount(router, operations.setQuota, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'administer')
    const unitId = await unitOf(db, params.code!)
    await setQuota(db, caller, unitId, body)
    return quotaOf(db, unitId)
  })
  return router
}

async function unitOf(db: Db, code: string): Promise<string> {
  const unit = await db.unit.findUnique({ where: { code }, select: { id: true } })
  if (!unit) throw new ProblemError('not-found')
  return unit.id
}

function mayKnow(actor: Actor, unitId: string): boolean {
  if (can(actor, { act: 'hub.curate' })) return true
  return actor.kind === 'person' && (actor.hubRoles.length > 0 || actor.memberships.some(m => m.unitId === unitId))
}
