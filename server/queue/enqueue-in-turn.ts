import { type JobName, type JobPayload, jobPayloads, type Lane } from '#contracts/job'
import type { Tx } from '#server/platform/db'
import { policy } from './enqueue.ts'
import { lanePriorities } from './lane-priorities.ts'

export type Turn = {
  lane: Lane
  /** Whose work it is: units share a lane. */
  unitId: string
  /** A waiting job with the same key is replaced, not doubled. */
  key: string
  /** Names by which a runner may leave the job to others. */
  flags?: readonly string[]
}

/**
 * As `enqueue`, for work that units share: the job's priority is its place in the lane, one behind the last that its unit has waiting
 * there, and never before the line's first (start-time fair queueing; Goyal, Vin and Cheng 1996, with jobs for packets). So a unit
 * with one file waits for one of each other unit, however many those have. Takes a row lock on the unit's turn until the commit.
 */
export async function enqueueInTurn<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  { lane, unitId, key, flags = [] }: Turn,
): Promise<void> {
  const json = JSON.stringify(jobPayloads[name].parse(payload))
  const { first, last } = lanePriorities(lane)
  await tx.$executeRaw`
    with line as (
      select min(j.priority) as head from graphile_worker._private_jobs j
      where j.is_available and j.run_at <= now() and j.priority between ${first}::int and ${last}::int
        and j.task_id = (select id from graphile_worker._private_tasks where identifier = ${name})
    ), own as (
      select j.priority + 1 as next from unit_turn t
      join graphile_worker._private_jobs j on j.id = t.job_id and j.is_available and j.priority between ${first}::int and ${last}::int
      where t.job = ${name} and t.lane = ${lane} and t.unit_id = ${unitId}::uuid
    ), place as (
      select least(${last}::int, coalesce(greatest((select head from line), (select next from own)), ${first}::int)) as priority
    ), added as (
      select job.id from place, graphile_worker.add_job(
        identifier => ${name}::text,
        payload => ${json}::json,
        max_attempts => ${policy[name].maxAttempts}::int,
        job_key => ${key}::text,
        priority => place.priority,
        flags => ${flags.length > 0 ? [...flags] : null}::text[]
      ) as job
    )
    insert into unit_turn (job, lane, unit_id, job_id)
    select ${name}, ${lane}, ${unitId}::uuid, added.id from added
    on conflict (job, lane, unit_id) do update set job_id = excluded.job_id`
}
