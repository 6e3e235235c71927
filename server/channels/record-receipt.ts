import type { receiptSources } from '#contracts/ledger'
import { type AuditRecord, recordAll } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { Received } from './channel.ts'
import { sha256Of } from './sign-request.ts'

/** How it came: answered or told by the receiver, dropped as a file, written down by a person. */
export type ReceiptSource = (typeof receiptSources)[number]

type Answered = { id: string; assetId: string; channelId: string; op: string }

/**
 * Keeps what a receiver answered, for ever: the bytes and headers as they came, with the bytes' SHA-256, and what was read from them.
 * The same answer twice (a replay, a question after a timeout) is kept once.
 */
export function recordReceipt(
  tx: Tx,
  delivery: Answered,
  received: Received,
  source: ReceiptSource = 'api',
): Promise<void> {
  return recordReceipts(tx, [{ delivery, received }], source)
}

/** As recordReceipt, of several deliveries, none of them twice. Inside the items' locks: nobody writes the same ones meanwhile. */
export async function recordReceipts(
  tx: Tx,
  answers: readonly { delivery: Answered; received: Received }[],
  source: ReceiptSource = 'api',
): Promise<void> {
  if (answers.length === 0) return
  const rows = answers.map(({ delivery: { id: deliveryId, assetId, channelId }, received }) => {
    const { receiptId, version, digest, state, publicUrl, receivedAt } = received.receipt
    return {
      ...{ id: newId(), deliveryId, assetId, channelId, receiptId, version, digest, state, publicUrl },
      ...{ headers: received.headers, sha256: sha256Of(received.raw), raw: received.raw.toString('base64') },
      receivedAt: new Date(receivedAt),
    }
  })
  const added = await tx.$queryRaw<{ deliveryId: string }[]>`
    insert into receipt (id, delivery_id, asset_id, channel_id, receipt_id, version, digest, state, public_url, received_at, headers, raw,
      sha256, source)
    select id, "deliveryId", "assetId", "channelId", "receiptId", version, digest, state, "publicUrl", "receivedAt", headers,
      decode(raw, 'base64'), sha256, ${source}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "deliveryId" uuid, "assetId" uuid, "channelId" uuid,
      "receiptId" text, version int, digest text, state text, "publicUrl" text, "receivedAt" timestamptz, headers jsonb, raw text,
      sha256 text)
    where not exists (select from receipt k where k.delivery_id = "deliveryId" and k.sha256 = r.sha256)
    returning delivery_id as "deliveryId"`
  const fresh = new Set(added.map(row => row.deliveryId))
  const told = answers.filter(({ delivery }) => fresh.has(delivery.id))
  await recordAll(
    tx,
    'system',
    told.map(({ delivery, received }) => entryOf(delivery, received, source)),
  )
}

function entryOf(delivery: Answered, { receipt }: Received, source: ReceiptSource): AuditRecord {
  const { receiptId, version, state, publicUrl } = receipt
  return {
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
  }
}
