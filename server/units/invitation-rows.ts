import { z } from 'zod'
import type { Invitation } from '#contracts/identity'
import type { UnitRef } from '#contracts/unit'
import { type HubRole, unitRoles } from '#contracts/values'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { Db, Tx } from '#server/platform/db'

/** What an invitation gives, as its row keeps it. */
export const keptMemberships = z.array(z.object({ unitId: z.string(), role: z.enum(unitRoles) }))
export type Given = { hubRoles: readonly string[]; memberships: z.infer<typeof keptMemberships> }

/** May this actor give these roles? Hub roles and an invitation without a unit are an administrator's to give. */
export function mayGive(actor: Actor, given: Given): boolean {
  if (can(actor, { act: 'hub.administer' })) return true
  if (given.hubRoles.length > 0 || given.memberships.length === 0) return false
  return given.memberships.every(({ unitId }) => can(actor, { act: 'unit.invite', unitId }))
}

/** The invitations that an actor may see: those that it could make. The newest first, 200 at most. */
export async function listInvitations(
  db: Db | Tx,
  actor: Actor,
  units: ReadonlyMap<string, UnitRef>,
  id?: string,
): Promise<Invitation[]> {
  const rows = await db.invitation.findMany({
    where: id ? { id } : {},
    orderBy: { createdAt: 'desc' },
    take: 200,
  })
  const names = await db.person.findMany({
    where: { id: { in: rows.map(row => row.invitedBy) } },
    select: { id: true, name: true },
  })
  return rows.flatMap(row => {
    const memberships = keptMemberships.parse(row.memberships)
    if (!mayGive(actor, { hubRoles: row.hubRoles, memberships })) return []
    return {
      id: row.id,
      email: row.email,
      hubRoles: row.hubRoles as HubRole[],
      memberships: memberships.map(({ unitId, role }) => ({ unit: units.get(unitId)!, role })),
      invitedBy: names.find(name => name.id === row.invitedBy)?.name ?? '',
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      state: stateOf(row),
    }
  })
}

type Dates = { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date }
function stateOf({ acceptedAt, revokedAt, expiresAt }: Dates): Invitation['state'] {
  if (acceptedAt) return 'accepted'
  if (revokedAt) return 'revoked'
  return expiresAt > new Date() ? 'open' : 'expired'
}
