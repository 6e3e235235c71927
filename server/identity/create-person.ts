import type { HubRole } from '#contracts/values'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { hashPassword } from './password.ts'

export type PersonDraft = { email: string; name: string; password: string; hubRoles: readonly HubRole[] }

/**
 * Adds a person who can sign in, in the caller's transaction. The address is kept in lower case, as better-auth looks it up.
 * Returns the id, or null where the address is taken.
 */
export async function createPerson(tx: Tx, caller: Caller | 'system', draft: PersonDraft): Promise<string | null> {
  const email = draft.email.normalize('NFC').toLowerCase()
  const id = newId()
  const person = { id, email, name: draft.name, emailVerified: true, hubRoles: [...draft.hubRoles] }
  // Not asked first: of two who take an address at one moment, the second waits here and then finds it taken.
  const { count } = await tx.person.createMany({ data: [person], skipDuplicates: true })
  if (count === 0) return null
  await tx.account.create({
    data: {
      id: newId(),
      accountId: id,
      providerId: 'credential',
      personId: id,
      password: await hashPassword(draft.password),
    },
  })
  await record(tx, caller, {
    act: 'person.create',
    subjectKind: 'person',
    subjectId: id,
    after: { hubRoles: draft.hubRoles },
  })
  return id
}
