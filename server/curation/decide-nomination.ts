import type { Decision } from '#contracts/nomination'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { pushOp } from '#server/channels/push-op'
import { queueDelivery } from '#server/channels/queue-delivery'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { desksOf } from './channel-desk.ts'
import { approvedOf, requireCleared, timeToCome } from './clear-nomination.ts'
import { type ItemRow, loadItems, stampOf } from './load-items.ts'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { noteEntry } from './note-entry.ts'
import { noFirst } from './reopen-nomination.ts'

/** What came of it: `first` waits for a second pair of eyes. */
export type Decided = 'approved' | 'returned' | 'first'

/**
 * Approves or returns a nomination, a package as a whole. An approval runs the clearance and queues the delivery in the same
 * transaction: the decision and its consequence stand or fall together. Where four eyes are asked for, the first approval stands until
 * another person gives the second, and only while nothing changes. Throws `already-decided`, `nomination-changed` where it is not what
 * was looked at, `four-eyes`, `not-cleared` with the list of what is missing.
 */
export async function decideNomination(
  db: Db,
  caller: Caller,
  id: string,
  decision: Decision,
  language: 'vi' | 'en',
): Promise<Decided> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  return transaction(db, async tx => {
    const row = await lockNomination(tx, actor, id, 'nomination.read')
    if (row.state !== 'open') throw new ProblemError('already-decided')
    if (decision.seen !== undefined && decision.seen !== row.revision) throw new ProblemError('nomination-changed')
    const items = (await loadItems(tx, actor, [id])).get(id) ?? []
    const outcome =
      decision.decision === 'approve' ? await approve(tx, actor.id, row, items, decision, language) : 'returned'
    const publishAt = outcome === 'approved' ? timeOf(row, decision) : null
    await write(tx, row, actor.id, outcome, decision.note, items, publishAt)
    await noteEntry(tx, id, actor, {
      kind: outcome === 'first' ? 'first-approval' : outcome,
      text: decision.note,
      ...(outcome === 'approved' ? { facts: { publishAt: publishAt?.toISOString() ?? null } } : {}),
    })
    await record(tx, caller, {
      act: outcome === 'first' ? 'nomination.first-approval' : `nomination.${decision.decision}`,
      ...{ subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
      before: { nomination: id, state: 'open' },
      after: { title: row.title, nomination: id, state: outcome, note: decision.note },
    })
    await signal(tx, 'a', row.assetId)
    await tellDecision(tx, actor.id, row, outcome, decision.note)
    return outcome
  })
}

/** When it is to go out: what the decision says, else what the nomination wishes; a wish whose time has passed is now. */
function timeOf(row: NominationRow, { publishAt }: Decision): Date | null {
  if (publishAt) return timeToCome(publishAt, row.now)
  return publishAt === undefined && row.publishAt && row.publishAt > row.now ? row.publishAt : null
}

async function approve(
  tx: Tx,
  personId: string,
  row: NominationRow,
  items: readonly ItemRow[],
  decision: Decision,
  language: 'vi' | 'en',
): Promise<'approved' | 'first'> {
  const desk = (await desksOf(tx, [row.channelId])).get(row.channelId)!
  const publishAt = timeOf(row, decision)
  if (desk.fourEyes && row.nominatedBy === personId) throw fourEyes('Người đề cử không duyệt nội dung của chính mình.')
  await requireCleared(tx, { row, items, desk, publishAt }, language)
  const counts = row.firstBy !== null && row.firstStamp === stampOf(row.revision, items)
  if (desk.fourEyes && !counts) return 'first'
  if (desk.fourEyes && row.firstBy === personId)
    throw fourEyes('Bạn đã duyệt lần một. Cần một người khác duyệt lần hai.')
  await queueDelivery(tx, {
    ...{ assetId: row.assetId, channelId: row.channelId, nominationId: row.id, requestedBy: personId, publishAt },
    op: await pushOp(tx, row.assetId, row.channelId),
    approved: approvedOf({ row, items, desk }),
  })
  return 'approved'
}

const fourEyes = (detail: string) => new ProblemError('four-eyes', { detail })

async function write(
  tx: Tx,
  row: NominationRow,
  personId: string,
  outcome: Decided,
  note: string,
  items: readonly ItemRow[],
  publishAt: Date | null,
): Promise<void> {
  const data =
    outcome === 'first'
      ? { firstBy: personId, firstAt: new Date(), firstNote: note, firstStamp: stampOf(row.revision, items) }
      : {
          ...{ state: outcome, decidedBy: personId, decidedAt: new Date(), decisionNote: note },
          ...(outcome === 'returned' ? noFirst : { publishAt }),
        }
  await tx.nomination.update({ where: { id: row.id }, data })
}

/** Who nominated learns of it, and the unit's editors; of a first approval the others who may give the second. */
async function tellDecision(tx: Tx, by: string, row: NominationRow, outcome: Decided, note: string): Promise<void> {
  const facts = { nominationId: row.id, channel: row.channel }
  const subject = { kind: 'asset', id: row.assetId } as const
  if (outcome === 'first')
    return notify(tx, { subject, by, kind: 'nomination-second', facts, to: { hubRoles: ['curator', 'administrator'] } })
  const to = { people: [row.nominatedBy], unit: { id: row.unitId, roles: ['editor'] as const } }
  if (outcome === 'approved') return notify(tx, { subject, to, by, kind: 'nomination-approved', facts })
  return notify(tx, { subject, to, by, kind: 'nomination-returned', facts: { ...facts, note: note.slice(0, 300) } })
}
