import type { AuditNames } from '#server/audit/list-audit'
import type { Db } from '#server/platform/db'
import { unitsNamedAt } from './unit-names.ts'

/** Today's names of the people and units that a page of the audit speaks of; the audit slice itself does not know them. */
export async function auditNames(db: Db, people: string[], unitIds: string[]): Promise<AuditNames> {
  const persons = await db.person.findMany({ where: { id: { in: people } }, select: { id: true, name: true } })
  const units = await unitsNamedAt(db, unitIds)
  return {
    person: id => persons.find(person => person.id === id)?.name,
    unit: id => units.find(unit => unit.id === id)?.name,
  }
}
