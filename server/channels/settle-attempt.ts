import { record } from '#server/audit/record'
import { eventChannel } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { whyUnwanted } from './begin-attempt.ts'
import { afterAnswer, afterFault } from './breaker.ts'
import type { Outcome } from './channel.ts'
import { active } from './delivery-state.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { callWithdrawals } from './leave-turn.ts'
import { type LockedItem, lockItemOf } from './lock-item.ts'
import { pauseChannel } from './pause-channel.ts'
import { type ReceiptSource, recordReceipt } from './record-receipt.ts'
import { refreshUse } from './refresh-use.ts'
import { type DeliveryChange, quotaEnd, type SettledRow, settle } from './settle.ts'
import { callNext, type LockedChannel, lockChannel } from './take-turn.ts'
import { tellDelivery } from './tell-delivery.ts'
import { withdrawPackage } from './withdraw-package.ts'

/**
 * Ends one attempt: state, receipt, schedule, breaker and what follows for the item, in one transaction. The job itself has succeeded
 * whatever the receiver said; another job is queued where the schedule says so. `alongside` writes in the same transaction what the
 * attempt left to be written.
 */
export async function settleAttempt(
  db: Db,
  deliveryId: string,
  outcome: Outcome,
  at: { now: Date; random: () => number; pace?: number },
  alongside: (tx: Tx) => Promise<void> = async () => {},
): Promise<DeliveryChange> {
  return transaction(db, async tx => {
    const asset = await lockItemOf(tx, deliveryId)
    if (!asset) throw new Error(`no delivery ${deliveryId}`)
    const row = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId } })
    await alongside(tx)
    return settleLocked(tx, row, asset, outcome, at)
  })
}

/** As settleAttempt, inside the item's lock and the caller's transaction; also for what a person or a question found out. */
export async function settleLocked(
  tx: Tx,
  row: SettledRow & { state: string; recallOf: string | null; requestedBy: string },
  asset: LockedItem,
  outcome: Outcome,
  at: { now: Date; random: () => number; pace?: number; source?: ReceiptSource },
): Promise<DeliveryChange> {
  const unwanted =
    row.op === 'withdraw' || outcome.kind === 'delivered' || outcome.kind === 'gone'
      ? null
      : ((await whyUnwanted(tx, row, asset)) ?? (row.state === 'cancelled' ? 'superseded' : null))
  const change = keepAhead(row.state, settle(row, outcome, { ...at, unwanted }))
  await writeChange(tx, row, change, at.now)
  if (outcome.kind === 'delivered') await recordReceipt(tx, row, outcome.received, at.source)
  if (outcome.kind === 'gone') await recordGone(tx, row)
  if (change.nextAt) await enqueueDelivery(tx, row, change.nextAt)
  if (change.state === 'withdrawn') await endOlder(tx, row)
  const failed = change.state === 'dead' || (change.state === 'cancelled' && change.problem !== 'superseded')
  if (row.recallOf && row.op !== 'withdraw' && failed) await withdrawPackage(tx, row, row.recallOf)
  await refreshUse(tx, row.assetId, row.channelId)
  await tellDelivery(tx, row, asset.unitId, change)
  // Last, as every delivery of the channel takes this lock.
  await updateChannel(tx, row, outcome, at)
  return change
}

/** The row as the attempt leaves it; who looks at the asset learns of it at commit. */
async function writeChange(tx: Tx, { id, assetId }: SettledRow, change: DeliveryChange, now: Date): Promise<void> {
  const { state, askFirst, nextAt, problem, problemText, publicUrl, attempts } = change
  // What a kind kept of an unfinished upload is of no use to what has ended.
  const ended = !(active as readonly string[]).includes(state)
  await tx.$queryRaw`
    update delivery set state = ${state}, ask_first = ${askFirst}, next_at = ${nextAt}::timestamptz, problem = ${problem},
      problem_text = ${problemText}, public_url = ${publicUrl}, attempts = coalesce(${attempts ?? null}::int, attempts),
      session = case when ${ended} then null else session end, turn = null, updated_at = ${now}::timestamptz
    where id = ${id}::uuid returning pg_notify(${eventChannel}, ${`a:${assetId}`})::text as told`
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

/** What the answer says about the channel, and then whose turn it is. */
async function updateChannel(
  tx: Tx,
  row: SettledRow,
  outcome: Outcome,
  { now, pace }: { now: Date; pace?: number },
): Promise<void> {
  // Before the channel's lock, which is held as short as can be.
  await callWithdrawals(tx, row)
  const channel = await lockChannel(tx, row.channelId)
  const changes = channelAfter(channel, outcome, now, pace)
  if (Object.keys(changes).length > 0)
    await tx.channel.update({ where: { id: row.channelId }, data: changes, select: { id: true } })
  const paused = outcome.kind === 'refused' || outcome.kind === 'lapsed'
  if (paused) await pauseChannel(tx, row, outcome)
  await callNext(tx, { ...channel, ...changes, ...(paused ? { state: 'paused' } : {}) }, now)
}

/** Of a success only each second is written: a busy channel's row is not written for every delivery. */
const successEveryMs = 1_000

function channelAfter(channel: LockedChannel, outcome: Outcome, now: Date, pace?: number): Partial<LockedChannel> {
  if (outcome.kind === 'superseded' || outcome.kind === 'refused' || outcome.kind === 'lapsed') return {}
  if (outcome.kind === 'retry' && outcome.fault) return afterFault(channel, now, pace)
  const closed = channel.failuresInRow > 0 || channel.openUntil ? afterAnswer() : {}
  if (outcome.kind === 'quota') return { ...closed, quotaUntil: quotaEnd(outcome.until, now) }
  const last = channel.lastSuccessAt?.getTime() ?? 0
  const success = outcome.kind === 'delivered' && now.getTime() - last >= successEveryMs ? { lastSuccessAt: now } : {}
  return { ...closed, ...success }
}
