import type { JobName, JobPayload } from '#contracts/job'
import { Prisma, type Tx } from '#server/platform/db'
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

/** SQL: the call that puts one job, for a statement that finds what needs one. `payload` (json) and `key` (text) are expressions. */
export function addJobSql(name: JobName, payload: Prisma.Sql, key: Prisma.Sql): Prisma.Sql {
  const { maxAttempts, priority } = policy[name]
  return Prisma.sql`graphile_worker.add_job(identifier => ${name}::text, payload => ${payload}, max_attempts => ${maxAttempts}::int,
    job_key => ${key}, priority => ${priority}::int)`
}
