import type { Actor } from './actor.ts'
import { unitsWith } from './read-scope.ts'

/** What the rules look at of a nomination: whose it is, who made it, where it stands. */
export type NominationFacts = { unitId: string; nominatedBy: string; state: string }

/**
 * The desk's people may do everything with a nomination but decide against the four eyes. Its unit reads it; whoever works there
 * comments; its editors and whoever made it change the texts, the order and take it back while the desk has not approved it.
 */
export function mayDoWithNomination(actor: Actor, act: string, facts: NominationFacts): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.hubRoles.length > 0) return facts.state !== 'withdrawn' || act !== 'nomination.edit'
  if (act === 'nomination.read') return actor.memberships.some(m => m.unitId === facts.unitId)
  const works = unitsWith(actor, ['editor', 'contributor']).includes(facts.unitId)
  if (act === 'nomination.comment') return works
  const keeps = unitsWith(actor, ['editor']).includes(facts.unitId) || (works && facts.nominatedBy === actor.id)
  return keeps && (facts.state === 'open' || facts.state === 'returned')
}
