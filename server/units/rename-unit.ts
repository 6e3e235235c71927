import type { Rename } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { checkRename, dayBefore } from './history-rules.ts'
import { lockUnits, readHistory, refuseObjections } from './read-history.ts'

/** Gives a unit a new name from a day on; the old one ends the day before. Throws `history-conflict`, `not-found`. */
export async function renameUnit(tx: Tx, caller: Caller, code: string, draft: Rename): Promise<void> {
  await lockUnits(tx)
  const { history, rows } = await readHistory(tx)
  const { from, ...naming } = draft
  refuseObjections(checkRename(history, code, from), code)
  const unit = rows.get(code)!
  const last = unit.names.at(-1)
  if (last) await tx.unitName.update({ where: { id: last.id }, data: { validTo: new Date(dayBefore(from)) } })
  await tx.unitName.create({
    data: { id: newId(), unitId: unit.id, ...naming, validFrom: new Date(from), validTo: unit.endedOn },
  })
  await record(tx, caller, {
    act: 'unit.rename',
    subjectKind: 'unit',
    subjectId: unit.id,
    unitId: unit.id,
    before: { name: last?.name },
    after: draft,
  })
  await enqueue(tx, 'search.reindex', { unitId: unit.id })
}
