import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Scheme } from '#contracts/vocabulary'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'

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
  return router
}

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null
