import type { UnitRef } from '#contracts/unit'
import type { Succession, UnitHistory, UnitPage } from '#contracts/unit-history'
import type { UnitRole } from '#contracts/values'
import { can } from '#server/access/can'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { curatingUnitId } from './curating-unit.ts'
import { readActing } from './read-acting.ts'
import { isoDay, readUnitRows, type UnitRow } from './read-history.ts'
import { unitsNamedAt } from './unit-names.ts'

type History = { units: UnitHistory[]; successions: Succession[] }

/** All units over the years, in the order of the list of units, and who stands in whose place. */
export async function readUnitHistory(db: Db): Promise<History> {
  const [named, rows] = await Promise.all([unitsNamedAt(db, 'all'), readUnitRows(db)])
  const byId = new Map(rows.map(row => [row.id, row]))
  const refs = new Map(
    named.map(({ id, code, name, shortName }): [string, UnitRef] => [id, { id, code, name, shortName }]),
  )
  const units = named.map(unit => historyOf(unit as UnitHistory, byId.get(unit.id)!, refs))
  const successions = rows
    .flatMap(row =>
      row.successors.map(({ id, toUnitId, kind, onDate, basis }) => ({
        id,
        from: refs.get(row.id)!,
        to: refs.get(toUnitId)!,
        kind: kind as Succession['kind'],
        date: isoDay(onDate)!,
        basis,
      })),
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  return { units, successions }
}

function historyOf(
  unit: Omit<UnitHistory, 'names' | 'parents'>,
  row: UnitRow,
  refs: Map<string, UnitRef>,
): UnitHistory {
  const names = row.names.map(({ name, shortName, nameEn, symbol, validFrom, validTo, basis }) => ({
    ...{ name, shortName, nameEn, symbol, basis },
    validFrom: isoDay(validFrom),
    validTo: isoDay(validTo),
  }))
  const parents = row.parents.map(({ parentId, validFrom, validTo, basis }) => ({
    parent: refs.get(parentId)!,
    validFrom: isoDay(validFrom),
    validTo: isoDay(validTo),
    basis,
  }))
  return { ...unit, names, parents }
}

/** One unit with its history; its people for those who act in it and for hub staff. Throws `not-found`. */
export async function readUnitPage(db: Db, actor: PersonActor, code: string): Promise<UnitPage> {
  const { units, successions } = await readUnitHistory(db)
  const unit = units.find(candidate => candidate.code === code)
  if (!unit) throw new ProblemError('not-found')
  const own = can(actor, { act: 'hub.curate' }) || actor.memberships.some(m => m.unitId === unit.id)
  return {
    unit,
    successions: successions.filter(({ from, to }) => from.id === unit.id || to.id === unit.id),
    curates: (await curatingUnitId(db)) === unit.id,
    people: own ? await peopleOf(db, unit.id) : null,
  }
}

async function peopleOf(db: Db, unitId: string): Promise<NonNullable<UnitPage['people']>> {
  const acting = (await readActing(db, null)).filter(
    ({ membership }) => membership.unitId === unitId && !membership.predecessor,
  )
  const roles = new Map(acting.map(({ personId, membership }): [string, UnitRole] => [personId, membership.role]))
  const people = await db.person.findMany({
    where: { id: { in: [...roles.keys()] }, suspendedAt: null },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  return people.map(person => ({ ...person, role: roles.get(person.id)! }))
}
