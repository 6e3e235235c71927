import type { IncomingHttpHeaders } from 'node:http'
import type { SessionView } from '#contracts/identity'
import type { Db } from '#server/platform/db'
import type { Auth } from './auth.ts'

/** The id of the session whose cookie a request carries, or null. */
export async function currentSessionId(auth: Auth, headers: IncomingHttpHeaders): Promise<string | null> {
  const session = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie ?? '' }) })
  return session?.session.id ?? null
}

/** The live sessions of a person, the newest first. */
export async function listSessions(db: Db, personId: string, currentId: string | null): Promise<SessionView[]> {
  const rows = await db.session.findMany({
    where: { personId, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
    take: 200,
  })
  return rows.map(row => ({
    id: row.id,
    current: row.id === currentId,
    begunAt: row.createdAt.toISOString(),
    seenAt: row.updatedAt.toISOString(),
    endsAt: row.expiresAt.toISOString(),
    address: row.ipAddress ?? '',
    browser: (row.userAgent ?? '').slice(0, 300),
  }))
}

/** Ends one session of this person; false where it is not theirs or is gone. */
export async function endSession(db: Db, personId: string, id: string): Promise<boolean> {
  return (await db.session.deleteMany({ where: { id, personId } })).count > 0
}

/** Ends the sessions of this person but the one that is kept (null: all of them). */
export async function endSessions(db: Db, personId: string, keptId: string | null): Promise<void> {
  await db.session.deleteMany({ where: { personId, ...(keptId ? { id: { not: keptId } } : {}) } })
}
