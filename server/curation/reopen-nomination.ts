import type { ThreadEntry } from '#contracts/desk'
import type { Actor } from '#server/access/actor'
import { cancelWaiting } from '#server/channels/cancel-waiting'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { noteEntry } from './note-entry.ts'

/**
 * Lets an approved, returned or withdrawn nomination wait for a decision again; what it has waiting for its channel is dropped, what is
 * live stays. In the caller's transaction, under the nomination's lock. Throws `already-nominated` where another one is open.
 */
export async function reopenNomination(
  tx: Tx,
  row: { id: string; assetId: string; channelId: string },
  by: Actor | 'hub',
  entry: { kind: ThreadEntry['kind']; text?: string; facts?: ThreadEntry['facts'] },
  problem = 'superseded',
): Promise<void> {
  const other = await tx.nomination.count({
    where: { assetId: row.assetId, channelId: row.channelId, state: 'open', id: { not: row.id } },
  })
  if (other > 0) throw new ProblemError('already-nominated')
  await cancelWaiting(tx, row.id, problem)
  await tx.nomination.update({
    where: { id: row.id },
    data: { state: 'open', decidedAt: null, decidedBy: null, decisionNote: null, ...noFirst },
  })
  await noteEntry(tx, row.id, by, entry)
}

/** The columns of the first of four eyes, empty. */
export const noFirst = { firstBy: null, firstAt: null, firstNote: null, firstStamp: null }
