export type ReadingPace = { everyMinutes: number; failuresInRow: number }
export type NextReading = { failuresInRow: number; nextAt: Date; openUntil: Date | null }

const failuresToOpen = 5
const longestMinutes = 24 * 60

/**
 * When a source is read next. After a failure the pause doubles, up to a day (or its own interval, where that is longer); the fifth
 * failure in a row opens the breaker until then, which people see. One good answer closes it.
 */
export function nextReading({ everyMinutes, failuresInRow }: ReadingPace, ok: boolean, now: Date): NextReading {
  const failures = ok ? 0 : failuresInRow + 1
  const longest = Math.max(longestMinutes, everyMinutes)
  const minutes = ok ? everyMinutes : Math.min(everyMinutes * 2 ** Math.min(failures - 1, 12), longest)
  const nextAt = new Date(now.getTime() + minutes * 60_000)
  return { failuresInRow: failures, nextAt, openUntil: failures >= failuresToOpen ? nextAt : null }
}
