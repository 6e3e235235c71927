import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import { decideNomination } from './decide-nomination.ts'
import { findNomination, listNominations } from './list-nominations.ts'
import { nominateAsset } from './nominate-asset.ts'
import { recallAsset } from './recall-asset.ts'

/** Nominations, decisions and recalls. */
export function curationRouter({ db }: { db: Db }): Router {
  const router = Router()
  const one = async (actor: Parameters<typeof findNomination>[1], id: string, language: 'vi' | 'en') => {
    const nomination = await findNomination(db, actor, id, language)
    if (!nomination) throw new ProblemError('not-found')
    return { nomination }
  }
  mount(router, operations.nominateAsset, async ({ caller, params, body, req }) => {
    requirePerson(caller.actor)
    const id = await nominateAsset(db, caller, params.id!, body)
    return one(caller.actor, id, requestLanguage(req.get('accept-language')))
  })
  mount(router, operations.listNominations, ({ caller, query, req }) => {
    requirePerson(caller.actor)
    return listNominations(db, caller.actor, query, requestLanguage(req.get('accept-language')))
  })
  mount(router, operations.decideNomination, async ({ caller, params, body, req }) => {
    requireHubRole(caller.actor, 'curate')
    const language = requestLanguage(req.get('accept-language'))
    await decideNomination(db, caller, params.id!, body, language)
    return one(caller.actor, params.id!, language)
  })
  mount(router, operations.recallAsset, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'curate')
    return recallAsset(db, caller, params.id!, body)
  })
  return router
}
