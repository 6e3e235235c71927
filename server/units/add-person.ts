import type { NewPerson } from '#contracts/unit'
import type { Caller } from '#server/access/caller'
import { createPerson } from '#server/identity/create-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'

/** Adds a person with memberships; units by code or id. Throws `conflict` for a taken address, `unknown-term` for an unknown unit, `invalid-request` for a unit named twice. */
export async function addPerson(db: Db, caller: Caller, draft: NewPerson): Promise<string> {
  return transaction(db, async tx => {
    const id = await createPerson(tx, caller, draft)
    if (!id)
      throw new ProblemError('conflict', { errors: [{ pointer: '/body/email', code: 'taken', detail: 'taken' }] })
    for (const { unit, role } of draft.memberships) {
      const membership = { id: newId(), personId: id, unitId: await unitId(tx, unit), role }
      const { count } = await tx.membership.createMany({ data: [membership], skipDuplicates: true })
      if (count === 0)
        throw new ProblemError('invalid-request', {
          errors: [{ pointer: '/body/memberships', code: 'twice', detail: unit }],
        })
    }
    return id
  })
}

async function unitId(tx: Tx, codeOrId: string): Promise<string> {
  const rows = await tx.$queryRaw<
    { id: string }[]
  >`select id from unit where code = ${codeOrId} or id::text = ${codeOrId}`
  if (!rows[0])
    throw new ProblemError('unknown-term', {
      errors: [{ pointer: '/body/memberships', code: 'unknown-unit', detail: codeOrId }],
    })
  return rows[0].id
}
