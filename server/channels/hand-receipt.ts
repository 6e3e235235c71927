import { newId } from '#server/platform/new-id'
import type { Outcome } from './channel.ts'
import type { ReceiptBody } from './receipt-body.ts'

type Said = {
  itemId: string
  version: number
  digest: string
  state: ReceiptBody['state']
  publicUrl: string | null
  at: Date
  /** What else the bytes prove: who wrote it down, the screenshot's hash. */
  more?: Record<string, string>
}

/** A receipt that no receiver gave: its bytes are what the hub writes down, and are kept as those of others are. */
export function newReceiptBytes(said: Said): Extract<Outcome, { kind: 'delivered' }> {
  const { itemId, version, digest, state, publicUrl, at, more } = said
  const receipt = {
    ...{ receiptId: `hub-${newId()}`, id: itemId, version, digest, state, publicUrl },
    receivedAt: at.toISOString(),
  }
  return {
    kind: 'delivered',
    received: { receipt, raw: Buffer.from(JSON.stringify({ ...receipt, ...more })), headers: {} },
  }
}
