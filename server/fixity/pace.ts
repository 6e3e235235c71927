import { setTimeout as wait } from 'node:timers/promises'
import type { Pace } from './examine-object.ts'

/** Stops a check between two chunks. */
export class CheckStopped extends Error {
  override name = 'CheckStopped'
}

/** Lets at most `bytesPerSecond` through, so that a check does not take the disk from people. Throws CheckStopped once `signal` is. */
export function paceOf(bytesPerSecond: number, signal: AbortSignal): Pace {
  let free = performance.now()
  return async bytes => {
    if (signal.aborted) throw new CheckStopped('the worker stops')
    const now = performance.now()
    // What was not used of the time before is not saved up: no burst after a pause.
    free = Math.max(free, now - 1_000) + (bytes / bytesPerSecond) * 1_000
    if (free > now) await wait(free - now)
  }
}
