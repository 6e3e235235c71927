import type { Delivery, Recall } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { active, droppable, held, isPendingWithdrawal, mayHold } from './delivery-state.ts'
import { dialectOf } from './dialect.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { deliveryViews } from './list-deliveries.ts'
import { lockItem } from './lock-item.ts'
import { packagesHolding } from './members.ts'
import { openRecall } from './open-recall.ts'
import { refreshUse } from './refresh-use.ts'
import { sha256Of } from './sign-request.ts'

/**
 * Takes an asset back from every channel: what only waits is cancelled, and each channel that holds it, or may, gets a withdrawal
 * that overtakes everything and never gives up. Throws `nothing-live` where there is nothing to take back.
 */
export async function requestRecall(
  db: Db,
  caller: Caller,
  assetId: string,
  recall: Recall,
): Promise<{ deliveries: Delivery[]; cancelled: number }> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  const { ids, cancelled } = await transaction(db, async tx => {
    const asset = await lockItem(tx, assetId)
    const { ids, cancelled } = await withdrawEverywhere(tx, assetId, recall, actor.id)
    const told = await openRecall(tx, assetId, recall, actor.id)
    // Copies that people hold and links that show it are as much to be taken back as what stands on a channel.
    const packages = await packagesHolding(tx, assetId)
    if (ids.length + cancelled + told + packages.length === 0 && !(await isShared(tx, assetId)))
      throw new ProblemError('nothing-live')
    if (packages.length > 0) await enqueue(tx, 'package.mend', { assetId, personId: actor.id })
    const after = { ...recall, withdrawals: ids, cancelled, told, packages: packages.length }
    await record(tx, caller, {
      act: 'recall.request',
      subjectKind: 'asset',
      subjectId: assetId,
      unitId: asset.unitId,
      after,
    })
    await notify(tx, {
      kind: 'recall-requested',
      subject: { kind: 'asset', id: assetId },
      facts: { reason: recall.reason },
      to: { unit: { id: asset.unitId, roles: ['editor'] }, people: [asset.uploadedBy] },
      by: actor.id,
    })
    return { ids, cancelled }
  })
  return { deliveries: await deliveryViews(db, ids), cancelled }
}

async function isShared(tx: Tx, assetId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ shared: boolean }[]>`
    select exists (
      select from share_link s join collection_item i on i.collection_id = s.collection_id
      where i.asset_id = ${assetId}::uuid and s.revoked_at is null and s.expires_at > now()
    ) as shared`
  return row?.shared ?? false
}

async function withdrawEverywhere(
  tx: Tx,
  assetId: string,
  recall: Recall,
  personId: string,
): Promise<{ ids: string[]; cancelled: number }> {
  const deliveries = await tx.delivery.findMany({ where: { assetId }, include: { channel: true } })
  const ids: string[] = []
  let cancelled = 0
  for (const channel of new Map(deliveries.map(each => [each.channelId, each.channel])).values()) {
    const here = deliveries.filter(each => each.channelId === channel.id)
    const dropped = await tx.delivery.updateMany({
      where: { assetId, channelId: channel.id, op: { not: 'withdraw' }, state: { in: [...droppable] } },
      data: { state: 'cancelled', nextAt: null, updatedAt: new Date() },
    })
    if (here.some(mayHold) || here.some(isPendingWithdrawal)) {
      const version = Math.max(...here.map(each => each.version)) + 1
      ids.push(
        await queueWithdrawal(tx, { assetId, channelId: channel.id, kind: channel.kind, version, recall, personId }),
      )
    } else {
      cancelled += dropped.count
    }
    await refreshUse(tx, assetId, channel.id)
  }
  return { ids, cancelled }
}

/** What a withdrawal from one channel is queued from; `version` is its own. */
export type Withdrawing = {
  assetId: string
  channelId: string
  kind: string
  version: number
  recall: Recall
  personId: string
}

/** Queues a withdrawal in the caller's transaction, inside the item's lock. The bytes are frozen at once: nothing about it is learnt later. */
export async function queueWithdrawal(
  tx: Tx,
  { assetId, channelId, kind, version, recall, personId }: Withdrawing,
): Promise<string> {
  const where = { assetId, channelId }
  const now = new Date()
  // A newer withdrawal stands for an older one that has not got through.
  await tx.delivery.updateMany({
    where: { ...where, op: 'withdraw', state: { in: [...active] } },
    data: { state: 'cancelled', nextAt: null, updatedAt: now },
  })
  await tx.delivery.updateMany({
    where: { ...where, op: { not: 'withdraw' }, state: { in: [...held] } },
    data: { state: 'withdrawing', updatedAt: now },
  })
  const id = newId()
  const body = dialectOf(kind).composeWithdrawal({ version, ...recall, at: now })
  await tx.delivery.create({
    data: {
      ...{ id, assetId, channelId, version, requestedBy: personId },
      op: 'withdraw',
      state: 'queued',
      kind: recall.kind,
      reason: recall.reason,
      body: body.toString('utf8'),
      digest: sha256Of(body),
    },
  })
  await enqueueDelivery(tx, { id, assetId, channelId })
  return id
}
