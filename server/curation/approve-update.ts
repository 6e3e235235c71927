import type { Caller } from '#server/access/caller'
import { missingForClearance } from '#server/assets/clearance'
import { clearanceSentence } from '#server/assets/clearance-sentence'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { pushOp } from '#server/channels/push-op'
import { approvedBefore, queueDelivery } from '#server/channels/queue-delivery'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { desksOf } from './channel-desk.ts'
import { pendingUpdates } from './pending-updates.ts'
import { secondLook } from './second-look.ts'

/**
 * Approves an item as it stands now and queues it for the channels that wait for that: by the rules of a first approval, in one
 * transaction. Companions and texts are those approved last for each channel. A channel that asks for four eyes gets its nomination
 * back at the desk with this as the first approval. Returns how many deliveries were queued. Throws `not-found`, `not-cleared`,
 * `four-eyes`, `conflict` where nothing waits.
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
    const ids = channels.map(each => each.id)
    const desks = await desksOf(tx, ids)
    let queued = 0
    for (const channelId of ids) {
      const approved = await approvedBefore(tx, assetId, channelId)
      await requireAllCleared(tx, caller, [assetId, ...approved.members.map(each => each.assetId)], language)
      if (desks.get(channelId)!.fourEyes) {
        await secondLook(tx, caller, { assetId, channelId })
        continue
      }
      const op = await pushOp(tx, assetId, channelId)
      await queueDelivery(tx, { assetId, channelId, op, requestedBy: actor.id, approved })
      queued += 1
    }
    const after = { channels: ids, revision: asset.revision }
    const subject = { subjectKind: 'asset', subjectId: assetId, unitId: asset.unitId }
    await record(tx, caller, { act: 'delivery.approve-update', ...subject, after })
    await signal(tx, 'a', assetId)
    return queued
  })
}

async function requireAllCleared(tx: Tx, caller: Caller, ids: readonly string[], language: 'vi' | 'en'): Promise<void> {
  for (const id of ids) {
    const asset = await findReadableAsset(tx, caller.actor, id)
    await requireWhole(tx, asset.version.objectId)
    const missing = missingForClearance(asset)
    if (missing.length === 0) continue
    throw new ProblemError('not-cleared', {
      extension: { missing: missing.map(key => ({ key, detail: clearanceSentence(key, false, language), asset: id })) },
    })
  }
}
