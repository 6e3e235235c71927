import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import type { Mailer } from '#server/platform/mail'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { passwordChangedLetter, resetLetter } from './letters.ts'
import { hashLinkToken, linkTo, newLinkToken } from './link-token.ts'
import { hashPassword } from './password.ts'
import type { PasswordRules } from './password-rules.ts'

export type ResetDeps = { db: Db; mailer: Mailer; passwords: PasswordRules; config: { publicUrl: string } }

// Shorter than an invitation: the person is waiting at the screen.
const lifeMs = 3600_000

/** Sends the link, if somebody has this address (lower case) and may sign in; else does nothing. Run after the answer went out. */
export async function sendResetLink({ db, mailer, config }: ResetDeps, email: string): Promise<void> {
  // Who signs in by single sign-on alone has no password to reset.
  const person = await db.person.findFirst({
    where: { email, suspendedAt: null, accounts: { some: { providerId: 'credential' } } },
    select: { id: true },
  })
  if (!person) return
  const { token, hash } = newLinkToken()
  await db.passwordReset.create({
    data: { id: newId(), personId: person.id, tokenHash: hash, expiresAt: new Date(Date.now() + lifeMs) },
  })
  const link = linkTo(config.publicUrl, '/dat-lai-mat-khau', token)
  await mailer.send(resetLetter({ to: email, link, hub: new URL(config.publicUrl).host }))
}

/**
 * Sets the password by the token of a link: once, within its hour. Every session and every other link of the person ends; the second
 * factor stays. Returns the person's address. Throws `link-ended` and `password-refused`.
 */
export async function completeReset(
  { db, passwords }: ResetDeps,
  caller: Caller,
  given: { token: string; password: string },
): Promise<string> {
  await passwords.check(given.password, '/body/password')
  return transaction(db, async tx => {
    const [used] = await tx.$queryRaw<{ personId: string; email: string }[]>`
      update password_reset r set used_at = now() from person p
      where r.token_hash = ${hashLinkToken(given.token)} and r.used_at is null and r.expires_at > now()
        and p.id = r.person_id and p.suspended_at is null
      returning p.id as "personId", p.email`
    if (!used) throw new ProblemError('link-ended')
    const { personId } = used
    await tx.account.updateMany({
      where: { personId, providerId: 'credential' },
      data: { password: await hashPassword(given.password) },
    })
    await tx.session.deleteMany({ where: { personId } })
    await tx.passwordReset.deleteMany({ where: { personId, usedAt: null } })
    await record(tx, caller, { act: 'person.password-reset', subjectKind: 'person', subjectId: personId })
    return used.email
  })
}

/** Tells the owner of an address that the password was changed. */
export function tellOfChange({ mailer, config }: ResetDeps, email: string): Promise<void> {
  return mailer.send(passwordChangedLetter({ to: email, hub: new URL(config.publicUrl).host }))
}
