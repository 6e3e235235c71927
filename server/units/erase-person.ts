import type { Caller } from '#server/access/caller'
import { erasedPerson } from '#server/audit/audit-csv'
import { eraseDetails } from '#server/audit/erase-details'
import { record } from '#server/audit/record'
import { releaseRows } from '#server/identity/rows-of-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/**
 * Erases a person: name and address become a pseudonym, sessions and ways to sign in go, what the audit says of them is emptied. Their
 * acts, and what they made or used for their unit, stay. There is no way back. Throws `not-found`, and `conflict` for the last administrator
 * and for oneself.
 */
export async function erasePerson(db: Db, caller: Caller | 'system', id: string): Promise<void> {
  await transaction(db, async tx => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.erase-person'))`
    const person = await tx.person.findUnique({ where: { id } })
    if (!person) throw new ProblemError('not-found')
    await refuseLockout(tx, caller, id)
    const erasure = await record(tx, caller, { act: 'person.erase', subjectKind: 'person', subjectId: id })
    await eraseDetails(tx, erasure, person)
    await releaseRows(tx, id)
    await eraseInvitations(tx, person)
    await tx.verification.deleteMany({
      where: { OR: [{ identifier: { contains: person.email, mode: 'insensitive' } }, { value: { contains: id } }] },
    })
    await tx.person.update({
      where: { id },
      data: {
        name: erasedPerson,
        email: erasedAddress(id),
        emailVerified: false,
        image: null,
        hubRoles: [],
        suspendedAt: new Date(),
      },
    })
  })
}

// RFC 2606: a name that can never be somebody's; unique, and nobody signs in with it.
/** Where the addresses of erased people end: a domain that can never be (RFC 2606). */
export const erasedDomain = '@erased.invalid'
const erasedAddress = (id: string) => `erased-${id}${erasedDomain}`

/** What was given by invitation stays on record without the address; an open invitation would bring the person back, so it ends. */
async function eraseInvitations(tx: Tx, { id, email }: { id: string; email: string }): Promise<void> {
  await tx.$executeRaw`
    update invitation set email = ${erasedAddress(id)}, revoked_at = case when accepted_at is null then coalesce(revoked_at, now()) else revoked_at end
    where email = ${email}`
}

async function refuseLockout(tx: Tx, caller: Caller | 'system', id: string): Promise<void> {
  if (caller !== 'system' && caller.actor.kind === 'person' && caller.actor.id === id)
    throw new ProblemError('conflict')
  const others = { id: { not: id }, hubRoles: { has: 'administrator' }, suspendedAt: null }
  if ((await tx.person.count({ where: others })) === 0) throw new ProblemError('conflict')
}
