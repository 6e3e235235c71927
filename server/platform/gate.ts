import { ProblemError } from './problem-error.ts'

/**
 * Lets `running` calls work at once and `waiting` more wait their turn; beyond that it throws `too-busy` at once. For work that would
 * otherwise take every database connection from everything else.
 */
export function createGate(running: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let active = 0
  const queue: (() => void)[] = []
  return async work => {
    if (active >= running) {
      if (queue.length >= waiting) throw new ProblemError('too-busy', { headers: { 'retry-after': '2' } })
      await new Promise<void>(resolve => queue.push(resolve))
    } else active++
    try {
      return await work()
    } finally {
      // The place goes to the next in line; without one it is free.
      const next = queue.shift()
      if (next) next()
      else active--
    }
  }
}
