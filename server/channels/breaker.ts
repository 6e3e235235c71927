/** Faults in a row and, while it is open, until when. Two columns of `channel`: every worker sees the same breaker. */
export type Breaker = { failuresInRow: number; openUntil: Date | null }

const faultsToOpen = 5
const openForMs = 10 * 60_000

/** A fault (5xx, or no answer): the fifth in a row opens it for ten minutes, and so does each further one after it. `pace` as in schedule.ts. */
export function afterFault(breaker: Breaker, now: Date, pace = 1): Breaker {
  const failuresInRow = breaker.failuresInRow + 1
  return {
    failuresInRow,
    openUntil: failuresInRow >= faultsToOpen ? new Date(now.getTime() + openForMs * pace) : breaker.openUntil,
  }
}

/** Any answer that is no fault closes it. */
export function afterAnswer(): Breaker {
  return { failuresInRow: 0, openUntil: null }
}

/** Must the channel be left alone at this moment? */
export function isOpen(breaker: Breaker, now: Date): boolean {
  return breaker.openUntil !== null && breaker.openUntil > now
}
