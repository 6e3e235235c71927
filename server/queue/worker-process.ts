import { hostname } from 'node:os'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

/** How often a worker says that it lives, and after how long a silent one is taken for dead. Both far below the promised 60 s. */
export const beatEveryMs = 5_000
const silentAfterSeconds = 25

/** A worker process's row. `beat` renews it; a row that somebody swept away is made anew. */
export function workerProcess(db: Db, roles: string) {
  const id = newId()
  return {
    id,
    /** Says that this process lives, which workers it runs and which system tools it misses. */
    async beat(workerIds: readonly string[], missingTools: readonly string[]): Promise<void> {
      await db.$executeRaw`
        insert into worker_process (id, host, pid, roles, worker_ids, tools, beat_at)
        values (${id}::uuid, ${hostname()}, ${process.pid}, ${roles}, ${[...workerIds]}, ${JSON.stringify({ missing: missingTools })}::jsonb, now())
        on conflict (id) do update set worker_ids = excluded.worker_ids, tools = excluded.tools, beat_at = now()`
    },
    async leave(): Promise<void> {
      await db.workerProcess.deleteMany({ where: { id } })
    },
  }
}

/**
 * Gives back the jobs of processes that died: every lock whose worker no living process claims. Safe to run anywhere, any time.
 * Returns the ids of the workers whose jobs were freed. `graceSeconds` spares a worker that took a job before its first beat.
 */
export async function freeDeadWorkers(db: Db, graceSeconds = silentAfterSeconds): Promise<string[]> {
  await db.$executeRaw`delete from worker_process where beat_at < now() - make_interval(secs => ${graceSeconds})`
  const rows = await db.$queryRaw<{ worker: string }[]>`
    select distinct locked_by as worker from graphile_worker.jobs
    where locked_by is not null and locked_at < now() - make_interval(secs => ${graceSeconds})
      and not exists (select from worker_process w where jobs.locked_by = any(w.worker_ids))`
  const dead = rows.map(row => row.worker)
  await unlock(db, dead)
  return dead
}

/**
 * Gives back at once what processes of this very machine held that are no more: a worker that comes back after a kill need not wait
 * until its own row has grown old. For a worker's start, before it takes jobs. Returns the ids of the workers that were freed.
 */
export async function freeDeadOfThisHost(db: Db): Promise<string[]> {
  const rows = await db.workerProcess.findMany({ where: { host: hostname() } })
  // A row with our own number is from before: ours is not written yet.
  const gone = rows.filter(row => row.pid === process.pid || !isAlive(row.pid))
  const dead = gone.flatMap(row => row.workerIds)
  await unlock(db, dead)
  await db.workerProcess.deleteMany({ where: { id: { in: gone.map(row => row.id) } } })
  return dead
}

async function unlock(db: Db, workers: readonly string[]): Promise<void> {
  if (workers.length === 0) return
  await db.$queryRaw`select 1 as freed from (select graphile_worker.force_unlock_workers(${[...workers]}::text[])) done`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
