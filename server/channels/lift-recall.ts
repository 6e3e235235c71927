import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { lockItem } from './lock-item.ts'

/**
 * Lets a recalled item out again: it may be nominated and approved anew, and share links show it. Nothing is sent by this. Throws
 * `not-found`, and `conflict` for a kill and for what was lifted already.
 */
export async function liftRecall(db: Db, caller: Caller, id: string): Promise<void> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  await transaction(db, async tx => {
    const found = await tx.recall.findUnique({ where: { id } })
    if (!found) throw new ProblemError('not-found')
    const asset = await lockItem(tx, found.assetId)
    if (found.kind === 'kill') throw new ProblemError('conflict', { detail: killed })
    const lifted = await tx.recall.updateMany({
      where: { id, liftedAt: null },
      data: { liftedAt: new Date(), liftedBy: actor.id },
    })
    if (lifted.count === 0) throw new ProblemError('conflict', { detail: 'Lệnh thu hồi này đã được dỡ bỏ.' })
    const subject = { subjectKind: 'asset', subjectId: found.assetId, unitId: asset.unitId }
    await record(tx, caller, { act: 'recall.lift', ...subject, after: { recall: id } })
    await signal(tx, 'a', found.assetId)
  })
}

const killed = 'Tư liệu đã bị gỡ vĩnh viễn; lệnh thu hồi này không dỡ bỏ được.'
