import type { Collection } from '#contracts/collection'
import type { Actor } from '#server/access/actor'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { collectionViews } from './collection-view.ts'

const most = 500

/** The boards that the actor may see, the last changed first, at most 500. */
export async function listCollections(db: Db, actor: Actor): Promise<Collection[]> {
  requirePerson(actor)
  const units = { in: actor.memberships.map(membership => membership.unitId) }
  // The twin of collection-rules.ts for a list: its own, its units', those shared with its units.
  const rows = await db.collection.findMany({
    where: { OR: [{ ownerId: actor.id }, { unitId: units }, { grants: { some: { unitId: units } } }] },
    include: { grants: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: most,
  })
  return collectionViews(db, actor, rows)
}
