import type { Use } from '#contracts/reuse'
import { can } from '#server/access/can'
import { type AssetRow, factsOf } from '#server/assets/find-readable-asset'
import { erasedPerson } from '#server/audit/audit-csv'
import type { PersonActor } from '#server/identity/require-person'
import type { Db, Prisma } from '#server/platform/db'
import { unitsNamedAt } from '#server/units/unit-names'
import { seesAllUses } from './visible-uses-sql.ts'

/**
 * Where an asset was used, newest first, at most 200: everything for the hub's own people, who learn from each other; for partners
 * and people without a unit what they took themselves.
 */
export async function listUses(db: Db, actor: PersonActor, asset: AssetRow, id?: string): Promise<Use[]> {
  const where: Prisma.AssetReuseWhereInput = { assetId: asset.id, ...(id ? { id } : {}) }
  if (!seesAllUses(actor)) where.personId = actor.id
  const rows = await db.assetReuse.findMany({ where, orderBy: { id: 'desc' }, take: 200 })
  const people = await db.person.findMany({ where: { id: { in: rows.flatMap(row => row.personId ?? []) } } })
  const names = new Map(people.map(person => [person.id, person.name]))
  const unitIds = [...new Set(rows.flatMap(row => row.unitId ?? []))]
  const units = new Map((await unitsNamedAt(db, unitIds)).map(unit => [unit.id, unit]))
  const keeps = can(actor, { act: 'asset.edit', asset: factsOf(asset) })
  return rows.map(({ personId, unitId, at, purpose, ...row }) => ({
    ...row,
    purpose: purpose as Use['purpose'],
    at: at.toISOString(),
    person: { id: personId, name: (personId && names.get(personId)) || erasedPerson },
    unit: unitId ? (units.get(unitId) ?? null) : null,
    mayEdit: keeps || personId === actor.id,
  }))
}
