import type { RoleChange } from '#contracts/people-operations'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { unitId } from './add-person.ts'

/**
 * Puts these roles in the place of all that a person has. They hold from the next request on, as roles are read each time. Throws
 * `not-found`, `unknown-term`, `invalid-request` for a unit named twice, and `conflict` for giving up the own administration: so an
 * administrator always remains.
 */
export async function changeRoles(db: Db, caller: Caller, personId: string, change: RoleChange): Promise<void> {
  const self = caller.actor.kind === 'person' && caller.actor.id === personId
  if (self && !change.hubRoles.includes('administrator')) throw new ProblemError('conflict')
  await transaction(db, async tx => {
    const memberships = await wanted(tx, change)
    // Two changes of one person come one after the other, each whole.
    await tx.$queryRaw`select id from person where id = ${personId}::uuid for update`
    const person = await tx.person.findUnique({ where: { id: personId }, include: { memberships: true } })
    if (!person) throw new ProblemError('not-found')
    await tx.person.update({ where: { id: personId }, data: { hubRoles: change.hubRoles } })
    await tx.membership.deleteMany({ where: { personId, unitId: { notIn: memberships.map(each => each.unitId) } } })
    for (const { unitId, role } of memberships) {
      await tx.membership.upsert({
        where: { personId_unitId: { personId, unitId } },
        create: { id: newId(), personId, unitId, role },
        update: { role },
      })
    }
    await record(tx, caller, {
      act: 'person.roles',
      subjectKind: 'person',
      subjectId: personId,
      before: {
        hubRoles: person.hubRoles,
        memberships: person.memberships.map(({ unitId, role }) => ({ unitId, role })),
      },
      after: { hubRoles: change.hubRoles, memberships },
    })
  })
}

async function wanted(tx: Tx, { memberships }: RoleChange): Promise<{ unitId: string; role: string }[]> {
  const found = new Map<string, string>()
  for (const { unit, role } of memberships) {
    const id = await unitId(tx, unit)
    if (found.has(id))
      throw new ProblemError('invalid-request', {
        errors: [{ pointer: '/body/memberships', code: 'twice', detail: unit }],
      })
    found.set(id, role)
  }
  return [...found].map(([unitId, role]) => ({ unitId, role }))
}
