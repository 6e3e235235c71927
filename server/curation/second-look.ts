import type { Caller } from '#server/access/caller'
import { requireHubRole } from '#server/identity/require-person'
import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { loadItems, stampOf } from './load-items.ts'
import { lockNomination } from './lock-nomination.ts'
import { noteEntry } from './note-entry.ts'
import { reopenNomination } from './reopen-nomination.ts'

/**
 * Under four eyes an update of what is live is approved like the item itself: the newest nomination for the channel goes back to the
 * desk with this person's as the first approval. Inside the asset's lock. Throws `four-eyes` for the nominator, `conflict` where the
 * item came there without a nomination.
 */
export async function secondLook(tx: Tx, caller: Caller, of: { assetId: string; channelId: string }): Promise<void> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  const found = await tx.nomination.findFirst({
    where: { ...of, state: { in: ['open', 'approved'] } },
    orderBy: [{ state: 'desc' }, { createdAt: 'desc' }],
    select: { id: true },
  })
  if (!found) throw new ProblemError('conflict', { detail: 'Kênh này cần hai người duyệt. Hãy đề cử lại tư liệu.' })
  const row = await lockNomination(tx, actor, found.id, 'nomination.read')
  if (row.nominatedBy === actor.id)
    throw new ProblemError('four-eyes', { detail: 'Người đề cử không duyệt nội dung của chính mình.' })
  if (row.state === 'approved') await reopenNomination(tx, row, actor, { kind: 'reopened' })
  const items = (await loadItems(tx, actor, [row.id])).get(row.id) ?? []
  await tx.nomination.update({
    where: { id: row.id },
    data: { firstBy: actor.id, firstAt: new Date(), firstNote: '', firstStamp: stampOf(row.revision, items) },
  })
  await noteEntry(tx, row.id, actor, { kind: 'first-approval' })
  await notify(tx, {
    kind: 'nomination-second',
    subject: { kind: 'asset', id: row.assetId },
    facts: { nominationId: row.id, channel: row.channel },
    to: { hubRoles: ['curator', 'administrator'] },
    by: actor.id,
  })
}
