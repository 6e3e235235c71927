import { isStillWanted } from '#server/channels/mark-sending'
import type { Db } from '#server/platform/db'

export type Watch = { signal: AbortSignal; unwanted(): boolean; end(): void }

const everyMs = 1_000

/**
 * Breaks a push off whose files still travel when it was cancelled or recalled meanwhile: a withdrawal does not wait for a receiver that
 * hangs, nor for hours of video. `signal` aborts also with `stop`; after `end` only with `stop`.
 */
export function watchWanted(db: Db, deliveryId: string, stop: AbortSignal): Watch {
  const broken = new AbortController()
  const timer = setInterval(() => {
    // A look that fails says nothing; the next one comes.
    isStillWanted(db, deliveryId).then(
      wanted => wanted || ended || broken.abort(),
      () => {},
    )
  }, everyMs)
  let ended = false
  return {
    signal: AbortSignal.any([stop, broken.signal]),
    unwanted: () => broken.signal.aborted,
    end() {
      ended = true
      clearInterval(timer)
    },
  }
}
