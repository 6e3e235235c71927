import type { SuccessionKind } from '#contracts/unit-history'
import { type UnitRole, unitRoles } from '#contracts/values'
import type { ActorMembership } from '#server/access/actor'

/** A membership as it was given, and whether its unit's last day has passed. */
export type GivenMembership = { unitId: string; role: UnitRole; partner: boolean; ended: boolean }
/** A succession that has come into force; `toEnded`: the successor's own last day has passed too. */
export type InForce = { from: string; to: string; kind: SuccessionKind; toEnded: boolean }

/**
 * In which units a person acts today. Members of a unit that merged, was renamed or was handed over go with it; nobody goes with a
 * split, because only the administrator knows who went where. A unit that ended without a successor leaves nothing. Whoever acts in
 * a unit acts for all its predecessors, with the same role. One membership a unit: the highest role.
 */
export function actingMemberships(
  given: readonly GivenMembership[],
  successions: readonly InForce[],
): ActorMembership[] {
  const standing = given.flatMap(membership =>
    heirs(membership, successions).map(unitId => ({ unitId, role: membership.role, partner: membership.partner })),
  )
  const before = standing.flatMap(membership =>
    predecessors(membership.unitId, successions).map(unitId => ({ ...membership, unitId, predecessor: true })),
  )
  const byUnit = new Map<string, ActorMembership>()
  for (const membership of [...standing, ...before]) {
    const known = byUnit.get(membership.unitId)
    if (!known || unitRoles.indexOf(membership.role) > unitRoles.indexOf(known.role)) {
      byUnit.set(membership.unitId, { ...membership })
    }
  }
  return [...byUnit.values()]
}

/** The units that stand today where the member's unit stood: itself, its last successor, or none. */
function heirs({ unitId, ended }: GivenMembership, successions: readonly InForce[]): string[] {
  if (!ended) return [unitId]
  let line: { unitId: string; ended: boolean } = { unitId, ended }
  // A line is never longer than there are successions, as they make no circle.
  for (let step = 0; line.ended && step <= successions.length; step++) {
    const [next, other] = successions.filter(s => s.from === line.unitId && s.kind !== 'split')
    if (!next || other) return []
    line = { unitId: next.to, ended: next.toEnded }
  }
  return line.ended ? [] : [line.unitId]
}

function predecessors(unitId: string, successions: readonly InForce[]): string[] {
  const found = new Set<string>()
  const walk = (id: string): void => {
    for (const { from } of successions.filter(s => s.to === id)) {
      if (found.has(from)) continue
      found.add(from)
      walk(from)
    }
  }
  walk(unitId)
  return [...found]
}
