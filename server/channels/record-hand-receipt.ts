import type { z } from 'zod'
import type { Delivery } from '#contracts/delivery'
import type { handReceipt } from '#contracts/ledger'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { applyReport } from './apply-report.ts'
import { deliveryViews } from './list-deliveries.ts'

/**
 * A curator writes down what a receiver shows that does not answer by itself. The bytes of the receipt are the statement itself, without
 * a name: the audit says who made it. Throws `not-found`.
 */
export async function recordHandReceipt(
  db: Db,
  caller: Caller,
  id: string,
  { state, publicUrl, note }: z.output<typeof handReceipt>,
): Promise<Delivery> {
  requireHubRole(caller.actor, 'curate')
  await transaction(db, async tx => {
    const row = await tx.delivery.findUnique({ where: { id } })
    if (!row) throw new ProblemError('not-found')
    const { assetId, channelId, version } = row
    const statement = {
      receiptId: newId(),
      id: assetId,
      version,
      state,
      publicUrl,
      note,
      receivedAt: new Date().toISOString(),
    }
    const receipt = { ...statement, digest: row.digest ?? '0'.repeat(64) }
    const received = { receipt, raw: Buffer.from(JSON.stringify(statement)), headers: {} }
    await applyReport(tx, channelId, { event: null, received, source: 'by-hand', text: note })
    const after = { delivery: id, channel: channelId, receipt: statement.receiptId, state, publicUrl }
    await record(tx, caller, { act: 'receipt.by-hand', subjectKind: 'asset', subjectId: assetId, after })
  })
  const [view] = await deliveryViews(db, [id])
  return view!
}
