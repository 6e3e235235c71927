import type { Decision } from '#contracts/nomination'
import type { Caller } from '#server/access/caller'
import { missingForClearance } from '#server/assets/clearance'
import { clearanceSentence } from '#server/assets/clearance-sentence'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { queueDelivery } from '#server/channels/queue-delivery'
import { requirePerson } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

type Open = { id: string; assetId: string; channelId: string; state: string; nominatedBy: string; channel: string }

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
      select n.id, n.asset_id as "assetId", n.channel_id as "channelId", n.state, n.nominated_by as "nominatedBy",
        c.name as channel
      from nomination n join channel c on c.id = n.channel_id where n.id = ${id}::uuid for update of n`
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
    await signal(tx, 'a', open.assetId)
    await tellDecision(tx, caller.actor.id, open, asset.unitId, decision)
  })
}

/** Who nominated learns of it, and the unit's editors. */
async function tellDecision(tx: Tx, by: string, open: Open, unitId: string, { decision, note }: Decision) {
  const facts = { nominationId: open.id, channel: open.channel }
  const common = {
    subject: { kind: 'asset', id: open.assetId } as const,
    to: { people: [open.nominatedBy], unit: { id: unitId, roles: ['editor'] as const } },
    by,
  }
  if (decision === 'approve') return notify(tx, { ...common, kind: 'nomination-approved', facts })
  return notify(tx, { ...common, kind: 'nomination-returned', facts: { ...facts, note: note.slice(0, 300) } })
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
