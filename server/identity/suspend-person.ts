import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/**
 * Suspends a person, or lifts that. Suspended, they are nobody from the next request on (units/actor-of.ts asks the row each time), no
 * session begins for them, and those that stood do not come back when it is lifted. Throws `not-found`, and `conflict` for oneself:
 * so an administrator always remains.
 */
export async function suspendPerson(db: Db, caller: Caller, personId: string, suspended: boolean): Promise<void> {
  if (caller.actor.kind === 'person' && caller.actor.id === personId) throw new ProblemError('conflict')
  await transaction(db, async tx => {
    const { count } = await tx.person.updateMany({
      where: { id: personId, suspendedAt: suspended ? null : { not: null } },
      data: { suspendedAt: suspended ? new Date() : null },
    })
    if (count === 0) {
      if (await tx.person.findUnique({ where: { id: personId }, select: { id: true } })) return
      throw new ProblemError('not-found')
    }
    if (suspended) {
      await tx.session.deleteMany({ where: { personId } })
      await tx.passwordReset.deleteMany({ where: { personId } })
    }
    const act = suspended ? 'person.suspend' : 'person.readmit'
    await record(tx, caller, { act, subjectKind: 'person', subjectId: personId })
  })
}
