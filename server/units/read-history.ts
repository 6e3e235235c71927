import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import type { History, Objection } from './history-rules.ts'

/** A date column as ISO, null for open. */
export const isoDay = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null

/** Everything on record of all units as rows with their codes; a province has some hundreds of units, so all are read at once. */
export async function readUnitRows(db: Db | Tx) {
  return db.unit.findMany({
    include: {
      names: { orderBy: { validFrom: { sort: 'asc', nulls: 'first' } } },
      parents: {
        include: { parent: { select: { code: true } } },
        orderBy: { validFrom: { sort: 'asc', nulls: 'first' } },
      },
      successors: { include: { toUnit: { select: { code: true } } }, orderBy: { onDate: 'asc' } },
    },
  })
}
export type UnitRow = Awaited<ReturnType<typeof readUnitRows>>[number]

/** The history as the rules look at it, with the rows it was read from. */
export async function readHistory(tx: Tx): Promise<{ history: History; rows: Map<string, UnitRow> }> {
  const rows = await readUnitRows(tx)
  const units = rows.map(row => ({
    code: row.code,
    partner: row.kind === 'partner',
    endedOn: isoDay(row.endedOn),
    names: row.names.map(name => ({ from: isoDay(name.validFrom), to: isoDay(name.validTo) })),
  }))
  const parents = rows.flatMap(row =>
    row.parents.map(({ parent, validFrom, validTo }) => ({
      unit: row.code,
      parent: parent.code,
      from: isoDay(validFrom),
      to: isoDay(validTo),
    })),
  )
  const successions = rows.flatMap(row =>
    row.successors.map(({ toUnit, onDate }) => ({ from: row.code, to: toUnit.code, date: isoDay(onDate)! })),
  )
  return {
    history: { units: new Map(units.map(unit => [unit.code, unit])), parents, successions },
    rows: new Map(rows.map(row => [row.code, row])),
  }
}

/** Changes of units happen one after the other: each is judged by the history that the one before left. Until the end of `tx`. */
export async function lockUnits(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.units'))`
}

/** Throws `history-conflict` with every objection; `not-found` where the unit in the address is unknown. */
export function refuseObjections(objections: readonly Objection[], inAddress?: string): void {
  if (objections.length === 0) return
  if (objections.some(({ code, about }) => code === 'unknown-unit' && about === inAddress)) {
    throw new ProblemError('not-found')
  }
  throw new ProblemError('history-conflict', {
    errors: objections.map(({ code, about }) => ({ pointer: '/body', code, detail: about })),
  })
}
