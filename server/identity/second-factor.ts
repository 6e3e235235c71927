import type { Caller } from '#server/access/caller'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { limits, takeAttempt } from './attempt-limit.ts'

/**
 * A code signs in once (RFC 6238 §5.2): where it did so already within its window, the session that it has just begun ends again.
 * Throws `wrong-code`.
 */
export async function afterSecondFactor(db: Db, personId: string, code: string, sessionToken: string): Promise<void> {
  try {
    await takeAttempt(db, limits.code, `${personId} ${code}`)
  } catch (error) {
    await db.session.deleteMany({ where: { token: sessionToken } })
    throw new ProblemError('wrong-code', { cause: error })
  }
}

/** Within a session a code only ends the set-up: throws `conflict` where the second factor stands already, or for a recovery code. */
export async function requireSetUpPending(db: Db, { actor }: Caller, path: string): Promise<void> {
  if (actor.kind === 'anonymous') return
  const person = await db.person.findUnique({ where: { id: actor.id }, select: { twoFactorEnabled: true } })
  if (person?.twoFactorEnabled || path !== '/two-factor/verify-totp') throw new ProblemError('conflict')
}

/** Ends the sessions that began without the second factor; the one that set it up was made anew and is the newest. */
export async function endOlderSessions(db: Db, personId: string): Promise<void> {
  await db.$executeRaw`
    delete from session where person_id = ${personId}::uuid
      and id <> (select id from session where person_id = ${personId}::uuid order by created_at desc, id desc limit 1)`
}
