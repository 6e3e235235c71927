import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { isOpen } from './breaker.ts'
import { active } from './delivery-state.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { overLimitUntil } from './hourly-limit.ts'
import { type LockedItem, lockItem } from './lock-item.ts'
import { whyMemberUnwanted } from './members.ts'
import { refreshUse } from './refresh-use.ts'
import { opensAt, type SendingWindow } from './sending-window.ts'
import { withdrawPackage } from './withdraw-package.ts'

/** A delivery with its channel, as the worker holds it during one attempt. */
export type DeliveryRow = Prisma.DeliveryGetPayload<{ include: { channel: true; members: true } }>

const lookAgainMs = 30_000

/**
 * Begins one attempt, or says null where there is nothing to do now: done already, dropped, paused, or put off (then another job is
 * queued). `askFirst` of the row tells whether an attempt before this one may have arrived.
 */
export async function beginAttempt(db: Db, deliveryId: string, now: Date): Promise<DeliveryRow | null> {
  return transaction(db, async tx => {
    const found = await tx.delivery.findUnique({ where: { id: deliveryId }, select: { assetId: true } })
    if (!found) return null
    const asset = await lockItem(tx, found.assetId)
    const row = await tx.delivery.findUniqueOrThrow({
      where: { id: deliveryId },
      include: { channel: true, members: true },
    })
    const withdrawal = row.op === 'withdraw'
    // `withdrawing` on a push: it is there, and a withdrawal of its own is on its way.
    if (!(active as readonly string[]).includes(row.state) || (!withdrawal && row.state === 'withdrawing')) return null
    const unwanted = withdrawal ? null : await whyUnwanted(tx, row, asset)
    // The clocks of a worker and the database differ: what is scheduled for an embargo's end waits for the database's.
    if (unwanted === 'under-embargo' && row.publishAt) return putOff(tx, row, later(row.publishAt, now))
    if (unwanted) return drop(tx, row, unwanted)
    const until = putOffUntil(row, asset, now)
    if (until === 'paused') return null
    if (until) return putOff(tx, row, until)
    // A withdrawal waits for no window and no limit; a delivery that has begun is finished.
    const turn = withdrawal || row.recallOf || row.beganAt ? null : await notItsTurn(tx, row, now)
    if (turn) return putOff(tx, row, turn)
    const state = withdrawal ? 'withdrawing' : 'media'
    return tx.delivery.update({
      where: { id: row.id },
      data: { state, attempts: { increment: 1 }, nextAt: null, beganAt: row.beganAt ?? now, updatedAt: now },
      include: { channel: true, members: true },
    })
  })
}

/** Is this delivery still what should be sent? For the moment before it is sent; inside the item's lock. */
export async function whyUnwanted(
  tx: Tx,
  row: { id: string; assetId: string; channelId: string; version: number },
  asset: LockedItem,
): Promise<string | null> {
  if (asset.life !== 'active') return 'asset-trashed'
  if (asset.rightsEnded) return 'rights-ended'
  if (asset.embargoed) return 'under-embargo'
  if (asset.file === 'failed' || asset.file === 'damaged') return 'asset-not-ready'
  const { assetId, channelId, version } = row
  const newer = await tx.delivery.count({
    where: { assetId, channelId, version: { gt: version }, state: { not: 'cancelled' } },
  })
  return newer > 0 ? 'superseded' : whyMemberUnwanted(tx, row.id)
}

const later = (at: Date, now: Date) => new Date(Math.max(at.getTime(), now.getTime() + lookAgainMs))

function putOffUntil(row: DeliveryRow, asset: { file: string }, now: Date): Date | 'paused' | null {
  // A withdrawal goes also where the curator stopped pushing, and where the channel did not let the hub in: it tries.
  const takesBack = row.op === 'withdraw' || row.recallOf !== null
  if (row.channel.state === 'paused' && !takesBack) return 'paused'
  if (row.publishAt && row.publishAt > now) return row.publishAt
  // The worker's clock may be behind the database's, by which the job came.
  if (row.nextAt && row.nextAt > now) return row.nextAt
  if (isOpen(row.channel, now)) return row.channel.openUntil
  return row.op !== 'withdraw' && asset.file === 'processing' ? new Date(now.getTime() + lookAgainMs) : null
}

async function notItsTurn(tx: Tx, { channel }: DeliveryRow, now: Date): Promise<Date | null> {
  return opensAt(channel.windows as unknown as SendingWindow[], now) ?? overLimitUntil(tx, channel, now)
}

async function drop(tx: Tx, row: DeliveryRow, problem: string): Promise<null> {
  await tx.delivery.update({
    where: { id: row.id },
    data: { state: 'cancelled', problem, nextAt: null, updatedAt: new Date() },
  })
  await refreshUse(tx, row.assetId, row.channelId)
  if (row.recallOf && problem !== 'superseded') await withdrawPackage(tx, row, row.recallOf)
  return null
}

async function putOff(tx: Tx, row: DeliveryRow, until: Date): Promise<null> {
  await tx.delivery.update({ where: { id: row.id }, data: { nextAt: until, updatedAt: new Date() } })
  await enqueueDelivery(tx, row, until)
  return null
}
