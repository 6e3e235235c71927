import type { Clock } from '#server/platform/clock'

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/**
 * Keeps callers from waiting for something that is away: after a failure nobody tries for a second, then one does; each failure of a trial
 * doubles the pause, up to 30 s. `allows` says whether the caller may try, and counts it as the trial where one is due.
 */
export type Breaker = { allows(): boolean; worked(): void; failed(): void; isOpen(): boolean }

/** A breaker of one process. */
export function circuitBreaker(clock: Clock): Breaker {
  let until = 0
  let pause = 0
  const now = () => clock.now().getTime()
  return {
    allows() {
      if (pause === 0) return true
      if (now() < until) return false
      // A trial that never comes back must not keep the others out for good.
      until = now() + pause
      return true
    },
    worked() {
      pause = 0
    },
    failed() {
      // Those that failed together with the trial say nothing new.
      if (pause > 0 && now() < until - pause + 50) return
      pause = Math.min(pause === 0 ? firstPauseMs : pause * 2, longestPauseMs)
      until = now() + pause
    },
    isOpen: () => pause > 0,
  }
}
