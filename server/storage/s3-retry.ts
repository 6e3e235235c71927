import type { S3ClientConfig } from '@aws-sdk/client-s3'

type Strategy = Exclude<NonNullable<S3ClientConfig['retryStrategy']>, { retry: unknown }>
type Token = Awaited<ReturnType<Strategy['acquireInitialRetryToken']>>
type Failure = Parameters<Strategy['refreshRetryTokenForRetry']>[1]
export type RetryBudget = { attempts: number; forMs: number }

// AWS and Ceph ask for patience by SlowDown; half a second is what both take as one step back.
const stepMs = { transient: 100, throttled: 500 }
const longestMs = 8_000

/**
 * Retries with full jitter, inside a budget: at most `attempts` requests, and none begins later than `forMs` after the first, so that
 * a server that fails slowly is not waited for `attempts` times over. A Retry-After that is longer than what is left ends it at once.
 * What is worth another try: no answer, 5xx, 429, and a part that the server got other than it was sent.
 */
export function retryWithin(budget: RetryBudget, now: () => number = Date.now, random = Math.random): Strategy {
  const begun = new WeakMap<Token, number>()
  const token = (count: number, delay: number, since: number): Token => {
    const made: Token = { getRetryCount: () => count, getRetryDelay: () => delay }
    begun.set(made, since)
    return made
  }
  return {
    mode: 'hub',
    acquireInitialRetryToken: async () => token(0, 0, now()),
    async refreshRetryTokenForRetry(last, failure) {
      const count = last.getRetryCount() + 1
      const since = begun.get(last) ?? now()
      const delay = delayBefore(count, failure, now, random)
      const affordable = count < budget.attempts && now() + delay - since <= budget.forMs
      if (!isTransient(failure) || !affordable) throw new Error('no further try')
      return token(count, delay, since)
    },
    recordSuccess() {},
  } as Strategy
}

function delayBefore(count: number, failure: Failure, now: () => number, random: () => number): number {
  const base = failure.errorType === 'THROTTLING' ? stepMs.throttled : stepMs.transient
  const jittered = random() * Math.min(longestMs, base * 2 ** count)
  const asked = failure.retryAfterHint ? failure.retryAfterHint.getTime() - now() : 0
  return Math.round(Math.max(jittered, asked))
}

// The server compares each part with the SHA-256 that is signed: flipped on the way, the bytes here are still right.
const torn = new Set([
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
  'BadDigest',
  'IncompleteBody',
  'InvalidDigest',
  'RequestTimeout',
])

function isTransient({ error, errorType }: Failure): boolean {
  if (errorType === 'TRANSIENT' || errorType === 'THROTTLING' || errorType === 'SERVER_ERROR') return true
  if (!(error instanceof Error)) return false
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
  // Nothing was answered: a connection that was refused, cut, or fell silent.
  return status === undefined || status === 429 || status >= 500 || torn.has(error.name)
}
