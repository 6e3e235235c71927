import type { DeskBatch, DeskBatchAnswer } from '#contracts/desk'
import type { Caller } from '#server/access/caller'
import { requireHubRole } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { decideNomination } from './decide-nomination.ts'
import { planNomination } from './plan-nomination.ts'
import { scheduleNomination, unscheduleNomination } from './schedule-nomination.ts'
import { setChannels } from './set-channels.ts'

type Result = DeskBatchAnswer['results'][number]
type Missing = Result['missing']

/**
 * One act on many nominations, each in a transaction of its own: one that may not says why and holds up no other. Each id once, in the
 * order given. The same request again finds everything done: `already`.
 */
export async function batchNominations(
  db: Db,
  caller: Caller,
  batch: DeskBatch,
  language: 'vi' | 'en',
): Promise<Result[]> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  const results: Result[] = []
  for (const id of new Set(batch.ids)) results.push(await one(id))
  return results

  async function one(id: string): Promise<Result> {
    const ok = { id, ok: true, waitsForSecond: false, problem: null, detail: null, missing: [] }
    try {
      const changed = await actOn(db, caller, id, batch, language)
      return { ...ok, already: changed === false, waitsForSecond: changed === 'first', state: await stateOf(id) }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const state = error.key === 'not-found' ? null : await stateOf(id)
      if (error.key === 'already-decided' && (await didSo(id))) return { ...ok, already: true, state }
      if (error.key === 'four-eyes' && (await approvedFirst(id)))
        return { ...ok, already: true, waitsForSecond: true, state }
      const missing = (error.extension.missing as Missing | undefined) ?? []
      return { ...ok, ok: false, already: false, state, problem: error.key, detail: error.detail ?? null, missing }
    }
  }

  async function stateOf(id: string): Promise<Result['state']> {
    const row = await db.nomination.findUnique({ where: { id }, select: { state: true } })
    return (row?.state as Result['state']) ?? null
  }

  /** The first of four eyes was this person's. */
  async function approvedFirst(id: string): Promise<boolean> {
    const row = await db.nomination.findUnique({ where: { id }, select: { firstBy: true } })
    return actor.kind === 'person' && row?.firstBy === actor.id
  }

  /** Decided so by the same person: the answer to the first request was lost. */
  async function didSo(id: string): Promise<boolean> {
    const row = await db.nomination.findUnique({ where: { id }, select: { state: true, decidedBy: true } })
    const wanted = batch.act === 'approve' ? 'approved' : batch.act === 'return' ? 'returned' : null
    return row !== null && row.state === wanted && actor.kind === 'person' && row.decidedBy === actor.id
  }
}

/** False where it stood so already. */
async function actOn(db: Db, caller: Caller, id: string, batch: DeskBatch, language: 'vi' | 'en') {
  if (batch.act === 'approve') {
    const { note, publishAt } = batch
    return decideNomination(db, caller, id, { decision: 'approve', note, publishAt }, language)
  }
  if (batch.act === 'return')
    return decideNomination(db, caller, id, { decision: 'return', note: batch.note }, language)
  if (batch.act === 'schedule') return scheduleNomination(db, caller, id, batch.publishAt, language)
  if (batch.act === 'unschedule') return unscheduleNomination(db, caller, id)
  if (batch.act === 'plan') return planNomination(db, caller, id, batch.plan)
  return (await setChannels(db, caller, id, batch.channels)).changed
}
