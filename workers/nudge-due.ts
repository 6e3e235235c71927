import { setTimeout as pause } from 'node:timers/promises'
import type { WorkerEvents, WorkerPool } from 'graphile-worker'
import type { JobName } from '#contracts/job'
import type { Db } from '#server/platform/db'

type Runner = { jobs: readonly JobName[]; nudge: (count: number) => void }

/** An announcement reaches each runner by a connection of its own: all of one are gathered. */
const gatherMs = 2
/** How soon a job is seen whose time has come, which nobody announces. */
const lookEveryMs = 1_000

/**
 * Wakes only the runners that have something to do. graphile-worker announces that a job came but not which, and each idle place looks
 * every second besides: some fifty locking queries a second of a worker at rest, and a dozen more for each job. Here one question a
 * process, after announcements and each second, asks which jobs are due. `failed` hears of a question that the database did not answer.
 */
export function nudgeDue(db: Db, failed: (error: unknown) => void) {
  const runners = new Set<Runner>()
  let asking = false
  let again = false
  const wake = async () => {
    again = false
    const due = await dueJobs(db)
    for (const { jobs, nudge } of runners) {
      const count = jobs.reduce((sum, name) => sum + (due.get(name) ?? 0), 0)
      if (count > 0) nudge(count)
    }
  }
  const ask = async () => {
    again = true
    if (asking) return
    asking = true
    try {
      while (again) {
        await pause(gatherMs)
        await wake()
      }
    } catch (error) {
      failed(error)
    } finally {
      asking = false
    }
  }
  const looks = setInterval(() => void ask(), lookEveryMs)
  return {
    /** Takes over the announcements of the runner of these `events`, before it runs. */
    watch(events: WorkerEvents, jobs: readonly JobName[]): void {
      events.on('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => {
        const runner = { jobs, nudge: workerPool.nudge.bind(workerPool) }
        runners.add(runner)
        workerPool.nudge = () => void ask()
        // One that ends must not be woken any more.
        const end = () => void runners.delete(runner)
        for (const event of ['pool:gracefulShutdown', 'pool:forcefulShutdown', 'pool:release'] as const)
          events.on(event, end)
      })
    },
    stop: () => clearInterval(looks),
  }
}

/** How many jobs of each name could begin now. */
async function dueJobs(db: Db): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ name: string; count: number }[]>`
    select t.identifier as name, count(*)::int as count
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.is_available and j.run_at <= now() group by t.identifier`
  return new Map(rows.map(({ name, count }) => [name, count]))
}
