import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import type { RunningHashes } from './running-hash.ts'
import { settleRefused } from './settle-refused.ts'
import type { Staging } from './staging.ts'

/**
 * Hands an upload whose last byte stands in the staging folder to the job that makes the asset: bytes and name on the disk first, then
 * row and job in one transaction. Does nothing for one that is not whole, or was handed over before. Throws `checksum-mismatch` where
 * what came in is known and differs from what the client promised; the job finds it otherwise.
 */
export async function finishUpload(
  deps: { db: Db; staging: Staging; hashes?: RunningHashes },
  id: string,
): Promise<void> {
  const { db, staging } = deps
  const row = await db.upload.findUnique({ where: { id } })
  if (row?.state !== 'receiving') return
  const size = await staging.sizeOf(id)
  if (size === null || size !== Number(row.size)) return
  await staging.sync(id)
  const measuredSha256 = deps.hashes?.end(id, size) ?? null
  if (measuredSha256 !== null && row.sha256 !== null && measuredSha256 !== row.sha256) {
    await settleRefused(db, staging, id, 'checksum-mismatch')
    throw new ProblemError('checksum-mismatch')
  }
  await transaction(db, async tx => {
    const whole = { state: 'ingesting', received: row.size, measuredSha256 }
    const { count } = await tx.upload.updateMany({ where: { id, state: 'receiving' }, data: whole })
    if (count === 0) return
    if (row.unpack) await enqueue(tx, 'upload.unzip', { zipId: id }, { key: `zip:${id}` })
    else await enqueue(tx, 'upload.ingest', { uploadId: id }, { key: `upload:${id}` })
  })
}
