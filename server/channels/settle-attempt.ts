import { record } from '#server/audit/record'
import { eventChannel } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { alone } from '#server/platform/gather'
import { whyUnwanted } from './begin-attempt.ts'
import { afterAnswer, afterFault } from './breaker.ts'
import type { Outcome } from './channel.ts'
import { active, held } from './delivery-state.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { callWithdrawals } from './leave-turn.ts'
import { type LockedItem, lockItemsOf } from './lock-item.ts'
import { pauseChannel } from './pause-channel.ts'
import { type AttemptRow, insertAttempts } from './record-attempt.ts'
import { type ReceiptSource, recordReceipts } from './record-receipt.ts'
import { refreshUses } from './refresh-use.ts'
import { type DeliveryChange, quotaEnd, type SettledRow, settle } from './settle.ts'
import { callNext, type Handed, type LockedChannel, lockChannel, type Taker } from './take-turn.ts'
import { tellDeliveries } from './tell-delivery.ts'
import { withdrawPackage } from './withdraw-package.ts'

/** How an attempt ended, and what goes with it. */
export type Ended = {
  id: string
  channelId: string
  outcome: Outcome
  /** Exchanges that are not written yet. */
  exchanges?: readonly AttemptRow[]
  /** The running job that is done with it and would take another of this channel. */
  taker?: Taker | null
}
/** `next`: the delivery that the job was handed; it has its turn. */
export type Settled = { change: DeliveryChange; next: string | null }
export type SettleAt = { now: Date; random: () => number; pace?: number; source?: ReceiptSource }

/** As settleAttempts, of one. */
export async function settleAttempt(db: Db, ended: Ended, at: SettleAt): Promise<DeliveryChange> {
  const [settled] = await settleAttempts(db, [ended], at)
  if (!settled || settled === alone) throw new Error(`no delivery ${ended.id}`)
  return settled.change
}

/**
 * Ends attempts of one channel: states, receipts, schedules, breaker and what follows for the items, in one transaction. A job itself has
 * succeeded whatever the receiver said; another job is queued where the schedule says so. `alone` for those of several whose item
 * another transaction holds.
 */
export async function settleAttempts(
  db: Db,
  ended: readonly Ended[],
  at: SettleAt,
): Promise<(Settled | typeof alone)[]> {
  const ids = ended.map(each => each.id)
  return transaction(db, async tx => {
    const assets = await lockItemsOf(tx, ids)
    const rows = new Map((await readSettling(tx, ids)).map(row => [row.id, row]))
    const free: (Settling & { taker: Taker | null; exchanges: readonly AttemptRow[] })[] = []
    for (const { id, outcome, taker = null, exchanges = [] } of ended) {
      const row = rows.get(id)
      if (!row) throw new Error(`no delivery ${id}`)
      const asset = assets.get(row.assetId)
      if (asset) free.push({ row, asset, outcome, taker, exchanges })
    }
    await insertAttempts(
      tx,
      free.flatMap(each => each.exchanges),
    )
    const takers = free.flatMap(each => each.taker ?? [])
    const { changes, handed } = await settleAll(tx, free, { ...at, takers })
    const settled = new Map(
      free.map(({ row, taker }, place) => {
        return [row.id, { change: changes[place]!, next: handed.get(taker?.jobId ?? '') ?? null }] as const
      }),
    )
    return ids.map(id => settled.get(id) ?? alone)
  })
}

type Row = SettledRow & { state: string; recallOf: string | null; requestedBy: string; channelName?: string }
type Settling = { row: Row; asset: LockedItem; outcome: Outcome }

function readSettling(tx: Tx, ids: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw`
    select d.id, asset_id as "assetId", channel_id as "channelId", op, version, attempts, ask_first as "askFirst",
      public_url as "publicUrl", d.state, recall_of as "recallOf", requested_by as "requestedBy", c.name as "channelName"
    from delivery d join channel c on c.id = d.channel_id where d.id = any(${[...ids]}::uuid[])`
}

/** As settleAttempt, inside the item's lock and the caller's transaction; also for what a person or a question found out. */
export async function settleLocked(
  tx: Tx,
  row: Row,
  asset: LockedItem,
  outcome: Outcome,
  at: SettleAt,
): Promise<DeliveryChange> {
  const { changes } = await settleAll(tx, [{ row, asset, outcome }], { ...at, takers: [] })
  return changes[0]!
}

