import { boardLimit } from '#contracts/collection'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { visibleSql } from '#server/assets/visible-sql'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { findCollection, lockCollection } from './find-collection.ts'
import { gap } from './move-item.ts'
import { wantMarks } from './want-marks.ts'

/**
 * Puts assets at the end of a board, in the order given; those that stand there already stay where they are. Answers how many are
 * new. Throws `not-found` where one of them may not be read: nothing is added then. `board-full` beyond 2,000 items.
 */
export async function addItems(db: Db, caller: Caller, id: string, wanted: readonly string[]): Promise<number> {
  const ids = [...new Set(wanted)]
  return transaction(db, async tx => {
    await lockCollection(tx, id)
    const { unitId, asked } = await findCollection(tx, caller.actor, id, 'collection.edit')
    await requireReadable(tx, asked, ids)
    const there = await tx.collectionItem.findMany({
      where: { collectionId: id },
      select: { assetId: true, position: true },
    })
    const known = new Set(there.map(item => item.assetId))
    const fresh = ids.filter(each => !known.has(each))
    if (there.length + fresh.length > boardLimit) throw new ProblemError('board-full')
    if (fresh.length === 0) return 0
    const end = there.reduce((max, item) => (item.position > max ? item.position : max), 0n)
    await tx.collectionItem.createMany({
      data: fresh.map((assetId, index) => ({
        collectionId: id,
        assetId,
        position: end + gap * BigInt(index + 1),
        addedBy: asked.id,
      })),
    })
    await tx.collection.update({ where: { id }, data: { updatedAt: new Date() } })
    const after = { assets: fresh }
    await record(tx, caller, { act: 'collection.add', subjectKind: 'collection', subjectId: id, unitId, after })
    await wantMarks(tx, id)
    return fresh.length
  })
}

/** The lock keeps an asset out of the trash until the use is written: whoever trashes it takes the same one. */
async function requireReadable(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select a.id from asset a where a.id = any(${[...ids]}::uuid[]) and ${visibleSql(actor, 'a')}
    order by a.id for share of a`
  if (rows.length < ids.length) throw new ProblemError('not-found')
}
