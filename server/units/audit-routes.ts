import { Router } from 'express'
import { operations } from '#contracts/operations'
import { type AuditNames, listAudit } from '#server/audit/list-audit'
import { requireHubRole } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { unitsNamedAt } from './unit-names.ts'

/** The audit with the names of people and units, which the audit slice itself does not know. */
export function auditRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listAudit, ({ caller, query }) => {
    requireHubRole(caller.actor, 'administer')
    return listAudit(db, query, (people, units) => auditNames(db, people, units))
  })
  return router
}

async function auditNames(db: Db, people: string[], unitIds: string[]): Promise<AuditNames> {
  const persons = await db.person.findMany({ where: { id: { in: people } }, select: { id: true, name: true } })
  const units = await unitsNamedAt(db, unitIds)
  return {
    person: id => persons.find(person => person.id === id)?.name,
    unit: id => units.find(unit => unit.id === id)?.name,
  }
}
