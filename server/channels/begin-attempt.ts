import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { isOpen } from './breaker.ts'
import { active } from './delivery-state.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { overLimitUntil } from './hourly-limit.ts'
import { leaveTurn } from './leave-turn.ts'
import { type LockedItem, lockItemOf } from './lock-item.ts'
import { refreshUse } from './refresh-use.ts'
import { opensAt, type SendingWindow } from './sending-window.ts'
import { isLaneFree, lockChannel } from './take-turn.ts'

/** A delivery with its channel, as the worker holds it during one attempt. */
export type DeliveryRow = Prisma.DeliveryGetPayload<{ include: { channel: true } }>

const lookAgainMs = 30_000

/**
 * Begins one attempt, or says null where there is nothing to do now: done already, dropped, paused, not its turn, or put off (then
 * another job is queued). `askFirst` of the row tells whether an attempt before this one may have arrived.
 */
export async function beginAttempt(db: Db, deliveryId: string, now: Date): Promise<DeliveryRow | null> {
  return transaction(db, async tx => {
    const asset = await lockItemOf(tx, deliveryId)
    if (!asset) return null
    const row = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId }, include: { channel: true } })
    const withdrawal = row.op === 'withdraw'
    // `withdrawing` on a push: it is there, and a withdrawal of its own is on its way.
    if (!(active as readonly string[]).includes(row.state) || (!withdrawal && row.state === 'withdrawing'))
      return leave(tx, row, now)
    const others = await othersOf(tx, row)
    // One request in flight for an item and a channel: who is under way calls this one when it has ended.
    if (others.sending) return leave(tx, row, now, { turn: 'waiting' })
    const unwanted = withdrawal ? null : (whyNotNow(asset) ?? (others.newer ? 'superseded' : null))
    if (unwanted) return drop(tx, row, unwanted, now)
    const until = withdrawal ? withdrawalWaits(row, now) : await pushWaits(tx, row, asset, now)
    if (until === 'paused') return leave(tx, row, now, { turn: 'waiting' })
    if (until) return putOff(tx, row, until, now)
    if (
      !withdrawal &&
      !row.turn?.match(/called|sending/) &&
      !(await isLaneFree(tx, await lockChannel(tx, row.channelId)))
    )
      return leave(tx, row, now, { turn: 'waiting', nextAt: null })
    const state = withdrawal ? 'withdrawing' : 'media'
    const begun = { state, attempts: row.attempts + 1, nextAt: null, beganAt: row.beganAt ?? now, turn: 'sending' }
    await tx.delivery.update({ where: { id: row.id }, data: { ...begun, updatedAt: now }, select: { id: true } })
    return { ...row, ...begun, updatedAt: now }
  })
}

type Others = { sending: boolean; newer: boolean }
async function othersOf(tx: Tx, { id, assetId, channelId, version }: DeliveryRow): Promise<Others> {
  const [row] = await tx.$queryRaw<Others[]>`
    select coalesce(bool_or(turn = 'sending' and id <> ${id}::uuid), false) as sending,
      coalesce(bool_or(version > ${version}::int and state <> 'cancelled'), false) as newer
    from delivery where asset_id = ${assetId}::uuid and channel_id = ${channelId}::uuid`
  return row!
}

/** Is this delivery still what should be sent? For the moment before it is sent; inside the item's lock. */
export async function whyUnwanted(
  tx: Tx,
  row: { assetId: string; channelId: string; version: number },
  asset: LockedItem,
): Promise<string | null> {
  const { assetId, channelId, version } = row
  const unfit = whyNotNow(asset)
  if (unfit) return unfit
  const newer = await tx.delivery.count({
    where: { assetId, channelId, version: { gt: version }, state: { not: 'cancelled' } },
  })
  return newer > 0 ? 'superseded' : null
}

function whyNotNow(asset: LockedItem): string | null {
  if (asset.life !== 'active') return 'asset-trashed'
  if (asset.rightsEnded) return 'rights-ended'
  if (asset.embargoed) return 'under-embargo'
  return asset.file === 'failed' || asset.file === 'damaged' ? 'asset-not-ready' : null
}

/** A withdrawal goes also where the curator stopped pushing, and where the channel did not let the hub in: it tries. */
function withdrawalWaits({ nextAt, channel }: DeliveryRow, now: Date): Date | null {
  if (nextAt && nextAt > now) return nextAt
  return isOpen(channel, now) ? channel.openUntil : null
}

async function pushWaits(
  tx: Tx,
  row: DeliveryRow,
  asset: { file: string },
  now: Date,
): Promise<Date | 'paused' | null> {
  const { channel } = row
  if (channel.state === 'paused') return 'paused'
  // The worker's clock may be behind the database's, by which the job came.
  if (row.nextAt && row.nextAt > now) return row.nextAt
  if (isOpen(channel, now)) return channel.openUntil
  if (channel.quotaUntil && channel.quotaUntil > now) return channel.quotaUntil
  if (asset.file === 'processing') return new Date(now.getTime() + lookAgainMs)
  // A withdrawal waits for no window and no limit; a delivery that has begun is finished.
  if (row.beganAt) return null
  return opensAt(channel.windows as unknown as SendingWindow[], now) ?? overLimitUntil(tx, channel, now)
}

async function drop(tx: Tx, row: DeliveryRow, problem: string, now: Date): Promise<null> {
  await leave(tx, row, now, { state: 'cancelled', problem, nextAt: null, turn: null })
  await refreshUse(tx, row.assetId, row.channelId)
  return null
}

async function putOff(tx: Tx, row: DeliveryRow, until: Date, now: Date): Promise<null> {
  await leave(tx, row, now, { nextAt: until, turn: null })
  await enqueueDelivery(tx, row, until)
  return null
}

/** Ends what has not begun: its lane, if it held one, goes to who waits. */
async function leave(
  tx: Tx,
  row: DeliveryRow,
  now: Date,
  change: Partial<Pick<DeliveryRow, 'state' | 'problem' | 'nextAt' | 'turn'>> = { turn: null },
): Promise<null> {
  const moved = Object.entries(change).some(([name, value]) => row[name as keyof typeof change] !== value)
  if (moved)
    await tx.delivery.update({
      where: { id: row.id },
      data: { ...change, ...('state' in change || 'nextAt' in change ? { updatedAt: new Date() } : {}) },
      select: { id: true },
    })
  if (row.turn === 'called' || row.turn === 'sending') await leaveTurn(tx, row, now)
  return null
}
