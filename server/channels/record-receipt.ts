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
  const { receiptId, version, digest, state, publicUrl, receivedAt } = receipt
  const { assetId, channelId } = delivery
  // Inside the item's lock: nobody writes the same one meanwhile.
  const added = await tx.$executeRaw`
    insert into receipt (id, delivery_id, asset_id, channel_id, receipt_id, version, digest, state, public_url, received_at, headers, raw,
      sha256, source)
    select ${newId()}::uuid, ${delivery.id}::uuid, ${assetId}::uuid, ${channelId}::uuid, ${receiptId}, ${version}::int, ${digest}, ${state},
      ${publicUrl}, ${new Date(receivedAt)}::timestamptz, ${JSON.stringify(headers)}::jsonb, ${raw}::bytea, ${sha256}, ${source}
    where not exists (select from receipt where delivery_id = ${delivery.id}::uuid and sha256 = ${sha256})`
  if (added === 0) return
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
