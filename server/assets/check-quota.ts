import type { Quota } from '#contracts/quota'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** What a unit keeps and may keep, by its id. */
export async function quotaOf(db: Db | Tx, unitId: string): Promise<Quota> {
  const [row] = await db.$queryRaw<Quota[]>`
    select coalesce(g.bytes, 0)::float8 as bytes, coalesce(g.files, 0)::float8 as files,
      q.max_bytes::float8 as "maxBytes", q.max_files::float8 as "maxFiles"
    from (select ${unitId}::uuid as id) u
    left join unit_usage g on g.unit_id = u.id
    left join unit_quota q on q.unit_id = u.id`
  return row!
}

/**
 * Throws `quota-exceeded`, with the numbers, where one more file of `size` bytes would not fit as the unit stands now. For the moment
 * before the first byte: what decides is `requireQuota` in the transaction that adds the file.
 */
export async function checkQuota(db: Db | Tx, unitId: string, size: number): Promise<void> {
  refuseOver(await quotaOf(db, unitId), size)
}

/** As `checkQuota`, of what a unit kept a moment ago. Pure. */
export function refuseOver(quota: Quota, size: number): void {
  if (exceeds({ ...quota, bytes: quota.bytes + size, files: quota.files + 1 })) throw exceeded(quota, size)
}

/**
 * Throws `quota-exceeded` where the unit, with what this transaction has added, keeps more than it may. Adding has locked the unit's
 * count until the transaction ends: of uploads at one moment each sees those that were counted before it.
 */
export async function requireQuota(tx: Tx, unitId: string, added: number): Promise<void> {
  const quota = await quotaOf(tx, unitId)
  if (!exceeds(quota)) return
  throw exceeded({ ...quota, bytes: quota.bytes - added, files: quota.files - 1 }, added)
}

function exceeds({ bytes, files, maxBytes, maxFiles }: Quota): boolean {
  return (maxBytes !== null && bytes > maxBytes) || (maxFiles !== null && files > maxFiles)
}

function exceeded(quota: Quota, size: number): ProblemError {
  return new ProblemError('quota-exceeded', { extension: { quota, size } })
}
