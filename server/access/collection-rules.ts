import type { Actor } from './actor.ts'
import { unitsWith } from './read-scope.ts'

/** What the rules look at of a board. */
export type CollectionFacts = {
  /** A person's own board; else it is a unit's. */
  ownerId: string | null
  unitId: string | null
  madeBy: string | null
  /** Units that others than its owners belong to. */
  grants: readonly { unitId: string; access: 'read' | 'edit' }[]
}
export type CollectionAct = 'collection.read' | 'collection.edit' | 'collection.manage'

/**
 * May this actor see, arrange, or manage (rename, share, delete) a board? A person's own board is theirs alone until it is shared:
 * hub staff look into none. A unit's board is read by its people, arranged by those who write there, managed by its editors and by
 * whoever made it. What somebody may not read is not on the board for them, whatever the board allows.
 */
export function mayDoWithCollection(actor: Actor, act: CollectionAct, collection: CollectionFacts): boolean {
  if (actor.kind === 'anonymous') return false
  if (collection.ownerId === actor.id) return true
  const writing = unitsWith(actor, ['contributor', 'editor'])
  const { unitId, grants } = collection
  if (act === 'collection.manage') {
    if (unitId === null) return false
    if (unitsWith(actor, ['editor']).includes(unitId)) return true
    return collection.madeBy === actor.id && writing.includes(unitId)
  }
  if (act === 'collection.edit') {
    const open = grants.filter(grant => grant.access === 'edit').map(grant => grant.unitId)
    return [...open, ...(unitId ? [unitId] : [])].some(id => writing.includes(id))
  }
  const ids = [...grants.map(grant => grant.unitId), ...(unitId ? [unitId] : [])]
  return actor.memberships.some(membership => ids.includes(membership.unitId))
}
