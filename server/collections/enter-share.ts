import { networkOf, returnAttempt, takeAttempt } from '#server/identity/attempt-limit'
import { verifyPassword } from '#server/identity/password'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { findShare } from './open-share.ts'
import { recordVisit } from './record-visit.ts'
import { passSeconds, writePass } from './share-token.ts'

// One network may guess ten times in a quarter of an hour, all of them together a hundred: a password of eight letters outlives the link.
const fromOne = { kind: 'share', tries: 10, seconds: 900 }
const fromAll = { kind: 'share-all', tries: 100, seconds: 900 }

/**
 * Checks a link's password; answers what the cookie is to hold for two hours. Throws `not-found`, `share-password` for a wrong one,
 * `too-many-requests`.
 */
export async function enterShare(
  db: Db,
  given: { token: string; password: string; address: string | null; secret: string },
): Promise<string> {
  const { id, passwordHash, now } = await findShare(db, given.token)
  if (passwordHash === null) throw new ProblemError('not-found')
  const who = `${id} ${networkOf(given.address)}`
  await takeAttempt(db, fromOne, who)
  await takeAttempt(db, fromAll, id)
  if (!(await verifyPassword({ hash: passwordHash, password: given.password }))) {
    await recordVisit(db, id, 'refused', given.address)
    throw new ProblemError('share-password')
  }
  await returnAttempt(db, fromOne, who)
  await returnAttempt(db, fromAll, id)
  const until = Math.floor(now.getTime() / 1000) + passSeconds
  return writePass({ shareId: id, passwordHash, secret: given.secret, until })
}
