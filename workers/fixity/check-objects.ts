import type { JobPayload } from '#contracts/job'
import { type CheckDeps, checkObject } from '#server/fixity/check-item'
import { CheckStopped, paceOf } from '#server/fixity/pace'
import { runFixity } from '#server/fixity/run-fixity'
import type { Config } from '#server/platform/config'

type Context = CheckDeps & { config: Pick<Config, 'fixity'>; signal: AbortSignal }

// Shorter than the hour between two passes: the next one begins where this one ends.
const forMs = 55 * 60_000

/** The job `fixity.run`: one pass. */
export async function checkDueObjects(_payload: JobPayload<'fixity.run'>, context: Context): Promise<void> {
  const { config, signal } = context
  await runFixity(context, { ...config.fixity, forMs, signal })
}

/** The job `fixity.check`. Somebody waits for it: it reads as fast as the store gives. Throws what the queue tries again. */
export async function checkOneObject({ objectId }: JobPayload<'fixity.check'>, context: Context): Promise<void> {
  const pace = paceOf(Number.POSITIVE_INFINITY, context.signal)
  await checkObject(context, objectId, pace).catch((error: unknown) => {
    if (!(error instanceof CheckStopped)) throw error
    throw new Error('the worker stopped in the middle of a check', { cause: error })
  })
}
