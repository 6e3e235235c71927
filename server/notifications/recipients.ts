import type { HubRole, UnitRole } from '#contracts/values'
import type { Tx } from '#server/platform/db'
import { readActing } from '#server/units/read-acting'

/** Who is told: people by id, those who act in a unit with one of these roles today, holders of a hub role. The union of what is given. */
export type Recipients = {
  people?: readonly string[]
  unit?: { id: string; roles: readonly UnitRole[] }
  hubRole?: HubRole
  /** As `hubRole`, several. */
  hubRoles?: readonly HubRole[]
}

/** Ids of the people meant, each once, without those who are suspended and without `except` (who acted knows already). */
export async function findRecipients(tx: Tx, to: Recipients, except: string | null): Promise<string[]> {
  const found = new Set<string>(to.people ?? [])
  if (to.unit) for (const id of await membersOf(tx, to.unit)) found.add(id)
  const roles = [...(to.hubRole ? [to.hubRole] : []), ...(to.hubRoles ?? [])]
  for (const role of roles) for (const id of await holdersOf(tx, role)) found.add(id)
  if (except) found.delete(except)
  if (found.size === 0) return []
  const rows = await tx.person.findMany({ where: { id: { in: [...found] }, suspendedAt: null }, select: { id: true } })
  return rows.map(row => row.id)
}

/** Through mergers and renamings: whoever stands in the unit's place is told for it. */
async function membersOf(tx: Tx, unit: { id: string; roles: readonly UnitRole[] }): Promise<string[]> {
  const acting = await readActing(tx, null)
  return acting
    .filter(
      ({ membership }) => membership.unitId === unit.id && !membership.partner && unit.roles.includes(membership.role),
    )
    .map(({ personId }) => personId)
}

/** A hub without a curator is curated by its administrators: they are told then. */
async function holdersOf(tx: Tx, role: HubRole): Promise<string[]> {
  const of = (wanted: HubRole) =>
    tx.person.findMany({ where: { hubRoles: { has: wanted }, suspendedAt: null }, select: { id: true } })
  const holders = await of(role)
  return (holders.length > 0 ? holders : await of('administrator')).map(row => row.id)
}
