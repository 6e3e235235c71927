import type { Delivery } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { droppable } from './delivery-state.ts'
import { deliveryViews } from './list-deliveries.ts'
import { lockItem } from './lock-item.ts'
import { refreshUse } from './refresh-use.ts'

/** Gives up a push that waits or has died. Throws `not-found`; `conflict` for a withdrawal and for what the receiver may have by now. */
export async function cancelDelivery(db: Db, caller: Caller, id: string): Promise<Delivery> {
  requireHubRole(caller.actor, 'curate')
  await transaction(db, async tx => {
    const found = await tx.delivery.findUnique({ where: { id }, select: { assetId: true } })
    if (!found) throw new ProblemError('not-found')
    const asset = await lockItem(tx, found.assetId)
    const row = await tx.delivery.findUniqueOrThrow({ where: { id } })
    const open = row.state === 'dead' || (droppable as readonly string[]).includes(row.state)
    if (row.op === 'withdraw' || !open)
      throw new ProblemError('conflict', { detail: 'Lượt này không hủy được nữa. Hãy dùng thu hồi.' })
    await tx.delivery.update({
      where: { id },
      data: { state: 'cancelled', problem: 'cancelled', nextAt: null, updatedAt: new Date() },
    })
    await refreshUse(tx, row.assetId, row.channelId)
    const subject = { subjectKind: 'asset', subjectId: row.assetId, unitId: asset.unitId }
    await record(tx, caller, { act: 'delivery.cancel', ...subject, after: { delivery: id } })
  })
  const [view] = await deliveryViews(db, [id])
  return view!
}
