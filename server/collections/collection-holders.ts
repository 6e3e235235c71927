import { can } from '#server/access/can'
import type { HolderReader } from '#server/assets/visible-holders'
import { collectionFacts } from './find-collection.ts'

/** The boards that an asset lies on, as far as the actor may look at them: a board of somebody else’s own is only counted. */
export const collectionHolders: HolderReader = async (tx, actor, refs) => {
  const rows = await tx.collection.findMany({
    where: { id: { in: [...refs] } },
    select: { id: true, name: true, ownerId: true, unitId: true, madeBy: true, grants: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const seen = rows.filter(row => can(actor, { act: 'collection.read', collection: collectionFacts(row) }))
  return seen.map(({ id, name }) => ({ title: name, path: `/bo-suu-tap/${id}` }))
}
