import type { JobName, JobPayload } from '#contracts/job'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/** Puts a job back for half a minute later without counting the try: nothing is wrong with it, the machine lacks a tool. */
export async function postponeJob<N extends JobName>(db: Db, name: N, payload: JobPayload<N>): Promise<void> {
  await transaction(db, tx => enqueue(tx, name, payload, { runAt: new Date(Date.now() + 30_000) }))
}
