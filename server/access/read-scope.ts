import { type RightsTerm, rightsTerm } from '#contracts/rights-term'
import { type Visibility, visibilities } from '#contracts/values'
import type { Actor } from './actor.ts'

/** What the rules look at; nothing else about an asset matters to them. */
export type AssetFacts = {
  unitId: string
  uploadedBy: string
  visibility: Visibility
  life: 'active' | 'trashed'
  embargoUntil: Date | null
  /** First and last day of the rights, midnight UTC of that date; a day begins and ends in Vietnam. */
  rightsFrom: Date | null
  rightsUntil: Date | null
  consentWithdrawnAt: Date | null
  /** Taken back from everywhere, until a curator lifts it. */
  recalledAt: Date | null
  /** The database's time when these facts were read: no rule looks at another clock. */
  now: Date
}

/**
 * One way in: the asset has one of these visibilities and, where given, belongs to one of these units and was uploaded by this
 * person. `prepares`: also what is still under embargo. `keeps`: also what the rights no longer, or not yet, let out of the hub.
 */
export type ReadClause = {
  visibilities: readonly Visibility[]
  unitIds?: readonly string[]
  uploadedBy?: string
  prepares?: true
  keeps?: true
}

/**
 * Everything an actor may read, as a list of ways in, any of which is enough. `can` evaluates it over one asset and
 * `assets/visible-sql.ts` compiles it into SQL: one rule, two uses, so that lists and single answers cannot differ.
 */
export function readScope(actor: Actor): readonly ReadClause[] {
  const clauses: ReadClause[] = [{ visibilities: ['public'] }]
  if (actor.kind === 'anonymous') return clauses
  const staff = actor.hubRoles.length > 0
  if (staff || actor.memberships.length > 0) clauses.push({ visibilities: ['partners'] })
  // Inside the hub the metadata outlives the right; partners and the public are outside.
  if (staff || actor.memberships.some(m => !m.partner)) clauses.push({ visibilities: shared, keeps: true })
  const units = actor.memberships.map(m => m.unitId)
  if (staff) clauses.push({ visibilities: ['unit', ...shared], ...preparing })
  else if (units.length > 0) clauses.push({ visibilities: ['unit'], unitIds: units, keeps: true })
  // Whoever may edit an item prepares it: its unit's editors, who uploaded it, hub staff.
  const edited = unitsWith(actor, ['editor'])
  if (edited.length > 0) clauses.push({ visibilities, unitIds: edited, ...preparing })
  const written = unitsWith(actor, ['contributor'])
  if (written.length > 0) clauses.push({ visibilities, unitIds: written, uploadedBy: actor.id, ...preparing })
  if (staff) clauses.push({ visibilities: ['draft'], uploadedBy: actor.id, ...preparing })
  return clauses
}

const shared = ['hub', 'partners', 'public'] as const
const preparing = { prepares: true, keeps: true } as const

/** Whether the embargo runs. */
export function underEmbargo({ embargoUntil, now }: Pick<AssetFacts, 'embargoUntil' | 'now'>): boolean {
  return embargoUntil !== null && embargoUntil > now
}

type Dated = Pick<AssetFacts, 'rightsFrom' | 'rightsUntil' | 'consentWithdrawnAt' | 'now'>

/** Where the asset's rights stand at the facts' own time. */
export function termOf({ rightsFrom, rightsUntil, consentWithdrawnAt, now }: Dated): RightsTerm {
  const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null
  const withdrawnAt = consentWithdrawnAt?.toISOString() ?? null
  return rightsTerm({ validFrom: day(rightsFrom), validUntil: day(rightsUntil), withdrawnAt }, now)
}

/** Whether the scope lets this asset in. Pure; the trash is for `can` to judge. */
export function inScope(scope: readonly ReadClause[], asset: AssetFacts): boolean {
  const [embargoed, inForce] = [underEmbargo(asset), termOf(asset) === 'current']
  return scope.some(
    clause =>
      (!embargoed || clause.prepares) &&
      (inForce || clause.keeps) &&
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
