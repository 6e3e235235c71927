import type { InvitationOffer } from '#contracts/identity'
import type { HubRole } from '#contracts/values'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { createPerson } from '#server/identity/create-person'
import { hashLinkToken } from '#server/identity/link-token'
import type { PasswordRules } from '#server/identity/password-rules'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { personActor } from './actor-of.ts'
import { type Given, keptMemberships, mayGive } from './invitation-rows.ts'
import { unitRefs } from './people.ts'

type Acceptance = { token: string; name?: string | undefined; password?: string | undefined }
type Open = Given & { id: string; email: string; invitedBy: string; expiresAt: Date; personId: string | null }

/** What an invitation offers. Throws `link-ended` where it is used, revoked, expired, unknown or no longer its inviter's to give. */
export async function readOffer(db: Db, token: string): Promise<InvitationOffer> {
  const open = await openInvitation(db, token)
  const units = await unitRefs(db)
  const inviter = await db.person.findUniqueOrThrow({ where: { id: open.invitedBy }, select: { name: true } })
  return {
    email: open.email,
    hasAccount: open.personId !== null,
    hubRoles: open.hubRoles as HubRole[],
    memberships: open.memberships.map(({ unitId, role }) => ({ unit: units.get(unitId)!, role })),
    invitedBy: inviter.name,
    expiresAt: open.expiresAt.toISOString(),
  }
}

/**
 * Accepts once: makes the person with name and password, or gives the roles to the person who has the address (their password stays).
 * Throws `link-ended`, `password-refused`, and `invalid-request` where a new person gives no name or password.
 */
export async function acceptInvitation(
  db: Db,
  passwords: PasswordRules,
  caller: Caller,
  given: Acceptance,
): Promise<void> {
  const before = await openInvitation(db, given.token)
  if (before.personId === null) await passwords.check(given.password ?? '', '/body/password')
  await transaction(db, async tx => {
    // The row lock makes two that accept at once one after the other.
    await tx.$queryRaw`select id from invitation where id = ${before.id}::uuid for update`
    const open = await openInvitation(tx, given.token)
    const personId = open.personId ?? (await newPerson(tx, caller, open, given))
    if (open.personId) await addHubRoles(tx, open.personId, open.hubRoles)
    for (const { unitId, role } of open.memberships) {
      await tx.membership.upsert({
        where: { personId_unitId: { personId, unitId } },
        create: { id: newId(), personId, unitId, role },
        update: { role },
      })
    }
    await tx.invitation.update({ where: { id: open.id }, data: { acceptedAt: new Date() } })
    const after = { personId, hubRoles: open.hubRoles, memberships: open.memberships }
    await record(tx, caller, { act: 'invitation.accept', subjectKind: 'invitation', subjectId: open.id, after })
  })
}

async function openInvitation(db: Db | Tx, token: string): Promise<Open> {
  const row = await db.invitation.findFirst({
    where: { tokenHash: hashLinkToken(token), acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
  })
  if (!row) throw new ProblemError('link-ended')
  const given = { hubRoles: row.hubRoles, memberships: keptMemberships.parse(row.memberships) }
  // What the inviter may no longer give, an old link does not give either.
  if (!mayGive(await personActor(db, row.invitedBy), given)) throw new ProblemError('link-ended')
  const person = await db.person.findUnique({ where: { email: row.email }, select: { id: true, suspendedAt: true } })
  if (person?.suspendedAt) throw new ProblemError('link-ended')
  return { ...row, ...given, personId: person?.id ?? null }
}

async function newPerson(tx: Tx, caller: Caller, open: Open, { name, password }: Acceptance): Promise<string> {
  if (!name || !password) {
    const missing = [...(name ? [] : ['name']), ...(password ? [] : ['password'])]
    throw new ProblemError('invalid-request', {
      errors: missing.map(member => ({ pointer: `/body/${member}`, code: 'required', detail: 'required' })),
    })
  }
  const draft = { email: open.email, name, password, hubRoles: open.hubRoles as HubRole[] }
  const id = await createPerson(tx, caller, draft)
  if (!id) throw new ProblemError('conflict')
  return id
}

async function addHubRoles(tx: Tx, personId: string, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return
  const { hubRoles } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { hubRoles: true } })
  await tx.person.update({ where: { id: personId }, data: { hubRoles: [...new Set([...hubRoles, ...roles])] } })
}
