import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** Throws `file-damaged` where the object's bytes are known to be damaged: nobody gets a file that is not what was acknowledged. */
export async function requireWhole(db: Db | Tx, objectId: string | null): Promise<void> {
  if (!objectId) return
  const object = await db.storedObject.findUnique({ where: { id: objectId }, select: { damagedAt: true } })
  if (object?.damagedAt) throw new ProblemError('file-damaged')
}
