import type { BulkChanges } from '#contracts/bulk-edit'
import type { JobPayload } from '#contracts/job'
import { checkRows } from '#server/bulk-edits/check-rows'
import { runRows } from '#server/bulk-edits/run-rows'
import { undoRows } from '#server/bulk-edits/undo-rows'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { standingActor } from '#server/units/actor-of'

/**
 * Goes on with a bulk edit where it stands, for its person as they stand now; whoever has lost a role meanwhile changes nothing by it
 * any more. Idempotent: rows keep their own states.
 */
export async function workOnBulkEdit(
  { bulkEditId: id }: JobPayload<'bulk-edit.work'>,
  { db, config, signal }: { db: Db; config: Config; signal: AbortSignal },
): Promise<void> {
  const edit = await db.bulkEdit.findUnique({ where: { id } })
  if (!edit) return
  const actor = await standingActor(db, edit.personId, config.requireTotp)
  const caller = { actor, origin: { address: null, requestId: null } }
  if (edit.state === 'checking') await checkRows(db, actor, { id, changes: edit.changes as BulkChanges | null }, signal)
  if (edit.state === 'running') await runRows(db, caller, id, signal)
  if (edit.state === 'undoing') await undoRows(db, caller, id, signal)
}
