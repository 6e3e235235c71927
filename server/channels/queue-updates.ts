import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { mayHold } from './delivery-state.ts'
import { lockItem } from './lock-item.ts'
import { queueDelivery } from './queue-delivery.ts'

/**
 * After an edit: the next version for every channel on which the asset is live. A channel from which it is being withdrawn is left
 * alone. In the caller's transaction.
 */
export async function queueUpdates(tx: Tx, assetId: string, requestedBy: string): Promise<void> {
  await lockItem(tx, assetId)
  const deliveries = await tx.delivery.findMany({
    where: { assetId },
    select: { channelId: true, op: true, state: true, askFirst: true },
  })
  const channels = new Set(deliveries.filter(mayHold).map(each => each.channelId))
  for (const channelId of channels) {
    try {
      await queueDelivery(tx, { assetId, channelId, op: 'update', requestedBy })
    } catch (error) {
      // Being withdrawn, or killed: an edit does not bring it back.
      if (!(error instanceof ProblemError) || error.key !== 'conflict') throw error
    }
  }
}
