import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { ItemRecord } from './item-store.ts'

export type CallbackOptions = { url: string; secret: string }
export type CallbackEvent = 'item.published' | 'item.rejected' | 'item.withdrawn' | 'item.updated'

/** Between tries; after the last the portal gives up, and the hub's nightly comparison finds the difference. */
const waitsMs = [0, 200, 1_000, 5_000]

/**
 * Tells the hub what became of an item (Standard Webhooks 1.0): the same id and bytes on every try, a fresh timestamp and signature.
 * Resolves with the status of the last answer, 0 where none came.
 */
export async function callBack(
  { url, secret }: CallbackOptions,
  type: CallbackEvent,
  record: ItemRecord,
  reason = '',
): Promise<number> {
  const { receipt } = record
  const payload = JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { ...receipt, digest: record.digest, reason },
  })
  const id = `msg_${randomUUID()}`
  let status = 0
  for (const wait of waitsMs) {
    await new Promise(resolve => setTimeout(resolve, wait))
    const now = new Date()
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, payload),
    }
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: payload,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null)
    status = answer?.status ?? 0
    if (status >= 200 && status < 300) return status
  }
  return status
}
