import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

type Queued = { id: string; assetId: string; channelId: string }

/**
 * The job that brings a delivery one step further, at once or not before `runAt`. One queue for an item and a channel: one request in
 * flight for them, while no receiver holds up another. A job that waits already is replaced.
 */
export function enqueueDelivery(tx: Tx, delivery: Queued, runAt?: Date): Promise<void> {
  const { id, assetId, channelId } = delivery
  const queue = `delivery:${channelId}:${assetId}`
  return enqueue(tx, 'delivery.send', { deliveryId: id }, { key: `delivery:${id}`, queue, ...(runAt ? { runAt } : {}) })
}
