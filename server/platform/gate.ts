import { ProblemError } from './problem-error.ts'

/**
 * Lets `running` calls work at once and `waiting` more wait their turn, each for `waitMs` at most; beyond that it throws `too-busy`. For
 * work that would otherwise take every database connection, or the disk, from everything else.
 */
export function createGate(
  running: number,
  waiting: number,
  waitMs = Number.POSITIVE_INFINITY,
): <T>(work: () => Promise<T>) => Promise<T> {
  let active = 0
  const queue: (() => void)[] = []
  const turn = () =>
    new Promise<void>((resolve, reject) => {
      const timer = Number.isFinite(waitMs) ? setTimeout(() => giveUp(), waitMs) : undefined
      const enter = () => {
        clearTimeout(timer)
        resolve()
      }
      const giveUp = () => {
        queue.splice(queue.indexOf(enter), 1)
        reject(tooBusy())
      }
      queue.push(enter)
    })
  return async work => {
    if (active >= running) {
      if (queue.length >= waiting) throw tooBusy()
      await turn()
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

const tooBusy = () => new ProblemError('too-busy', { headers: { 'retry-after': '2' } })
