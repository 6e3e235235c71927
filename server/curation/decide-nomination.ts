import type { Decision } from '#contracts/nomination'
import type { Caller } from '#server/access/caller'
import { missingForClearance } from '#server/assets/clearance'
import { clearanceSentence } from '#server/assets/clearance-sentence'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { queueDelivery } from '#server/channels/queue-delivery'
import { requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

type Open = { id: string; assetId: string; channelId: string; state: string }

/**
 * Approves or returns a nomination. An approval runs the clearance and queues the delivery in the same transaction: the decision
 * and its consequence stand or fall together. Throws `already-decided`, `not-cleared` with the list of what is missing.
 */
export async function decideNomination(
  db: Db,
  caller: Caller,
  id: string,
  decision: Decision,
  language: 'vi' | 'en',
): Promise<void> {
  await transaction(db, async tx => {
    requirePerson(caller.actor)
    const [open] = await tx.$queryRaw<Open[]>`
      select id, asset_id as "assetId", channel_id as "channelId", state from nomination where id = ${id}::uuid for update`
    if (!open) throw new ProblemError('not-found')
    // Locked against an edit in between: what was cleared is what leaves.
    await tx.$executeRaw`select from asset where id = ${open.assetId}::uuid for no key update`
    const asset = await findReadableAsset(tx, caller.actor, open.assetId)
    // No list shows the nomination while its asset is in the trash; it waits there for what becomes of it.
    if (asset.life !== 'active') throw new ProblemError('not-found')
    if (open.state !== 'open') throw new ProblemError('already-decided')
    if (decision.decision === 'approve') await approve(tx, caller.actor.id, open, asset, language)
    const state = decision.decision === 'approve' ? 'approved' : 'returned'
    const decided = { state, decidedBy: caller.actor.id, decidedAt: new Date(), decisionNote: decision.note }
    await tx.nomination.update({ where: { id }, data: decided })
    await record(tx, caller, {
      act: decision.decision === 'approve' ? 'nomination.approve' : 'nomination.return',
      subjectKind: 'asset',
      subjectId: open.assetId,
      unitId: asset.unitId,
      before: { nomination: id, state: 'open' },
      after: { title: asset.title, nomination: id, state, note: decision.note },
    })
  })
}

async function approve(
  tx: Tx,
  personId: string,
  open: Open,
  asset: Awaited<ReturnType<typeof findReadableAsset>>,
  language: 'vi' | 'en',
): Promise<void> {
  await requireWhole(tx, asset.version.objectId)
  const missing = missingForClearance(asset)
  if (missing.length > 0) {
    throw new ProblemError('not-cleared', {
      extension: { missing: missing.map(key => ({ key, detail: clearanceSentence(key, false, language) })) },
    })
  }
  const live = await tx.assetUse.count({ where: { assetId: open.assetId, kind: 'delivery', ref: open.channelId } })
  await queueDelivery(tx, {
    assetId: open.assetId,
    channelId: open.channelId,
    op: live > 0 ? 'update' : 'publish',
    nominationId: open.id,
    requestedBy: personId,
  })
}
