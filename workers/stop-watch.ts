import type { Db } from '#server/platform/db'
import { takeStops } from '#server/queue/stop-jobs'

/** How soon a running job hears that it shall stop. */
const lookEveryMs = 1_000

/** Somebody stopped this job: it is over, neither done nor failed. The reason of its signal. */
export class JobStopped extends Error {
  override name = 'JobStopped'
}

export type StopWatch = ReturnType<typeof stopWatch>

/**
 * Ends the jobs of this process that somebody stopped, in whichever process they did: one question a second while any job runs, and none
 * otherwise. By rows, not by announcements: a row waits for a process whose connection was lost. `failed` hears of a question that the
 * database did not answer.
 */
export function stopWatch(db: Db, failed: (error: unknown) => void) {
  const running = new Map<string, AbortController>()
  let asking = false
  const look = async (): Promise<void> => {
    if (asking || running.size === 0) return
    asking = true
    try {
      for (const id of await takeStops(db, [...running.keys()])) running.get(id)?.abort(new JobStopped('stopped'))
    } catch (error) {
      failed(error)
    } finally {
      asking = false
    }
  }
  const looks = setInterval(() => void look(), lookEveryMs)
  return {
    /** The signal of a job that begins: aborted when it is stopped, and when `outer` is. `end` when it is over. */
    watch(jobId: string, outer?: AbortSignal): { signal: AbortSignal; end(): void } {
      const controller = new AbortController()
      running.set(jobId, controller)
      const signal = outer ? AbortSignal.any([controller.signal, outer]) : controller.signal
      return { signal, end: () => void running.delete(jobId) }
    },
    stop: () => clearInterval(looks),
  }
}
