import type { Visibility } from '#contracts/values'
import type { Actor } from './actor.ts'

/** What the rules look at; nothing else about an asset matters to them. */
export type AssetFacts = {
  unitId: string
  uploadedBy: string
  visibility: Visibility
  life: 'active' | 'trashed'
}

/** One way in: the asset has one of these visibilities and, where given, belongs to one of these units and was uploaded by this person. */
export type ReadClause = { visibilities: readonly Visibility[]; unitIds?: readonly string[]; uploadedBy?: string }

/**
 * Everything an actor may read, as a list of ways in, any of which is enough. `can` evaluates it over one asset and
 * `assets/visible-sql.ts` compiles it into SQL: one rule, two uses, so that lists and single answers cannot differ.
 */
export function readScope(actor: Actor): readonly ReadClause[] {
  const clauses: ReadClause[] = [{ visibilities: ['public'] }]
  if (actor.kind === 'anonymous') return clauses
  const staff = actor.hubRoles.length > 0
  if (staff || actor.memberships.length > 0) clauses.push({ visibilities: ['partners'] })
  if (staff || actor.memberships.some(m => !m.partner)) clauses.push({ visibilities: ['hub'] })
  const units = actor.memberships.map(m => m.unitId)
  if (staff) clauses.push({ visibilities: ['unit'] })
  else if (units.length > 0) clauses.push({ visibilities: ['unit'], unitIds: units })
  const edited = unitsWith(actor, ['editor'])
  if (edited.length > 0) clauses.push({ visibilities: ['draft'], unitIds: edited })
  const written = unitsWith(actor, ['contributor'])
  if (written.length > 0) clauses.push({ visibilities: ['draft'], unitIds: written, uploadedBy: actor.id })
  if (staff) clauses.push({ visibilities: ['draft'], uploadedBy: actor.id })
  return clauses
}

/** Whether the scope lets this asset in. Pure; the trash is for `can` to judge. */
export function inScope(scope: readonly ReadClause[], asset: AssetFacts): boolean {
  return scope.some(
    clause =>
      clause.visibilities.includes(asset.visibility) &&
      (!clause.unitIds || clause.unitIds.includes(asset.unitId)) &&
      (!clause.uploadedBy || clause.uploadedBy === asset.uploadedBy),
  )
}

/** The units in which the actor holds one of these roles; partner units hold no assets, so they never count. */
export function unitsWith(actor: Actor, roles: readonly string[]): string[] {
  if (actor.kind === 'anonymous') return []
  return actor.memberships.filter(m => !m.partner && roles.includes(m.role)).map(m => m.unitId)
}

/** The units that the actor may upload for: a unit whose place another has taken gets nothing new. */
export function uploadUnits(actor: Actor): string[] {
  if (actor.kind === 'anonymous') return []
  const standing = actor.memberships.filter(m => !m.predecessor)
  return unitsWith({ ...actor, memberships: standing }, ['contributor', 'editor'])
}
