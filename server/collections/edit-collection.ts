import type { CollectionEdit } from '#contracts/collection'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { findCollection, lockCollection } from './find-collection.ts'

/** Changes what is said of a board and with whom it is shared. Throws `not-found`, `not-allowed`, and `unit-required` for an unknown unit. */
export async function editCollection(db: Db, caller: Caller, id: string, edit: CollectionEdit): Promise<void> {
  await transaction(db, async tx => {
    await lockCollection(tx, id)
    // Whoever arranges a board chooses its cover; name and sharing are its managers'.
    const onlyCover = Object.keys(edit).every(name => name === 'cover')
    const before = await findCollection(tx, caller.actor, id, onlyCover ? 'collection.edit' : 'collection.manage')
    const { name, note, cover, grants, feed } = edit
    // A feed speaks for the hub to everybody: a unit answers for it, not one person.
    if (feed && before.unitId === null)
      throw new ProblemError('unit-required', {
        errors: [{ pointer: '/body/feed', code: 'own-board', detail: 'own board' }],
      })
    if (cover) await requireOnBoard(tx, id, cover)
    await tx.collection.update({
      where: { id },
      data: {
        name,
        note,
        ...(cover === undefined ? {} : { coverId: cover }),
        ...(feed === undefined ? {} : { feed }),
        updatedAt: new Date(),
      },
    })
    if (grants) await replaceGrants(tx, before, grants)
    await record(tx, caller, {
      act: 'collection.edit',
      subjectKind: 'collection',
      subjectId: id,
      unitId: before.unitId,
      before: {
        name: before.name,
        feed: before.feed,
        grants: before.grants.map(({ unitId, access }) => ({ unit: unitId, access })),
      },
      after: edit,
    })
  })
}

async function requireOnBoard(tx: Tx, collectionId: string, assetId: string): Promise<void> {
  const found = await tx.collectionItem.findUnique({ where: { collectionId_assetId: { collectionId, assetId } } })
  if (!found) throw new ProblemError('not-found')
}

async function replaceGrants(
  tx: Tx,
  collection: { id: string; unitId: string | null },
  grants: NonNullable<CollectionEdit['grants']>,
): Promise<void> {
  const units = await tx.unit.findMany({ where: { code: { in: grants.map(grant => grant.unit) } } })
  const byCode = new Map(units.map(unit => [unit.code, unit.id]))
  await tx.collectionGrant.deleteMany({ where: { collectionId: collection.id } })
  for (const { unit, access } of grants) {
    const unitId = byCode.get(unit)
    if (!unitId)
      throw new ProblemError('unit-required', { errors: [{ pointer: '/body/grants', code: 'unknown', detail: unit }] })
    if (unitId === collection.unitId) continue
    const key = { collectionId: collection.id, unitId }
    await tx.collectionGrant.upsert({
      where: { collectionId_unitId: key },
      create: { ...key, access },
      update: { access },
    })
  }
}

/** Deletes a board with its items and links; what stood on it is no longer held by it. */
export async function deleteCollection(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    await lockCollection(tx, id)
    const { name, unitId } = await findCollection(tx, caller.actor, id, 'collection.manage')
    const items = await tx.collectionItem.count({ where: { collectionId: id } })
    await tx.collection.delete({ where: { id } })
    const before = { name, items }
    await record(tx, caller, { act: 'collection.delete', subjectKind: 'collection', subjectId: id, unitId, before })
  })
}
