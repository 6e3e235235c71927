import type { receiptSources } from '#contracts/ledger'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { Received } from './channel.ts'
import { sha256Of } from './sign-request.ts'

/** How it came: answered or told by the receiver, dropped as a file, written down by a person. */
export type ReceiptSource = (typeof receiptSources)[number]

/**
 * Keeps what a receiver answered, for ever: the bytes and headers as they came, with the bytes' SHA-256, and what was read from them.
 * The same answer twice (a replay, a question after a timeout) is kept once.
 */
export async function recordReceipt(
  tx: Tx,
  delivery: { id: string; assetId: string; channelId: string; op: string },
  { receipt, raw, headers }: Received,
  source: ReceiptSource = 'api',
): Promise<void> {
  const sha256 = sha256Of(raw)
  const known = await tx.receipt.count({ where: { deliveryId: delivery.id, sha256 } })
  if (known > 0) return
  const { receiptId, version, digest, state, publicUrl, receivedAt } = receipt
  const row = { id: newId(), deliveryId: delivery.id, assetId: delivery.assetId, channelId: delivery.channelId }
  await tx.receipt.create({
    data: {
      ...row,
      receiptId,
      version,
      digest,
      state,
      publicUrl,
      receivedAt: new Date(receivedAt),
      headers,
      raw: Uint8Array.from(raw),
      sha256,
      source,
    },
  })
  await record(tx, 'system', {
    act: delivery.op === 'withdraw' ? 'delivery.withdrawn' : 'delivery.received',
    subjectKind: 'asset',
    subjectId: delivery.assetId,
    after: {
      delivery: delivery.id,
      channel: delivery.channelId,
      receipt: receiptId,
      version,
      state,
      publicUrl,
      source,
    },
  })
}
