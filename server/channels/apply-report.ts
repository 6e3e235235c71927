import { signal } from '#server/notifications/event-channel'
import type { Tx } from '#server/platform/db'
import { active, mayHold } from './delivery-state.ts'
import { lockItem } from './lock-item.ts'
import { nextOfReport, type Report } from './next-of-report.ts'
import { noteFinding } from './note-finding.ts'
import { notePortalEdit } from './note-portal-edit.ts'
import { recordReceipt } from './record-receipt.ts'
import { refreshUse } from './refresh-use.ts'
import { tellDelivery } from './tell-delivery.ts'
import { withdrawAgain } from './withdraw-again.ts'

export type Reported = 'applied' | 'unknown'

/**
 * Keeps the report as a receipt and moves its delivery, in the caller's transaction; the same report again changes nothing. `unknown`
 * where this channel was never sent that version of that item: then it is reported to the curators as a finding.
 */
export async function applyReport(tx: Tx, channelId: string, report: Report): Promise<Reported> {
  const { receipt } = report.received
  const where = { assetId: receipt.id, channelId }
  const known = await tx.delivery.count({ where })
  if (known === 0) {
    await noteFinding(tx, { channelId, itemId: receipt.id, kind: 'unknown', acted: 'reported', runId: null })
    return 'unknown'
  }
  const asset = await lockItem(tx, receipt.id)
  const rows = await tx.delivery.findMany({ where, orderBy: { version: 'desc' } })
  const row = rows.find(each => each.version === receipt.version) ?? rows.find(mayHold) ?? rows[0]!
  await recordReceipt(tx, row, report.received, report.source)
  const newest = rows.find(each => each.state !== 'cancelled') ?? row
  // Taken back here, shown there: the callback crossed the withdrawal, or somebody brought it back.
  if (newest.op === 'withdraw' && (report.event === 'published' || report.event === 'updated')) {
    if (!(active as readonly string[]).includes(newest.state)) await withdrawAgain(tx, newest)
    return 'applied'
  }
  const change = nextOfReport(row, report)
  if (change) {
    await tx.delivery.update({ where: { id: row.id }, data: { ...change, updatedAt: new Date() } })
    await refreshUse(tx, row.assetId, channelId)
    await tellDelivery(tx, row, asset.unitId, change)
  }
  if (report.event === 'updated') await notePortalEdit(tx, row, asset.unitId, receipt.digest)
  await signal(tx, 'a', row.assetId)
  return 'applied'
}
