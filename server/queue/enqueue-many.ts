import type { JobName, JobPayload } from '#contracts/job'
import type { Tx } from '#server/platform/db'
import { policy } from './enqueue.ts'

export type ManyJobs<N extends JobName> = { payload: JobPayload<N>; key: string; queue?: string; runAt?: Date }

/** As `enqueue`, for any number of jobs of one name in one statement. */
export async function enqueueMany<N extends JobName>(tx: Tx, name: N, jobs: readonly ManyJobs<N>[]): Promise<void> {
  if (jobs.length === 0) return
  const { maxAttempts, priority } = policy[name]
  const rows = JSON.stringify(jobs.map(({ runAt, ...job }) => ({ ...job, runAt: runAt?.toISOString() ?? null })))
  await tx.$executeRaw`
    select graphile_worker.add_job(
      identifier => ${name}::text,
      payload => (job ->> 'payload')::json,
      queue_name => job ->> 'queue',
      run_at => (job ->> 'runAt')::timestamptz,
      max_attempts => ${maxAttempts}::int,
      job_key => job ->> 'key',
      priority => ${priority}::int
    ) from jsonb_array_elements(${rows}::jsonb) with ordinality as jobs (job, place) order by place`
}
