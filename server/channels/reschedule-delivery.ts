import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { changedSince } from './members.ts'

/**
 * Gives what a nomination has waiting another time, or none: then it goes by the channel's windows at once. Inside the item's lock.
 * Throws `conflict` where it has begun or was edited since it was approved.
 */
export async function rescheduleDelivery(tx: Tx, nominationId: string, publishAt: Date | null): Promise<void> {
  const row = await tx.delivery.findFirst({
    where: { nominationId, op: { not: 'withdraw' } },
    orderBy: { version: 'desc' },
    select: { id: true, assetId: true, channelId: true, state: true, beganAt: true },
  })
  if (row?.state !== 'queued' || row.beganAt)
    throw new ProblemError('conflict', { detail: 'Nội dung đã được gửi đi hoặc không còn chờ gửi.' })
  if (await changedSince(tx, row.id))
    throw new ProblemError('conflict', { detail: 'Tư liệu đã được sửa sau khi duyệt. Hãy bỏ lịch đăng rồi duyệt lại.' })
  const data = { publishAt, nextAt: publishAt, updatedAt: new Date() }
  await tx.delivery.update({ where: { id: row.id }, data })
  await enqueueDelivery(tx, row, publishAt ?? undefined)
}
