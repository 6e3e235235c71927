import type { NewParent } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { checkParent, dayBefore } from './history-rules.ts'
import { isoDay, lockUnits, readHistory, refuseObjections } from './read-history.ts'

/** Puts a unit under another (or under none) from a day on. Throws `history-conflict` for a circle, `not-found`. */
export async function giveUnitParent(tx: Tx, caller: Caller, code: string, draft: NewParent): Promise<void> {
  await lockUnits(tx)
  const { history, rows } = await readHistory(tx)
  refuseObjections(checkParent(history, code, draft.parent, draft.from), code)
  const unit = rows.get(code)!
  const last = unit.parents.find(({ validTo }) => validTo === null || isoDay(validTo)! >= draft.from)
  if (last) await tx.unitParent.update({ where: { id: last.id }, data: { validTo: new Date(dayBefore(draft.from)) } })
  const parent = draft.parent === null ? null : rows.get(draft.parent)!
  if (parent) {
    const dates = { validFrom: new Date(draft.from), validTo: unit.endedOn, basis: draft.basis }
    await tx.unitParent.create({ data: { id: newId(), unitId: unit.id, parentId: parent.id, ...dates } })
  }
  await record(tx, caller, {
    act: 'unit.parent',
    subjectKind: 'unit',
    subjectId: unit.id,
    unitId: unit.id,
    before: { name: unit.names.at(-1)?.name, parent: last?.parent.code ?? null },
    after: { name: unit.names.at(-1)?.name, ...draft },
  })
}
