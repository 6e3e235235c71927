import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { linkTo, newLinkToken } from '#server/identity/link-token'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { invitationLifeMs } from './invite-person.ts'

/**
 * Gives an invitation that nobody has accepted a new link and a new week; the link sent before no longer works. Throws `conflict` where
 * it was accepted or revoked. Whether the caller may give it is asked before.
 */
export async function resendInvitation(db: Db, publicUrl: string, caller: Caller, id: string): Promise<string> {
  const { token, hash } = newLinkToken()
  await transaction(db, async tx => {
    const { count } = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { tokenHash: hash, expiresAt: new Date(Date.now() + invitationLifeMs) },
    })
    if (count === 0) throw new ProblemError('conflict')
    await record(tx, caller, { act: 'invitation.resend', subjectKind: 'invitation', subjectId: id })
  })
  return linkTo(publicUrl, '/loi-moi', token)
}
