import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { unitsNamedAt } from './unit-names.ts'

/** Units with today's names; every person of the hub may read them. */
export function unitsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listUnits, async ({ caller }) => {
    requirePerson(caller.actor)
    const rows = await unitsNamedAt(db, 'all')
    return { units: rows.map(row => ({ ...row, kind: row.kind as 'department' })) }
  })
  return router
}
