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
  const named = [...(to.people ?? []), ...(to.unit ? await membersOf(tx, to.unit) : [])]
  const roles = [...(to.hubRole ? [to.hubRole] : []), ...(to.hubRoles ?? [])]
  if (named.length === 0 && roles.length === 0) return []
  // A role that nobody holds is held by the administrators: a hub without a curator is curated by them.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id from person p
    where p.suspended_at is null and p.id is distinct from ${except}::uuid and (p.id = any(${named}::uuid[]) or exists (
      select from unnest(${roles}::text[]) as wanted (role)
      where p.hub_roles @> array[case
        when exists (select from person h where h.suspended_at is null and h.hub_roles @> array[wanted.role]) then wanted.role
        else 'administrator' end]))
    order by p.id`
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