/** Different items of one channel, inside their locks. */
async function settleAll(
  tx: Tx,
  ended: readonly Settling[],
  at: SettleAt & { takers: readonly Taker[] },
): Promise<{ changes: DeliveryChange[]; handed: Handed }> {
  if (ended.length === 0) return { changes: [], handed: new Map() }
  const settled: (Settling & { change: DeliveryChange })[] = []
  for (const each of ended) settled.push({ ...each, change: await changeOf(tx, each, at) })
  await writeChanges(tx, settled, at.now)
  await recordReceipts(tx, settled.flatMap(receiptOf), at.source)
  for (const each of settled) await follow(tx, each)
  const { channelId } = settled[0]!.row
  const assetIds = settled.map(each => each.row.assetId)
  const moved = settled.filter(each => !isFirstHeld(each.row, each.change))
  if (moved.length > 0)
    await refreshUses(
      tx,
      moved.map(each => each.row.assetId),
      channelId,
    )
  await tellDeliveries(
    tx,
    settled.map(({ row, asset, change }) => ({ row, unitId: asset.unitId, change })),
  )
  // Before the channel's lock, which is held as short as can be.
  await callWithdrawals(tx, assetIds, channelId)
  // Last, as every delivery of the channel takes this lock.
  const handed = await updateChannel(tx, channelId, settled, at)
  return { changes: settled.map(each => each.change), handed }
}

/** The first version has come: the note that the channel holds the item stands since it was queued, and nothing older lets go. */
const isFirstHeld = ({ version }: SettledRow, { state }: DeliveryChange) =>
  version === 1 && (held as readonly string[]).includes(state)

async function changeOf(tx: Tx, { row, asset, outcome }: Settling, at: SettleAt): Promise<DeliveryChange> {
  const unwanted =
    row.op === 'withdraw' || outcome.kind === 'delivered' || outcome.kind === 'gone'
      ? null
      : ((await whyUnwanted(tx, row, asset)) ?? (row.state === 'cancelled' ? 'superseded' : null))
  return keepAhead(row.state, settle(row, outcome, { ...at, unwanted }))
}

const receiptOf = ({ row, outcome }: Settling) =>
  outcome.kind === 'delivered' ? [{ delivery: row, received: outcome.received }] : []

/** What follows of one end beside its row, its receipt and its channel. */
async function follow(tx: Tx, { row, outcome, change }: Settling & { change: DeliveryChange }): Promise<void> {
  if (outcome.kind === 'gone') await recordGone(tx, row)
  if (change.nextAt) await enqueueDelivery(tx, row, change.nextAt)
  if (change.state === 'withdrawn') await endOlder(tx, row)
  const failed = change.state === 'dead' || (change.state === 'cancelled' && change.problem !== 'superseded')
  if (row.recallOf && row.op !== 'withdraw' && failed) await withdrawPackage(tx, row, row.recallOf)
}

/** The rows as the attempts leave them; who looks at an asset learns of it at commit. */
async function writeChanges(
  tx: Tx,
  settled: readonly { row: SettledRow; change: DeliveryChange }[],
  now: Date,
): Promise<void> {
  const rows = settled.map(({ row: { id }, change }) => {
    // What a kind kept of an unfinished upload is of no use to what has ended.
    return { id, ...change, ended: !(active as readonly string[]).includes(change.state) }
  })
  await tx.$queryRaw`
    update delivery set state = r.state, ask_first = r."askFirst", next_at = r."nextAt", problem = r.problem,
      problem_text = r."problemText", public_url = r."publicUrl", attempts = coalesce(r.attempts, delivery.attempts),
      session = case when r.ended then null else session end, turn = null, updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, state text, "askFirst" boolean, "nextAt" timestamptz,
      problem text, "problemText" text, "publicUrl" text, attempts int, ended boolean)
    where delivery.id = r.id returning pg_notify(${eventChannel}, 'a:' || asset_id::text)::text as told`
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

/** What the answers say about the channel, and then whose turn it is. */
async function updateChannel(
  tx: Tx,
  channelId: string,
  ended: readonly Settling[],
  { now, pace, takers }: SettleAt & { takers: readonly Taker[] },
): Promise<Handed> {
  const channel = await lockChannel(tx, channelId)
  let changes: Partial<LockedChannel> = {}
  for (const { outcome } of ended)
    changes = { ...changes, ...channelAfter({ ...channel, ...changes }, outcome, now, pace) }
  if (Object.keys(changes).length > 0)
    await tx.channel.update({ where: { id: channelId }, data: changes, select: { id: true } })
  let state = channel.state
  for (const { row, outcome } of ended) {
    if (outcome.kind !== 'refused' && outcome.kind !== 'lapsed') continue
    await pauseChannel(tx, row, outcome)
    state = 'paused'
  }
  return callNext(tx, { ...channel, ...changes, state }, now, takers)
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
