import type { NewInvitation } from '#contracts/identity'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { linkTo, newLinkToken } from '#server/identity/link-token'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { unitId } from './add-person.ts'
import { mayGive } from './invitation-rows.ts'

/** How long the link of an invitation works, in milliseconds. */
export const invitationLifeMs = 7 * 24 * 3600_000

/**
 * Keeps an invitation and returns its id and link. An address that has an account is invited like any other: it gains the roles when its
 * owner accepts, and the inviter does not learn of it. Throws `unknown-term` for a unit that does not exist or is not theirs to give,
 * `not-allowed` for hub roles.
 */
export async function invitePerson(
  db: Db,
  publicUrl: string,
  caller: Caller,
  draft: NewInvitation,
): Promise<{ id: string; link: string }> {
  const { token, hash } = newLinkToken()
  const id = newId()
  await transaction(db, async tx => {
    const memberships = []
    for (const { unit, role } of draft.memberships) {
      const given = { unitId: await unitId(tx, unit), role }
      if (!mayGive(caller.actor, { hubRoles: [], memberships: [given] })) throw unknownUnit(unit)
      memberships.push(given)
    }
    if (!mayGive(caller.actor, { hubRoles: draft.hubRoles, memberships })) throw new ProblemError('not-allowed')
    const { email, hubRoles } = draft
    const invitedBy = caller.actor.kind === 'person' ? caller.actor.id : ''
    const expiresAt = new Date(Date.now() + invitationLifeMs)
    await tx.invitation.create({ data: { id, email, hubRoles, memberships, tokenHash: hash, invitedBy, expiresAt } })
    const unit = memberships[0]?.unitId ?? null
    await record(tx, caller, {
      act: 'invitation.create',
      subjectKind: 'invitation',
      subjectId: id,
      unitId: unit,
      after: { hubRoles, memberships },
    })
  })
  return { id, link: linkTo(publicUrl, '/loi-moi', token) }
}

const unknownUnit = (detail: string) =>
  new ProblemError('unknown-term', { errors: [{ pointer: '/body/memberships', code: 'unknown-unit', detail }] })
