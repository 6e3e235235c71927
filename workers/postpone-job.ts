import type { Job } from 'graphile-worker'
import type { JobName, JobPayload } from '#contracts/job'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/**
 * Puts a job back for half a minute later without counting the try: nothing is wrong with it, the machine lacks a tool. It keeps its
 * place in the line, and its key, so that it is found where it is cancelled.
 */
export async function postponeJob<N extends JobName>(
  db: Db,
  name: N,
  payload: JobPayload<N>,
  { key, priority, flags }: Pick<Job, 'key' | 'priority' | 'flags'>,
): Promise<void> {
  const options = { runAt: new Date(Date.now() + 30_000), priority, flags: Object.keys(flags ?? {}) }
  await transaction(db, tx => enqueue(tx, name, payload, { ...options, ...(key ? { key } : {}) }))
}
