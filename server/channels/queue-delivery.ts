import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { droppable, isPendingWithdrawal, needsReinstating } from './delivery-state.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { lockItem } from './lock-item.ts'
import { isRecalled } from './recalled-assets.ts'
import { refreshUse } from './refresh-use.ts'

export type QueuedPush = {
  assetId: string
  channelId: string
  op: 'publish' | 'update'
  nominationId?: string
  requestedBy: string
}

/**
 * Queues the next version of an item for a channel, in the caller's transaction, and drops older ones that still wait. Throws
 * `not-ready` for an asset in the trash or without its file, `rights-ended` where its dates hold it back, `conflict` while a withdrawal from there is under way and after a kill.
 */
export async function queueDelivery(
  tx: Tx,
  push: QueuedPush,
  options: { above?: number } = {},
): Promise<{ id: string; version: number }> {
  const { assetId, channelId } = push
  const asset = await lockItem(tx, assetId)
  if (asset.life !== 'active' || asset.file !== 'ready') throw new ProblemError('not-ready')
  if (asset.rightsEnded || asset.embargoed) throw new ProblemError('rights-ended')
  const earlier = await tx.delivery.findMany({ where: { assetId, channelId }, orderBy: { version: 'desc' } })
  if (await isRecalled(tx, assetId))
    throw conflict('Tư liệu đang bị thu hồi. Chuyên viên tuyển chọn phải dỡ bỏ lệnh thu hồi trước khi đăng lại.')
  if (earlier.some(isPendingWithdrawal))
    throw conflict('Nội dung đang được thu hồi khỏi kênh này; hãy chờ thu hồi xong.')
  if (earlier.some(each => each.kind === 'kill' && each.state !== 'cancelled')) {
    throw conflict('Nội dung đã bị gỡ vĩnh viễn khỏi kênh này và không thể đăng lại.')
  }
  await tx.delivery.updateMany({
    where: { assetId, channelId, op: { not: 'withdraw' }, state: { in: [...droppable] } },
    data: { state: 'cancelled', nextAt: null, updatedAt: new Date() },
  })
  const version = Math.max(earlier[0]?.version ?? 0, options.above ?? 0) + 1
  const id = newId()
  await tx.delivery.create({
    data: {
      ...{ id, assetId, channelId, version, op: push.op, requestedBy: push.requestedBy },
      nominationId: push.nominationId ?? null,
      state: 'queued',
      // What became of earlier versions is the receiver's to say; the first one finds nothing there.
      askFirst: false,
      reinstate: needsReinstating(earlier),
      assetRevision: asset.revision,
      unitId: asset.unitId,
    },
  })
  await refreshUse(tx, assetId, channelId)
  await enqueueDelivery(tx, { id, assetId, channelId, op: push.op })
  return { id, version }
}

const conflict = (detail: string) => new ProblemError('conflict', { detail })
