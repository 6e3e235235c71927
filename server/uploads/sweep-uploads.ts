import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { forgetIdempotencyKeys } from '#server/platform/idempotency'
import type { Log } from '#server/platform/log'
import { finishUpload } from './finish-upload.ts'
import { settleRefused } from './settle-refused.ts'
import { stagingAt } from './staging.ts'
import { uploadLifeMs } from './staging-store.ts'

// A file whose row is not there: its upload was cancelled, or its person erased, in the very moment of a kill.
const strayMs = 3_600_000

/**
 * Each minute: hands over what came in whole while its server died, ends what has expired, forgets what was settled a week ago, and
 * takes files away that belong to no upload that still needs them. Safe to run anywhere, any time.
 */
export async function sweepUploads(deps: { db: Db; config: Config; log: Log }, now = new Date()): Promise<void> {
  const { db, log } = deps
  const staging = stagingAt(deps.config.stagingDir)
  const receiving = { state: 'receiving' }
  for (const { id, expiresAt } of await db.upload.findMany({
    where: receiving,
    select: { id: true, expiresAt: true },
  })) {
    await finishUpload({ db, staging }, id)
    if (expiresAt > now) continue
    await settleRefused(db, staging, id, 'upload-ended')
    log.info({ event: 'upload.expired', id })
  }
  await forgetIdempotencyKeys(db)
  const settledBefore = new Date(now.getTime() - uploadLifeMs)
  await db.upload.deleteMany({ where: { state: { in: ['done', 'refused'] }, updatedAt: { lt: settledBefore } } })
  for await (const { id, modified } of staging.list()) {
    const row = await db.upload.findUnique({ where: { id }, select: { state: true } })
    const stray = row === null && now.getTime() - modified.getTime() > strayMs
    if (stray || row?.state === 'done' || row?.state === 'refused') await staging.remove(id)
  }
}
