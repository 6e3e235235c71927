import type { ItemEdit } from '#contracts/collection'
import type { Caller } from '#server/access/caller'
import { visibleSql } from '#server/assets/visible-sql'
import { record } from '#server/audit/record'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { findCollection, lockCollection } from './find-collection.ts'
import { moveItem } from './move-item.ts'

/** Writes an item's note, moves it, or both. Throws `not-found` also for an item that the actor may not read. */
export async function editItem(db: Db, caller: Caller, id: string, assetId: string, edit: ItemEdit): Promise<void> {
  await transaction(db, async tx => {
    await lockCollection(tx, id)
    const { unitId, asked } = await findCollection(tx, caller.actor, id, 'collection.edit')
    await requireShown(tx, asked, id, assetId)
    if (edit.before) await requireShown(tx, asked, id, edit.before)
    const { note, before } = edit
    if (note !== undefined)
      await tx.collectionItem.update({ where: { collectionId_assetId: { collectionId: id, assetId } }, data: { note } })
    if (before !== undefined) await moveItem(tx, id, assetId, before)
    await tx.collection.update({ where: { id }, data: { updatedAt: new Date() } })
    const after = { asset: assetId, ...edit }
    await record(tx, caller, { act: 'collection.arrange', subjectKind: 'collection', subjectId: id, unitId, after })
  })
}

/** Takes an item off the board. Throws `not-found`. */
export async function removeItem(db: Db, caller: Caller, id: string, assetId: string): Promise<void> {
  await transaction(db, async tx => {
    await lockCollection(tx, id)
    const { unitId, asked, coverId } = await findCollection(tx, caller.actor, id, 'collection.edit')
    await requireShown(tx, asked, id, assetId)
    await tx.collectionItem.delete({ where: { collectionId_assetId: { collectionId: id, assetId } } })
    const cover = coverId === assetId ? { coverId: null } : {}
    await tx.collection.update({ where: { id }, data: { ...cover, updatedAt: new Date() } })
    const before = { asset: assetId }
    await record(tx, caller, { act: 'collection.remove', subjectKind: 'collection', subjectId: id, unitId, before })
  })
}

async function requireShown(tx: Tx, actor: PersonActor, id: string, assetId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select a.id from collection_item i join asset a on a.id = i.asset_id
    where i.collection_id = ${id}::uuid and i.asset_id = ${assetId}::uuid and ${visibleSql(actor, 'a')}`
  if (rows.length === 0) throw new ProblemError('not-found')
}
