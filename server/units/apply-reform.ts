import { reformPlan } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { createUnit } from './create-unit.ts'
import { setCuratingUnit } from './curating-unit.ts'
import { endUnit } from './end-unit.ts'
import { recordSuccession } from './record-succession.ts'

/**
 * Does everything that a known reform holds, in one transaction, once. Throws `not-found` for an unknown one, `conflict` where it
 * was done already, `history-conflict` where it no longer fits the history.
 */
export async function applyReform(db: Db, caller: Caller, code: string): Promise<void> {
  requirePerson(caller.actor)
  const personId = caller.actor.id
  await transaction(db, async tx => {
    const plan = await takeReform(tx, code, personId)
    for (const unit of plan.units) await createUnit(tx, caller, unit)
    for (const succession of plan.successions) await recordSuccession(tx, caller, succession)
    for (const { unit, ...ending } of plan.endings) await endUnit(tx, caller, unit, ending)
    if (plan.curatingUnit) await setCuratingUnit(tx, caller, plan.curatingUnit)
    const after = { name: plan.title, date: plan.date }
    await record(tx, caller, { act: 'reform.apply', subjectKind: 'reform', subjectId: code, after })
  })
}

/** Marks the reform as applied and answers its plan; the second of two at the same time waits here and is refused. */
async function takeReform(tx: Tx, code: string, personId: string) {
  const taken = await tx.reform.updateMany({
    where: { code, appliedAt: null },
    data: { appliedAt: new Date(), appliedBy: personId },
  })
  const row = await tx.reform.findUnique({ where: { code } })
  if (!row) throw new ProblemError('not-found')
  if (taken.count === 0) {
    throw new ProblemError('conflict', { errors: [{ pointer: '/code', code: 'already-applied', detail: code }] })
  }
  return reformPlan.parse(row.plan)
}

/** Reforms by their day, those that wait as well as those that were applied. */
export async function listReforms(db: Db) {
  const rows = await db.reform.findMany()
  return rows
    .map(row => ({ code: row.code, plan: reformPlan.parse(row.plan), appliedAt: row.appliedAt?.toISOString() ?? null }))
    .sort((a, b) => (a.plan.date + a.code < b.plan.date + b.code ? -1 : 1))
}
