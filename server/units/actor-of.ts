import type { IncomingHttpHeaders } from 'node:http'
import type { HubRole } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import type { Auth } from '#server/identity/auth'
import { findApiKey, type KeyInUse } from '#server/identity/find-api-key'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { readActing } from './read-acting.ts'

/** `address` is the peer's, for the key's own record; `requireTotp` as in the configuration. */
type ActorRules = { address: string | null; requireTotp: boolean }

/**
 * Who a request comes from: by its API key where it brings one (then no cookie is looked at), else by its session cookie. An expired,
 * unknown or suspended session is nobody; such a key throws `key-refused`, for a program must learn that it does not work. Where
 * `requireTotp`, a person with a hub role and without a second factor has no role at all: the session may only set it up.
 */
export async function actorOf(auth: Auth, db: Db, headers: IncomingHttpHeaders, rules: ActorRules): Promise<Actor> {
  const secret = bearerOf(headers.authorization)
  if (secret !== null) return keyActor(db, await findApiKey(db, secret, rules.address), rules.requireTotp)
  if (!headers.cookie?.includes('hub.session_token')) return anonymous
  const session = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  if (!session) return anonymous
  return withSecondFactor(db, await personActor(db, session.user.id), rules.requireTotp)
}

/** Withholds every role from a person with a hub role who must have a second factor and has none, whichever way they came in. */
async function withSecondFactor(db: Db, actor: Actor, requireTotp: boolean): Promise<Actor> {
  if (actor.kind === 'anonymous' || !requireTotp || actor.hubRoles.length === 0) return actor
  const person = await db.person.findUnique({ where: { id: actor.id }, select: { twoFactorEnabled: true } })
  return person?.twoFactorEnabled ? actor : { ...actor, hubRoles: [], memberships: [] }
}

/** A person as they would act if they came now by a session: for what the hub tells people of its own accord. */
export async function standingActor(db: Db, personId: string, requireTotp: boolean): Promise<Actor> {
  return withSecondFactor(db, await personActor(db, personId), requireTotp)
}

/** What follows `Bearer` (RFC 6750 §2.1); null where the header is another scheme's or missing. */
function bearerOf(authorization: string | undefined): string | null {
  const found = /^bearer(?: +(.*))?$/i.exec(authorization?.trim() ?? '')
  return found ? (found[1] ?? '') : null
}

async function keyActor(db: Db, key: KeyInUse | null, requireTotp: boolean): Promise<Actor> {
  const owner = key ? await withSecondFactor(db, await personActor(db, key.personId), requireTotp) : anonymous
  if (!key || owner.kind === 'anonymous')
    throw new ProblemError('key-refused', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
  return { ...owner, key: { id: key.id, scopes: key.scopes } }
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
