import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { whyUnwanted } from './begin-attempt.ts'
import { afterAnswer, afterFault } from './breaker.ts'
import type { Outcome } from './channel.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { type LockedItem, lockItem } from './lock-item.ts'
import { pauseChannel } from './pause-channel.ts'
import { type ReceiptSource, recordReceipt } from './record-receipt.ts'
import { refreshUse } from './refresh-use.ts'
import { type DeliveryChange, type SettledRow, settle } from './settle.ts'
import { tellDelivery } from './tell-delivery.ts'
import { withdrawPackage } from './withdraw-package.ts'

/**
 * Ends one attempt: state, receipt, schedule, breaker and what follows for the item, in one transaction. The job itself has succeeded
 * whatever the receiver said; another job is queued where the schedule says so.
 */
export async function settleAttempt(
  db: Db,
  deliveryId: string,
  outcome: Outcome,
  at: { now: Date; random: () => number },
): Promise<DeliveryChange> {
  return transaction(db, async tx => {
    const { assetId } = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId }, select: { assetId: true } })
    const asset = await lockItem(tx, assetId)
    const row = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId } })
    return settleLocked(tx, row, asset, outcome, at)
  })
}

/** As settleAttempt, inside the item's lock and the caller's transaction; also for what a person or a question found out. */
export async function settleLocked(
  tx: Tx,
  row: SettledRow & { state: string; recallOf: string | null; requestedBy: string },
  asset: LockedItem,
  outcome: Outcome,
  at: { now: Date; random: () => number; source?: ReceiptSource },
): Promise<DeliveryChange> {
  const unwanted =
    row.op === 'withdraw'
      ? null
      : ((await whyUnwanted(tx, row, asset)) ?? (row.state === 'cancelled' ? 'superseded' : null))
  const change = keepAhead(row.state, settle(row, outcome, { ...at, unwanted }))
  await tx.delivery.update({ where: { id: row.id }, data: { ...change, updatedAt: at.now } })
  if (outcome.kind === 'delivered') await recordReceipt(tx, row, outcome.received, at.source)
  if (outcome.kind === 'gone') await recordGone(tx, row)
  if (change.nextAt) await enqueueDelivery(tx, row, change.nextAt)
  await updateChannel(tx, row, outcome, at.now)
  if (change.state === 'withdrawn') await endOlder(tx, row)
  const failed = change.state === 'dead' || (change.state === 'cancelled' && change.problem !== 'superseded')
  if (row.recallOf && row.op !== 'withdraw' && failed) await withdrawPackage(tx, row, row.recallOf)
  await refreshUse(tx, row.assetId, row.channelId)
  await tellDelivery(tx, row, asset.unitId, change)
  await signal(tx, 'a', row.assetId)
  return change
}

/** A callback may overtake the answer to the request that caused it: what it said is not taken back by an older state. */
function keepAhead(state: string, change: DeliveryChange): DeliveryChange {
  const behind = change.state === 'received' || change.state === 'in_review'
  return behind && (state === 'published' || state === 'rejected') ? { ...change, state } : change
}

/** The receiver has no receipt for what it does not have; the attempt's row holds its answer. */
async function recordGone(tx: Tx, row: SettledRow): Promise<void> {
  const after = {
    delivery: row.id,
    channel: row.channelId,
    version: row.version,
    by: row.op === 'withdraw' ? 'hub' : 'receiver',
  }
  await record(tx, 'system', { act: 'delivery.withdrawn', subjectKind: 'asset', subjectId: row.assetId, after })
}

/** What was there is gone, and what may have been there as well. */
async function endOlder(tx: Tx, { assetId, channelId, version }: SettledRow): Promise<void> {
  const older = { assetId, channelId, version: { lt: version }, op: { not: 'withdraw' } }
  const there = ['received', 'in_review', 'published', 'withdrawing', 'sending']
  await tx.delivery.updateMany({
    where: { ...older, state: { in: there } },
    data: { state: 'withdrawn', askFirst: false, updatedAt: new Date() },
  })
  await tx.delivery.updateMany({ where: { ...older, askFirst: true }, data: { askFirst: false } })
}

async function updateChannel(tx: Tx, row: SettledRow, outcome: Outcome, now: Date): Promise<void> {
  if (outcome.kind === 'superseded') return
  if (outcome.kind === 'refused') return pauseChannel(tx, row.channelId, outcome)
  const [channel] = await tx.$queryRaw<{ failuresInRow: number; openUntil: Date | null }[]>`
    select failures_in_row as "failuresInRow", open_until as "openUntil" from channel where id = ${row.channelId}::uuid for update`
  if (!channel) return
  const fault = outcome.kind === 'retry' && outcome.fault
  const success = outcome.kind === 'delivered' ? { lastSuccessAt: now } : {}
  if (fault || success.lastSuccessAt || channel.failuresInRow > 0) {
    await tx.channel.update({
      where: { id: row.channelId },
      data: { ...(fault ? afterFault(channel, now) : afterAnswer()), ...success },
    })
  }
}
