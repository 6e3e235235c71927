import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Scheme } from '#contracts/vocabulary'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { listPlaceSuccessions, recordPlaceSuccession } from './place-successions.ts'

/** Terms of the controlled vocabularies, in their own order. */
export function vocabularyRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listTerms, async ({ caller, query }) => {
    requirePerson(caller.actor)
    const rows = await db.term.findMany({
      where: query.scheme ? { scheme: query.scheme } : {},
      orderBy: [{ scheme: 'asc' }, { position: 'asc' }],
    })
    return {
      terms: rows.map(row => ({
        ...row,
        scheme: row.scheme as Scheme,
        validFrom: day(row.validFrom),
        validTo: day(row.validTo),
      })),
    }
  })
  mount(router, operations.listPlaceSuccessions, async ({ caller }) => {
    requirePerson(caller.actor)
    return { successions: await listPlaceSuccessions(db) }
  })
  mount(router, operations.recordPlaceSuccession, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    await recordPlaceSuccession(db, caller, body)
    return { successions: await listPlaceSuccessions(db) }
  })
  return router
}

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null
