import type { Db, Tx } from '#server/platform/db'

type Found = { id: bigint }

/**
 * Stops all work on a version, in the caller's transaction: what waits, or has failed for good, is taken out; what runs is told to end,
 * in whichever process that is (workers/stop-watch.ts), and is not tried again.
 */
export async function stopFileJobs(tx: Tx, versionId: string): Promise<void> {
  const jobs = await tx.$queryRaw<Found[]>`
    select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where (t.identifier like 'rendition.%' or t.identifier = 'scan.file') and j.payload ->> 'versionId' = ${versionId}`
  await stopJobs(
    tx,
    jobs.map(({ id }) => id),
  )
}

/** As `stopFileJobs`, of the job with this key. */
export async function stopKeyedJob(tx: Tx, key: string): Promise<void> {
  const jobs = await tx.$queryRaw<Found[]>`select id from graphile_worker._private_jobs where key = ${key}`
  await stopJobs(
    tx,
    jobs.map(({ id }) => id),
  )
}

async function stopJobs(tx: Tx, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return
  // Only those that nobody runs.
  await tx.$queryRaw`select id::text from graphile_worker.complete_jobs(${ids}::bigint[])`
  const left = await tx.$queryRaw<Found[]>`
    update graphile_worker._private_jobs set key = null, attempts = max_attempts where id = any(${ids}::bigint[]) returning id`
  for (const { id } of left) await tx.$executeRaw`insert into job_stop (job_id) values (${id}) on conflict do nothing`
}

/** Which of these running jobs shall stop; each is told once. */
export async function takeStops(db: Db, running: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    delete from job_stop where job_id = any(${running.map(BigInt)}::bigint[]) returning job_id::text as id`
  return rows.map(({ id }) => id)
}

/** Forgets the stops of jobs that ended by themselves before they heard. */
export async function forgetStops(db: Db): Promise<void> {
  await db.$executeRaw`
    delete from job_stop s where not exists (select from graphile_worker._private_jobs j where j.id = s.job_id)`
}
