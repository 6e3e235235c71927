import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { rescheduleDelivery } from '#server/channels/reschedule-delivery'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { desksOf } from './channel-desk.ts'
import { requireCleared, timeToCome } from './clear-nomination.ts'
import { loadItems } from './load-items.ts'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { noteEntry } from './note-entry.ts'
import { reopenNomination } from './reopen-nomination.ts'

/**
 * Sets the time of publication. Of what waits for a decision it is a wish that the approval carries out; of what was approved and has
 * not begun it moves the delivery, null to now. Answers whether anything changed. Throws `not-cleared` where an embargo still runs then
 * or a right has ended by then, `conflict` for what was sent, returned or edited since its approval.
 */
export async function scheduleNomination(
  db: Db,
  caller: Caller,
  id: string,
  wish: string | null,
  language: 'vi' | 'en',
): Promise<boolean> {
  requireHubRole(caller.actor, 'curate')
  return transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.read')
    const publishAt = wish === null ? null : timeToCome(wish, row.now)
    if (row.state !== 'open' && row.state !== 'approved') throw notWaiting()
    if (row.publishAt?.getTime() === publishAt?.getTime()) return false
    if (row.state === 'approved') {
      const items = (await loadItems(tx, caller.actor, [id])).get(id) ?? []
      const desk = (await desksOf(tx, [row.channelId])).get(row.channelId)!
      await requireCleared(tx, { row, items, desk, publishAt }, language)
      await rescheduleDelivery(tx, id, publishAt)
    }
    await tx.nomination.update({ where: { id }, data: { publishAt } })
    const kind = row.publishAt ? 'rescheduled' : 'scheduled'
    await noteEntry(tx, id, caller.actor, { kind, facts: { publishAt: publishAt?.toISOString() ?? null } })
    await audit(tx, caller, row, 'nomination.schedule', publishAt)
    return true
  })
}

/**
 * Takes the time back; what was approved and has not begun waits for a decision again. Answers whether anything changed. Throws
 * `conflict` for what was sent already.
 */
export async function unscheduleNomination(db: Db, caller: Caller, id: string): Promise<boolean> {
  requireHubRole(caller.actor, 'curate')
  return transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.read')
    if (row.state !== 'approved' && !row.publishAt) return false
    if (row.state === 'approved') {
      const [last] = await tx.delivery.findMany({
        where: { nominationId: id, op: { not: 'withdraw' } },
        orderBy: { version: 'desc' },
        take: 1,
      })
      const ended = last?.state === 'dead' || last?.state === 'cancelled'
      if (!last?.publishAt || !(ended || (last.state === 'queued' && last.beganAt === null))) throw notWaiting()
      await reopenNomination(tx, row, caller.actor, { kind: 'unscheduled' })
    } else if (row.state === 'open') {
      await noteEntry(tx, id, caller.actor, { kind: 'unscheduled' })
    } else throw notWaiting()
    await tx.nomination.update({ where: { id }, data: { publishAt: null } })
    await audit(tx, caller, row, 'nomination.unschedule', null)
    return true
  })
}

const notWaiting = () => new ProblemError('conflict', { detail: 'Đề cử này không còn chờ đăng theo lịch.' })

async function audit(tx: Tx, caller: Caller, row: NominationRow, act: string, publishAt: Date | null): Promise<void> {
  await record(tx, caller, {
    ...{ act, subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
    before: { nomination: row.id, publishAt: row.publishAt?.toISOString() ?? null },
    after: { nomination: row.id, title: row.title, publishAt: publishAt?.toISOString() ?? null },
  })
  await signal(tx, 'a', row.assetId)
}
