import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { droppable, isPendingWithdrawal, mayHold } from './delivery-state.ts'
import { lockItem } from './lock-item.ts'
import { changedSince, type Holding, packagesHolding } from './members.ts'
import { approvedBefore, queueDelivery } from './queue-delivery.ts'
import { recalledAssets } from './recalled-assets.ts'
import { refreshUse } from './refresh-use.ts'
import { withdrawPackage } from './withdraw-package.ts'

/**
 * Takes a recalled asset out of every package that shows it, each in a transaction of its own. The job of a recall, after its commit:
 * a recall holds its own asset's lock, and would wait for the lead's against whoever sends it. Idempotent.
 */
export async function mendPackages(db: Db, assetId: string, personId: string): Promise<void> {
  for (const holding of await packagesHolding(db, assetId)) {
    await transaction(db, tx => mendOne(tx, holding, assetId, personId))
  }
}

/**
 * Live: the next version without what is recalled, where nothing else was edited since it was approved, else the whole is withdrawn.
 * Only waiting: it is dropped, and the desk decides anew.
 */
async function mendOne(tx: Tx, { assetId, channelId }: Holding, recallOf: string, personId: string): Promise<void> {
  const asset = await lockItem(tx, assetId)
  const rows = await tx.delivery.findMany({ where: { assetId, channelId }, orderBy: { version: 'desc' } })
  const newest = rows.find(each => each.state !== 'cancelled')
  const carries = newest && (await tx.deliveryMember.count({ where: { deliveryId: newest.id, assetId: recallOf } })) > 0
  // A recall of the lead, or a second run: it is on its way out.
  if (!newest || !carries || rows.some(isPendingWithdrawal)) return
  if (!rows.some(mayHold)) {
    await tx.delivery.updateMany({
      where: { assetId, channelId, op: { not: 'withdraw' }, state: { in: [...droppable] } },
      data: { state: 'cancelled', problem: 'recalled', nextAt: null, updatedAt: new Date() },
    })
    return refreshUse(tx, assetId, channelId)
  }
  const id = (await sendWithout(tx, newest, recallOf, personId)) ?? (await withdrawAll(tx, newest, recallOf, personId))
  const after = { recalled: recallOf, delivery: id, channel: channelId }
  await record(tx, 'system', {
    act: 'package.mend',
    subjectKind: 'asset',
    subjectId: assetId,
    unitId: asset.unitId,
    after,
  })
  await signal(tx, 'a', assetId)
}

type Newest = { id: string; assetId: string; channelId: string; nominationId: string | null }

async function sendWithout(tx: Tx, newest: Newest, recallOf: string, personId: string): Promise<string | null> {
  const { assetId, channelId, nominationId } = newest
  if (await changedSince(tx, newest.id)) return null
  const { members, contents } = await approvedBefore(tx, assetId, channelId)
  const gone = await recalledAssets(tx, [recallOf, ...members.map(each => each.assetId)])
  const approved = { members: members.filter(each => !gone.has(each.assetId) && each.assetId !== recallOf), contents }
  try {
    const push = { assetId, channelId, op: 'update', requestedBy: personId, approved, recallOf } as const
    return (await queueDelivery(tx, { ...push, ...(nominationId ? { nominationId } : {}) })).id
  } catch (error) {
    // Its rights ended, or a file is not there any more: nothing of it may be sent.
    if (error instanceof ProblemError) return null
    throw error
  }
}

async function withdrawAll(tx: Tx, { assetId, channelId }: Newest, recallOf: string, personId: string) {
  const id = await withdrawPackage(tx, { assetId, channelId, requestedBy: personId }, recallOf)
  await refreshUse(tx, assetId, channelId)
  return id
}
