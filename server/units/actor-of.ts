import type { IncomingHttpHeaders } from 'node:http'
import type { HubRole } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import type { Auth } from '#server/identity/auth'
import { findApiKey, type KeyInUse } from '#server/identity/find-api-key'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { readActing } from './read-acting.ts'

/**
 * Who a request comes from: by its API key where it brings one (then no cookie is looked at), else by its session cookie. An expired,
 * unknown or suspended session is nobody; such a key throws `key-refused`, for a program must learn that it does not work.
 */
export async function actorOf(
  auth: Auth,
  db: Db,
  headers: IncomingHttpHeaders,
  address: string | null,
): Promise<Actor> {
  const secret = bearerOf(headers.authorization)
  if (secret !== null) return keyActor(db, await findApiKey(db, secret, address))
  if (!headers.cookie?.includes('hub.session_token')) return anonymous
  const session = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  return session ? personActor(db, session.user.id) : anonymous
}

/** What follows `Bearer` (RFC 6750 §2.1); null where the header is another scheme's or missing. */
function bearerOf(authorization: string | undefined): string | null {
  const found = /^bearer(?: +(.*))?$/i.exec(authorization?.trim() ?? '')
  return found ? (found[1] ?? '') : null
}

async function keyActor(db: Db, key: KeyInUse | null): Promise<Actor> {
  const owner = key ? await personActor(db, key.personId) : anonymous
  if (!key || owner.kind === 'anonymous')
    throw new ProblemError('key-refused', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
  return { ...owner, key: { id: key.id, scopes: key.scopes } }
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
