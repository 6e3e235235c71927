import type { Delivery } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { changedSinceApproval } from './freeze-delivery.ts'
import { deliveryViews } from './list-deliveries.ts'
import { lockItem } from './lock-item.ts'
import { changedSince } from './members.ts'
import { queueDelivery } from './queue-delivery.ts'
import { receiptBody } from './receipt-body.ts'

type Row = NonNullable<Awaited<ReturnType<Tx['delivery']['findUnique']>>>

/**
 * Sends again now. What waits for its next attempt goes at once, with the same bytes and key. What died is sent as a new version with
 * fresh bytes: the receiver has refused the old ones for good. Throws `not-found`, and `conflict` for what needs no retry.
 */
export async function retryDelivery(db: Db, caller: Caller, id: string): Promise<Delivery> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  const shown = await transaction(db, async tx => {
    const found = await tx.delivery.findUnique({ where: { id } })
    if (!found) throw new ProblemError('not-found')
    const asset = await lockItem(tx, found.assetId)
    const row = await tx.delivery.findUniqueOrThrow({ where: { id } })
    // Fresh bytes would hold what nobody approved.
    if (row.state === 'dead' && (await changedSince(tx, id)))
      throw new ProblemError('conflict', { detail: changedSinceApproval })
    const shown = row.state === 'dead' ? await sendAnew(tx, row, actor.id) : await sendNow(tx, row)
    await record(tx, caller, {
      act: 'delivery.retry',
      subjectKind: 'asset',
      subjectId: row.assetId,
      unitId: asset.unitId,
      after: { delivery: id, sent: shown },
    })
    return shown
  })
  const [view] = await deliveryViews(db, [shown])
  return view!
}

async function sendNow(tx: Tx, row: Row): Promise<string> {
  if (row.state !== 'retrying' && row.state !== 'queued')
    throw new ProblemError('conflict', { detail: 'Lượt gửi này không cần gửi lại.' })
  await tx.delivery.update({ where: { id: row.id }, data: { nextAt: null, publishAt: null, updatedAt: new Date() } })
  await enqueueDelivery(tx, row)
  return row.id
}

async function sendAnew(tx: Tx, row: Row, personId: string): Promise<string> {
  const newer = await tx.delivery.count({
    where: { assetId: row.assetId, channelId: row.channelId, version: { gt: row.version } },
  })
  if (newer > 0) throw new ProblemError('conflict', { detail: 'Đã có phiên bản mới hơn cho kênh này.' })
  const { assetId, channelId, nominationId } = row
  const op = row.op === 'update' ? 'update' : 'publish'
  const push = { assetId, channelId, op, requestedBy: personId, ...(nominationId ? { nominationId } : {}) } as const
  // After a version conflict the next version must stand above the one that was seen there.
  return (await queueDelivery(tx, push, { above: await versionThere(tx, row.id) })).id
}

async function versionThere(tx: Tx, deliveryId: string): Promise<number> {
  const asked = await tx.deliveryAttempt.findFirst({
    where: { deliveryId, step: 'ask', status: 200 },
    orderBy: { at: 'desc' },
  })
  if (!asked?.response) return 0
  try {
    return receiptBody.safeParse(JSON.parse(asked.response)).data?.version ?? 0
  } catch {
    // What was kept of the answer was cut: the own count is all there is.
    return 0
  }
}
