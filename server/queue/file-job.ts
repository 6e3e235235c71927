import type { Db, Tx } from '#server/platform/db'

export type FileJob = {
  name: string
  state: 'waiting' | 'running' | 'retrying'
  /** Since when it runs, or waits. */
  since: Date
  /** How many of its kind stand in the line up to it, itself counted; null where it runs, or is not due yet. */
  place: number | null
}

/** The job that works on a version's file, or stands in the line for it; null where there is none, or only a dead letter. */
export async function findFileJob(db: Db | Tx, versionId: string): Promise<FileJob | null> {
  const [job] = await db.$queryRaw<FileJob[]>`
    select t.identifier as name, coalesce(j.locked_at, j.created_at) as since,
      case when j.locked_at is not null then 'running' when j.attempts > 0 then 'retrying' else 'waiting' end as state,
      case when j.locked_at is null and j.run_at <= now() then (
        select count(*)::int from graphile_worker._private_jobs b
        where b.is_available and b.run_at <= now() and b.task_id = j.task_id
          and (b.priority, b.run_at, b.id) <= (j.priority, j.run_at, j.id)
      ) end as place
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.key in (${`rendition:${versionId}`}, ${`scan:${versionId}`}) and (j.locked_at is not null or j.attempts < j.max_attempts)
    order by j.locked_at desc nulls last
    limit 1`
  return job ?? null
}
