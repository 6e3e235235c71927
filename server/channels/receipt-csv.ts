import type { Actor } from '#server/access/actor'
import { csvLine } from '#server/audit/csv-line'
import type { Db } from '#server/platform/db'
import { type ReceiptFilter, readReceipts } from './list-receipts.ts'

const batch = 1_000
const heads = [
  'recorded',
  'received',
  'item',
  'item id',
  'channel',
  'version',
  'state',
  'public address',
  'source',
  'receipt',
  'sha256',
  'id',
]

/** The ledger as CSV, newest first, in pieces of up to 1,000 rows: UTF-8 with the mark that Excel needs to read it as such. */
export async function* receiptCsv(db: Db, actor: Actor, filter: ReceiptFilter): AsyncGenerator<string> {
  yield `\ufeff${csvLine(heads)}`
  let before: string | undefined
  for (;;) {
    const rows = await readReceipts(db, actor, filter, { ...(before ? { before } : {}), limit: batch })
    before = rows.at(-1)?.id
    const lines = rows.map(row =>
      csvLine([
        ...[row.recordedAt, row.receivedAt, row.asset.title, row.asset.id, row.channel.name, String(row.version)],
        ...[row.state, row.publicUrl, row.source, row.receiptId, row.sha256, row.id],
      ]),
    )
    if (lines.length > 0) yield lines.join('')
    if (rows.length < batch) return
  }
}
