import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { CollectionFacts } from '#server/access/collection-rules'
import { type PersonActor, requirePerson } from '#server/identity/require-person'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

export type CollectionRow = NonNullable<Awaited<ReturnType<typeof readRow>>>

function readRow(db: Db | Tx, id: string) {
  return db.collection.findUnique({ where: { id }, include: { grants: true } })
}

/**
 * The board, if the actor may do this with it. One that the actor may not read is answered as one that does not exist (`not-found`);
 * one that may only be looked at throws `not-allowed`. `sign-in-required` for nobody known.
 */
export async function findCollection(
  db: Db | Tx,
  actor: Actor,
  id: string,
  act: 'collection.read' | 'collection.edit' | 'collection.manage',
): Promise<CollectionRow & { asked: PersonActor }> {
  requirePerson(actor)
  const row = await readRow(db, id)
  if (!row) throw new ProblemError('not-found')
  const collection = collectionFacts(row)
  // The rule itself, not `can`: a key without the scope `read` may still change what its owner may see.
  const sees = can({ ...actor, key: undefined }, { act: 'collection.read', collection })
  if (!sees) throw new ProblemError('not-found')
  if (!can(actor, { act, collection })) throw new ProblemError('not-allowed')
  return { ...row, asked: actor }
}

/** Locks the board's row until the transaction ends, so that what is arranged on it is arranged one after the other. */
export async function lockCollection(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`select from collection where id = ${id}::uuid for no key update`
}

/** The members of a row that the rules look at. */
export function collectionFacts(row: {
  ownerId: string | null
  unitId: string | null
  madeBy: string | null
  grants: readonly { unitId: string; access: string }[]
}): CollectionFacts {
  const { ownerId, unitId, madeBy } = row
  const grants = row.grants.map(grant => ({ unitId: grant.unitId, access: grant.access as 'read' | 'edit' }))
  return { ownerId, unitId, madeBy, grants }
}
