import type { KeyScope } from '#contracts/api-key'
import type { HubRole, UnitRole } from '#contracts/values'

/**
 * A role in one unit. `partner` units (ministries, press, libraries) read only what is shared with partners. `predecessor`: they
 * hold it because their own unit stands in this one's place; they act for its assets and upload nothing more to it.
 */
export type ActorMembership = { unitId: string; role: UnitRole; partner: boolean; predecessor?: boolean }

/** The key by which a person's program asks: it does what the person may, narrowed to these scopes. */
export type ActorKey = { id: string; scopes: readonly KeyScope[] }

/** Who asks: nobody known, or a person with roles. Built once a request from the session or the key; never from what the client says. */
export type Actor =
  | { kind: 'anonymous' }
  | {
      kind: 'person'
      id: string
      name: string
      hubRoles: readonly HubRole[]
      memberships: readonly ActorMembership[]
      key?: ActorKey
    }

export const anonymous: Actor = { kind: 'anonymous' }
