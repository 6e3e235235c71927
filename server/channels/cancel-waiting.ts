import type { Tx } from '#server/platform/db'
import { droppable } from './delivery-state.ts'
import { refreshUse } from './refresh-use.ts'

/**
 * Drops what a nomination has waiting for a channel, in the caller's transaction and inside the item's lock; what the receiver may
 * have stays. Returns how many were dropped.
 */
export async function cancelWaiting(tx: Tx, nominationId: string, problem: string): Promise<number> {
  const waiting = await tx.delivery.findMany({
    where: { nominationId, op: { not: 'withdraw' }, state: { in: [...droppable] } },
    select: { id: true, assetId: true, channelId: true },
  })
  for (const { id, assetId, channelId } of waiting) {
    await tx.delivery.update({
      where: { id },
      data: { state: 'cancelled', problem, nextAt: null, updatedAt: new Date() },
    })
    await refreshUse(tx, assetId, channelId)
  }
  return waiting.length
}
