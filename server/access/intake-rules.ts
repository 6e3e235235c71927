import type { Actor } from './actor.ts'
import { unitsWith, uploadUnits } from './read-scope.ts'

export type IntakeAct = 'intake.read' | 'broadcast.read' | 'broadcast.edit' | 'livestream.read' | 'livestream.edit'

/** What a live stream's sharing says. */
export type LivestreamFacts = { unitId: string; sharedAll: boolean; sharedWith: readonly string[] }

/**
 * The units for which an actor may do this; `all` for hub staff. `can` asks it about one unit, lists ask it which rows to select: one
 * rule, two uses. Whoever may bring things in for a unit decides on what comes in for it. Any member reads what the unit aired and
 * its live streams; its editors and contributors write them down.
 */
export function intakeUnits(actor: Actor, act: IntakeAct): readonly string[] | 'all' {
  if (actor.kind === 'anonymous') return []
  if (actor.hubRoles.length > 0) return 'all'
  if (act === 'intake.read') return uploadUnits(actor)
  if (act === 'broadcast.read' || act === 'livestream.read')
    return unitsWith(actor, ['reader', 'contributor', 'editor'])
  return unitsWith(actor, ['contributor', 'editor'])
}

/** Whether the actor may do this for the unit. */
export function mayForUnit(actor: Actor, act: IntakeAct, unitId: string): boolean {
  const units = intakeUnits(actor, act)
  return units === 'all' || units.includes(unitId)
}

/** A live stream is read by its unit, by those that it is shared with, and, where it is for all, by every unit of the hub; not by partners. */
export function maySeeLivestream(actor: Actor, { unitId, sharedAll, sharedWith }: LivestreamFacts): boolean {
  const units = intakeUnits(actor, 'livestream.read')
  if (units === 'all') return true
  return (sharedAll && units.length > 0) || [unitId, ...sharedWith].some(id => units.includes(id))
}
