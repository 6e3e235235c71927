import type { HubRole, UnitRole } from '#contracts/values'

/** A role in one unit. `partner` units (ministries, press, libraries) read only what is shared with partners. */
export type ActorMembership = { unitId: string; role: UnitRole; partner: boolean }

/** Who asks: nobody known, or a person with roles. Built once a request from the session; never from what the client says. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'person'; id: string; name: string; hubRoles: readonly HubRole[]; memberships: readonly ActorMembership[] }

export const anonymous: Actor = { kind: 'anonymous' }
