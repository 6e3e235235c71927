import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { enqueueMany } from '#server/queue/enqueue-many'

type Queued = { id: string; assetId: string; channelId: string }

/**
 * The job that brings a delivery one step further, at once or not before `runAt`. One queue for an item and a channel: one request in
 * flight for them, while no receiver holds up another. A job that waits already is replaced.
 */
export function enqueueDelivery(tx: Tx, delivery: Queued, runAt?: Date): Promise<void> {
  const { payload, ...place } = jobOf(delivery)
  return enqueue(tx, 'delivery.send', payload, { ...place, ...(runAt ? { runAt } : {}) })
}

/** The same at once for any number of deliveries, in one statement: what a channel that goes on has waiting. */
export function enqueueDeliveries(tx: Tx, deliveries: readonly Queued[]): Promise<void> {
  return enqueueMany(tx, 'delivery.send', deliveries.map(jobOf))
}

function jobOf({ id, assetId, channelId }: Queued) {
  return { payload: { deliveryId: id }, key: `delivery:${id}`, queue: `delivery:${channelId}:${assetId}` }
}
