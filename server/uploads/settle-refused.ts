import type { ProblemKey } from '#contracts/problem'
import type { Db } from '#server/platform/db'
import type { Staging } from './staging.ts'

/** `asset`: the id of the one that shows these bytes already, for `duplicate`. */
export type RefusalNote = { detail?: string | undefined; asset?: string | undefined }

/** Ends an upload that is not settled yet as refused; nothing of its bytes stays. Idempotent. */
export async function settleRefused(
  db: Db,
  staging: Staging,
  id: string,
  problem: ProblemKey,
  { detail, asset }: RefusalNote = {},
): Promise<void> {
  const open = { id, state: { in: ['receiving', 'ingesting'] } }
  const refused = { state: 'refused', problem, problemDetail: detail ?? null, duplicateOf: asset ?? null }
  const { count } = await db.upload.updateMany({ where: open, data: refused })
  if (count > 0) await staging.remove(id)
}
