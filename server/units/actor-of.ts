import type { IncomingHttpHeaders } from 'node:http'
import type { HubRole, UnitRole } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import type { Auth } from '#server/identity/auth'
import type { Db, Tx } from '#server/platform/db'

/**
 * Who a request comes from, by its session cookie. Expired, unknown or suspended: nobody. Where `requireTotp`, a person with a hub role and
 * without a second factor has no role at all: the session may only set it up.
 */
export async function actorOf(auth: Auth, db: Db, headers: IncomingHttpHeaders, requireTotp: boolean): Promise<Actor> {
  if (!headers.cookie?.includes('hub.session_token')) return anonymous
  const session = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  if (!session) return anonymous
  const actor = await personActor(db, session.user.id)
  if (actor.kind === 'anonymous' || !requireTotp || actor.hubRoles.length === 0) return actor
  return session.user.twoFactorEnabled ? actor : { ...actor, hubRoles: [], memberships: [] }
}

/** A person with the roles that stand now; nobody where the person is suspended or gone. */
export async function personActor(db: Db | Tx, personId: string): Promise<Actor> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: {
      id: true,
      name: true,
      hubRoles: true,
      suspendedAt: true,
      memberships: { select: { unitId: true, role: true, unit: { select: { kind: true } } } },
    },
  })
  if (!person || person.suspendedAt) return anonymous
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    hubRoles: person.hubRoles as HubRole[],
    memberships: person.memberships.map(m => ({
      unitId: m.unitId,
      role: m.role as UnitRole,
      partner: m.unit.kind === 'partner',
    })),
  }
}
