import type { NewCollection } from '#contracts/collection'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { chooseUnit } from '#server/units/choose-unit'

/** The most boards of one person, and of one unit. */
const most = 500

/**
 * Makes a board, one's own or a unit's for which the actor may upload; answers its id. Throws `unit-required` for another's unit,
 * `board-full` beyond 500 boards.
 */
export async function createCollection(db: Db, caller: Caller, wish: NewCollection): Promise<string> {
  const { actor } = caller
  requirePerson(actor)
  return transaction(db, async tx => {
    const unitId = wish.unit === undefined ? null : await chooseUnit(tx, actor, wish.unit)
    const whose = unitId ? { unitId } : { ownerId: actor.id }
    if ((await tx.collection.count({ where: whose })) >= most) throw new ProblemError('board-full')
    const id = newId()
    const { name, note = '' } = wish
    await tx.collection.create({ data: { id, name, note, madeBy: actor.id, ...whose } })
    const after = { name, unit: unitId }
    await record(tx, caller, { act: 'collection.create', subjectKind: 'collection', subjectId: id, unitId, after })
    return id
  })
}
