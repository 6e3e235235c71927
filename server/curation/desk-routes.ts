import { type Request, Router } from 'express'
import type { Nomination } from '#contracts/nomination'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import { batchNominations } from './batch-nominations.ts'
import { changeItems } from './change-items.ts'
import { compareNomination } from './compare-nomination.ts'
import { countNominations } from './count-nominations.ts'
import { editTexts } from './edit-texts.ts'
import { findNominations } from './list-nominations.ts'
import { nominatePackage } from './nominate-package.ts'
import { commentNomination, readThread } from './nomination-thread.ts'
import { planNomination } from './plan-nomination.ts'
import { readEdits } from './read-edits.ts'
import { scheduleNomination, unscheduleNomination } from './schedule-nomination.ts'
import { setChannels } from './set-channels.ts'
import { resubmitNomination, withdrawNomination } from './take-nomination.ts'
import { undoDecision } from './undo-decision.ts'

/** The desk: packages, texts for the channel, schedules, comments, plans and batches. */
export function deskRouter({ db }: { db: Db }): Router {
  const router = Router()
  const languageOf = (req: Request) => requestLanguage(req.get('accept-language'))
  const several = async (actor: Actor, ids: readonly string[], req: Request): Promise<Nomination[]> => {
    requirePerson(actor)
    return findNominations(db, actor, ids, languageOf(req))
  }
  const one = async (actor: Actor, id: string, req: Request) => {
    const [nomination] = await several(actor, [id], req)
    if (!nomination) throw new ProblemError('not-found')
    return { nomination }
  }
  mount(router, operations.nominatePackage, async ({ caller, body, req }) => {
    requirePerson(caller.actor)
    return { nominations: await several(caller.actor, await nominatePackage(db, caller, body), req) }
  })
  mount(router, operations.readNomination, ({ caller, params, req }) => one(caller.actor, params.id!, req))
  mount(router, operations.changeItems, async ({ caller, params, body, req }) => {
    requirePerson(caller.actor)
    await changeItems(db, caller, params.id!, body)
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.readEdits, ({ caller, params }) => {
    requirePerson(caller.actor)
    return readEdits(db, caller.actor, params.id!)
  })
  mount(router, operations.saveEdits, async ({ caller, params, body, req }) => {
    requirePerson(caller.actor)
    await editTexts(db, caller, params.id!, body)
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.compareNomination, ({ caller, params }) => {
    requirePerson(caller.actor)
    return compareNomination(db, caller.actor, params.id!)
  })
  mount(router, operations.readThread, async ({ caller, params }) => {
    requirePerson(caller.actor)
    return { entries: await readThread(db, caller.actor, params.id!) }
  })
  mount(router, operations.commentNomination, async ({ caller, params, body }) => {
    requirePerson(caller.actor)
    await commentNomination(db, caller, params.id!, body.text)
    return { entries: await readThread(db, caller.actor, params.id!) }
  })
  mount(router, operations.resubmitNomination, async ({ caller, params, body, req }) => {
    requirePerson(caller.actor)
    await resubmitNomination(db, caller, params.id!, body.note)
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.withdrawNomination, async ({ caller, params, body, req }) => {
    requirePerson(caller.actor)
    await withdrawNomination(db, caller, params.id!, body.note)
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.reopenNomination, async ({ caller, params, req }) => {
    await undoDecision(db, caller, params.id!, languageOf(req))
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.scheduleNomination, async ({ caller, params, body, req }) => {
    await scheduleNomination(db, caller, params.id!, body.publishAt, languageOf(req))
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.unscheduleNomination, async ({ caller, params, req }) => {
    await unscheduleNomination(db, caller, params.id!)
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.planNomination, async ({ caller, params, body, req }) => {
    await planNomination(db, caller, params.id!, body)
    return one(caller.actor, params.id!, req)
  })
  mount(router, operations.setChannels, async ({ caller, params, body, req }) => {
    const { ids } = await setChannels(db, caller, params.id!, body.channels)
    return { nominations: await several(caller.actor, ids, req) }
  })
  mount(router, operations.batchNominations, async ({ caller, body, req }) => {
    requireHubRole(caller.actor, 'curate')
    return { results: await batchNominations(db, caller, body, languageOf(req)) }
  })
  mount(router, operations.countNominations, ({ caller, query }) => {
    requirePerson(caller.actor)
    return countNominations(db, caller.actor, query)
  })
  return router
}
