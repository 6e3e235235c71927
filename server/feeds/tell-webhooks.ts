import type { WebhookEvent } from '#contracts/feed'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'

export type FeedEvent = { type: WebhookEvent; assetId: string }

/**
 * Writes one message for each event and each active address that wants it, with its job, in the caller's transaction. A message says
 * which item and where to read it, never what it says: whoever may read it asks for it, and a late message tells no old words.
 */
export async function tellWebhooks(tx: Tx, events: readonly FeedEvent[], hub: string): Promise<void> {
  if (events.length === 0) return
  const webhooks = await tx.webhook.findMany({ where: { state: { not: 'paused' } } })
  const at = new Date().toISOString()
  for (const webhook of webhooks) {
    for (const { type, assetId } of events.filter(event => webhook.events.includes(event.type)))
      await queueWebhook(tx, webhook.id, type, webhookBody(type, assetId, hub, at))
  }
}

/** Queues one message; its row's id is the `webhook-id` that the receiver tells repetitions by. */
export async function queueWebhook(tx: Tx, webhookId: string, event: string, body: string): Promise<string> {
  const id = newId()
  await tx.webhookDelivery.create({ data: { id, webhookId, event, body } })
  await enqueue(tx, 'webhook.send', { deliveryId: id }, { key: `webhook:${id}` })
  return id
}

/** The payload as Standard Webhooks recommends it: `type`, `timestamp`, `data`. */
function webhookBody(type: WebhookEvent, assetId: string, hub: string, at: string): string {
  const item = { uri: `urn:uuid:${assetId}`, url: `${hub}/t/${assetId}` }
  const data = type === 'item.withdrawn' ? item : { ...item, ninjs: `${hub}/feeds/hub/ninjs/${assetId}` }
  return JSON.stringify({ type, timestamp: at, data })
}
