import type { Caller } from '#server/access/caller'
import { missingForClearance } from '#server/assets/clearance'
import { clearanceSentence } from '#server/assets/clearance-sentence'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { queueDelivery } from '#server/channels/queue-delivery'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { pendingUpdates } from './pending-updates.ts'

/**
 * Approves an item as it stands now and queues it for the channels that wait for that: by the rules of a first approval, in one
 * transaction. Returns how many deliveries were queued. Throws `not-found`, `not-cleared`, `conflict` where nothing waits.
 */
export async function approveUpdate(
  db: Db,
  caller: Caller,
  assetId: string,
  wish: { channels?: readonly string[] | undefined },
  language: 'vi' | 'en',
): Promise<number> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  return transaction(db, async tx => {
    await tx.$executeRaw`select from asset where id = ${assetId}::uuid for no key update`
    const asset = await findReadableAsset(tx, actor, assetId)
    const [waiting] = await pendingUpdates(tx, assetId)
    const channels = (waiting?.channels ?? []).filter(each => wish.channels?.includes(each.id) ?? true)
    if (channels.length === 0)
      throw new ProblemError('conflict', { detail: 'Không có kênh nào đang chờ bản cập nhật của tư liệu này.' })
    await requireWhole(tx, asset.version.objectId)
    const missing = missingForClearance(asset)
    if (missing.length > 0) {
      const extension = { missing: missing.map(key => ({ key, detail: clearanceSentence(key, false, language) })) }
      throw new ProblemError('not-cleared', { extension })
    }
    for (const { id: channelId } of channels) {
      const live = await tx.assetUse.count({ where: { assetId, kind: 'delivery', ref: channelId } })
      await queueDelivery(tx, { assetId, channelId, op: live > 0 ? 'update' : 'publish', requestedBy: actor.id })
    }
    const after = { channels: channels.map(each => each.id), revision: asset.revision }
    const subject = { subjectKind: 'asset', subjectId: assetId, unitId: asset.unitId }
    await record(tx, caller, { act: 'delivery.approve-update', ...subject, after })
    await signal(tx, 'a', assetId)
    return channels.length
  })
}
