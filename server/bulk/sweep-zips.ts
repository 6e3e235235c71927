import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { zipStaging } from './zip-staging.ts'

const keptMs = 7 * 86_400_000
// A file without a row: its request is under way, or its server died before the row was written.
const strayMs = 24 * 3_600_000

/** Each minute: forgets ZIPs that were settled a week ago, and takes files away that belong to none that still needs them. */
export async function sweepZips({ db, config }: { db: Db; config: Config }, now = new Date()): Promise<void> {
  const settledBefore = new Date(now.getTime() - keptMs)
  await db.zipUpload.deleteMany({ where: { state: { in: ['done', 'refused'] }, updatedAt: { lt: settledBefore } } })
  const staging = zipStaging(config)
  for await (const { id, modified } of staging.list()) {
    const row = await db.zipUpload.findUnique({ where: { id }, select: { state: true } })
    const stray = row === null && now.getTime() - modified.getTime() > strayMs
    if (stray || row?.state === 'done' || row?.state === 'refused') await staging.remove(id)
  }
}
