import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { unitsWith } from '#server/access/read-scope'
import { record } from '#server/audit/record'
import { limits, networkOf, returnAttempt, takeAttempt } from '#server/identity/attempt-limit'
import { invitationLetter } from '#server/identity/letters'
import type { PasswordRules } from '#server/identity/password-rules'
import { type PersonActor, requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import type { Mailer } from '#server/platform/mail'
import { ProblemError } from '#server/platform/problem-error'
import { acceptInvitation, readOffer } from './accept-invitation.ts'
import { hubName } from './curating-unit.ts'
import { listInvitations } from './invitation-rows.ts'
import { invitePerson } from './invite-person.ts'
import { unitRefs } from './people.ts'
import { resendInvitation } from './resend-invitation.ts'

type InvitationDeps = { db: Db; log: Log; mailer: Mailer; passwords: PasswordRules; config: { publicUrl: string } }

/** Invitations by link: made by administrators and by editors for their own unit, accepted by whoever holds the link. */
export function invitationsRouter({ db, log, mailer, passwords, config }: InvitationDeps): Router {
  const router = Router()
  const answer = async (actor: PersonActor, id: string, link: string) => {
    const [invitation] = await listInvitations(db, actor, await unitRefs(db), id)
    const letter = { to: invitation!.email, link, hub: await hubName(db), inviter: actor.name }
    const mailed = await mailer.send(invitationLetter(letter)).then(
      () => true,
      error => {
        log.error({ event: 'invitation.mail-failed', invitation: id, error })
        return false
      },
    )
    return { invitation: invitation!, link: can(actor, { act: 'hub.administer' }) ? link : null, mailed }
  }
  mount(router, operations.listInvitations, async ({ caller }) => {
    requireInviter(caller.actor)
    return { invitations: await listInvitations(db, caller.actor, await unitRefs(db)) }
  })
  mount(router, operations.invitePerson, async ({ caller, body }) => {
    requireInviter(caller.actor)
    await takeAttempt(db, limits.invite, caller.actor.id)
    const { id, link } = await invitePerson(db, config.publicUrl, caller, body)
    return answer(caller.actor, id, link)
  })
  mount(router, operations.resendInvitation, async ({ caller, params }) => {
    requireInviter(caller.actor)
    const [invitation] = await listInvitations(db, caller.actor, await unitRefs(db), params.id!)
    if (!invitation) throw new ProblemError('not-found')
    await takeAttempt(db, limits.invite, caller.actor.id)
    return answer(caller.actor, params.id!, await resendInvitation(db, config.publicUrl, caller, params.id!))
  })
  mount(router, operations.revokeInvitation, async ({ caller, params }) => {
    requireInviter(caller.actor)
    const [invitation] = await listInvitations(db, caller.actor, await unitRefs(db), params.id!)
    if (!invitation) throw new ProblemError('not-found')
    await transaction(db, async tx => {
      const open = { id: params.id!, acceptedAt: null, revokedAt: null }
      const { count } = await tx.invitation.updateMany({ where: open, data: { revokedAt: new Date() } })
      if (count === 0) return
      await record(tx, caller, { act: 'invitation.revoke', subjectKind: 'invitation', subjectId: params.id! })
    })
  })
  mountForInvited(router, { db, passwords })
  return router
}

function mountForInvited(router: Router, { db, passwords }: Pick<InvitationDeps, 'db' | 'passwords'>): void {
  const counted = async <T>(address: string | null, work: () => Promise<T>): Promise<T> => {
    await takeAttempt(db, limits.address, networkOf(address))
    const done = await work()
    await returnAttempt(db, limits.address, networkOf(address))
    return done
  }
  mount(router, operations.readInvitation, ({ caller, body }) =>
    counted(caller.origin.address, () => readOffer(db, body.token)),
  )
  mount(router, operations.acceptInvitation, ({ caller, body }) =>
    counted(caller.origin.address, () => acceptInvitation(db, passwords, caller, body)),
  )
}

function requireInviter(actor: Actor): asserts actor is PersonActor {
  requirePerson(actor)
  if (!can(actor, { act: 'hub.administer' }) && unitsWith(actor, ['editor']).length === 0)
    throw new ProblemError('not-allowed')
}
