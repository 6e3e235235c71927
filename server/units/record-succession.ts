import type { NewSuccession } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { closeUnit } from './end-unit.ts'
import { checkSuccession, dayBefore } from './history-rules.ts'
import { lockUnits, readHistory, refuseObjections, type UnitRow } from './read-history.ts'

/**
 * Records that units stand in the place of others from a day on: the predecessors end the day before, and what belongs to them is
 * indexed anew under all their names. Rights follow by themselves (`acting-memberships.ts`). Throws `history-conflict`.
 */
export async function recordSuccession(tx: Tx, caller: Caller, draft: NewSuccession): Promise<void> {
  await lockUnits(tx)
  const { history, rows } = await readHistory(tx)
  refuseObjections(checkSuccession(history, draft))
  for (const code of draft.from) {
    const from = rows.get(code)!
    if (!from.endedOn) await closeUnit(tx, caller, from, { lastDay: dayBefore(draft.date), basis: draft.basis })
    for (const to of draft.to) await recordOne(tx, caller, from, rows.get(to)!, draft)
    await enqueue(tx, 'search.reindex', { unitId: from.id })
  }
}

async function recordOne(tx: Tx, caller: Caller, from: UnitRow, to: UnitRow, draft: NewSuccession): Promise<void> {
  const { kind, basis, date } = draft
  const id = newId()
  await tx.unitSuccession.create({
    data: { id, fromUnitId: from.id, toUnitId: to.id, kind, basis, onDate: new Date(date) },
  })
  await record(tx, caller, {
    act: 'unit.succession',
    subjectKind: 'unit',
    subjectId: from.id,
    unitId: to.id,
    after: { name: from.names.at(-1)?.name, from: from.code, to: to.code, kind, date, basis },
  })
}
