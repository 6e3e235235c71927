import type { Ending } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { checkEnding } from './history-rules.ts'
import { lockUnits, readHistory, refuseObjections, type UnitRow } from './read-history.ts'

/** Ends a unit that nobody succeeds (yet): a succession from the day after may follow. Throws `history-conflict`, `not-found`. */
export async function endUnit(tx: Tx, caller: Caller, code: string, draft: Ending): Promise<void> {
  await lockUnits(tx)
  const { history, rows } = await readHistory(tx)
  refuseObjections(checkEnding(history, code, draft.lastDay), code)
  await closeUnit(tx, caller, rows.get(code)!, draft)
}

/** Sets a unit's last day; its name and its place under another end with it. The caller has checked that it may. */
export async function closeUnit(tx: Tx, caller: Caller, unit: UnitRow, { lastDay, basis }: Ending): Promise<void> {
  const day = new Date(lastDay)
  await tx.unit.update({ where: { id: unit.id }, data: { endedOn: day } })
  const open = { unitId: unit.id, OR: [{ validTo: null }, { validTo: { gt: day } }] }
  await tx.unitName.updateMany({ where: open, data: { validTo: day } })
  await tx.unitParent.deleteMany({ where: { unitId: unit.id, validFrom: { gt: day } } })
  await tx.unitParent.updateMany({ where: open, data: { validTo: day } })
  await record(tx, caller, {
    act: 'unit.end',
    subjectKind: 'unit',
    subjectId: unit.id,
    unitId: unit.id,
    after: { name: unit.names.at(-1)?.name, lastDay, basis },
  })
}
