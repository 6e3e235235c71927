import type { IncomingHttpHeaders } from 'node:http'
import type { HubRole } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import type { Auth } from '#server/identity/auth'
import type { Db } from '#server/platform/db'
import { readActing } from './read-acting.ts'

/** Who a request comes from, by its session cookie. Expired, unknown or suspended: nobody. */
export async function actorOf(auth: Auth, db: Db, headers: IncomingHttpHeaders): Promise<Actor> {
  if (!headers.cookie?.includes('hub.session_token')) return anonymous
  const session = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  return session ? personActor(db, session.user.id) : anonymous
}

/** A person with the roles that stand now; nobody where the person is suspended or gone. */
async function personActor(db: Db, personId: string): Promise<Actor> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: {
      id: true,
      name: true,
      hubRoles: true,
      suspendedAt: true,
    },
  })
  if (!person || person.suspendedAt) return anonymous
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    hubRoles: person.hubRoles as HubRole[],
    memberships: (await readActing(db, person.id)).map(m => m.membership),
  }
}
