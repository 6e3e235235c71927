import type { Response } from 'express'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'

/** Whose sign-in was tried: by the address that was typed, or by the cookie between password and code. */
export type Claimed = { email: string } | { cookie: string | undefined }

const refusals = new Set(['wrong-credentials', 'wrong-code', 'too-many-requests'])

/**
 * Puts a failed sign-in on record, about the account that it was for; where there is none, nothing is written, as what was typed may be
 * anything, even a password (the log has its line from http/security-events.ts). After the answer, so that no clock tells whether the
 * account exists.
 */
export function noteRefusedSignIn(
  { db, log }: { db: Db; log: Log },
  res: Response,
  caller: Caller,
  claimed: Claimed,
  thrown: unknown,
): void {
  if (!(thrown instanceof ProblemError) || !refusals.has(thrown.key)) return
  const problem = thrown.key
  res.once('close', () => {
    write(db, caller, claimed, problem).catch(error => log.error({ event: 'sign-in.note-failed', error }))
  })
}

async function write(db: Db, caller: Caller, claimed: Claimed, problem: string): Promise<void> {
  await transaction(db, async tx => {
    const person =
      'email' in claimed
        ? await tx.person.findUnique({ where: { email: claimed.email }, select: { id: true } })
        : await tx.verification.findFirst({ where: { identifier: pending(claimed.cookie) } }).then(personOf)
    if (!person) return
    const act = { act: 'session.refused', subjectKind: 'person', subjectId: person.id, after: { problem } }
    await record(tx, { ...caller, actor: { kind: 'anonymous' } }, act)
  })
}

/** better-auth's name for a sign-in that waits for its code: the signed cookie's value before the signature. */
function pending(cookie: string | undefined): string {
  return /(?:^|; ?)(?:__Host-)?hub\.two_factor=(2fa-[\w-]+)\./.exec(cookie ?? '')?.[1] ?? ''
}

const personOf = (row: { value: string } | null) => row && { id: row.value }
