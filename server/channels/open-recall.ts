import type { Recall } from '#contracts/delivery'
import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { noteTakers } from './recall-takers.ts'

/**
 * Writes down that an item is recalled and tells everyone who took or used it, in the caller's transaction. A second recall of the same
 * item sharpens the first (a kill is never softened) and tells whoever came since. Inside the item's lock. Returns its id and how many were told.
 */
export async function openRecall(
  tx: Tx,
  assetId: string,
  recall: Recall,
  personId: string,
): Promise<{ id: string; told: number }> {
  const open = await tx.recall.findFirst({ where: { assetId, liftedAt: null } })
  const kind = open?.kind === 'kill' ? 'kill' : recall.kind
  const { reason } = recall
  const id = open?.id ?? newId()
  if (open) await tx.recall.update({ where: { id }, data: { kind, reason, public: recall.public } })
  else await tx.recall.create({ data: { id, assetId, kind, reason, public: recall.public, requestedBy: personId } })
  const takers = await noteTakers(tx, id, assetId)
  if (takers.length === 0) return { id, told: 0 }
  await notify(tx, {
    kind: 'recall-told',
    subject: { kind: 'asset', id: assetId },
    facts: { recallId: id, reason },
    to: { people: takers },
    by: personId,
  })
  return { id, told: takers.length }
}
