import { describe, expect, it } from 'vitest'
import { retryWithin } from './s3-retry.ts'

const budget = { attempts: 4, forMs: 10_000 }
const slow = { errorType: 'THROTTLING' as const }

describe('retries of the object store', () => {
  it('wait longer each time, spread by chance, and end after the last allowed attempt', async () => {
    const strategy = retryWithin(
      budget,
      () => 0,
      () => 0.5,
    )
    let token = await strategy.acquireInitialRetryToken('s3')
    const delays: number[] = []
    for (let tries = 0; tries < 3; tries += 1) {
      token = await strategy.refreshRetryTokenForRetry(token, slow)
      delays.push(token.getRetryDelay())
    }
    expect(delays).toEqual([500, 1_000, 2_000])
    await expect(strategy.refreshRetryTokenForRetry(token, slow)).rejects.toThrow('no further try')
  })

  it('end when the time is used up, however few they were', async () => {
    let now = 0
    const strategy = retryWithin(
      budget,
      () => now,
      () => 0,
    )
    const token = await strategy.acquireInitialRetryToken('s3')
    now = 10_001
    await expect(strategy.refreshRetryTokenForRetry(token, slow)).rejects.toThrow('no further try')
  })

  it('wait as long as the server asks, where the budget holds it', async () => {
    const strategy = retryWithin(
      budget,
      () => 0,
      () => 0,
    )
    const token = await strategy.acquireInitialRetryToken('s3')
    const asked = await strategy.refreshRetryTokenForRetry(token, { ...slow, retryAfterHint: new Date(3_000) })
    expect(asked.getRetryDelay()).toBe(3_000)
    const tooLong = { ...slow, retryAfterHint: new Date(60_000) }
    await expect(strategy.refreshRetryTokenForRetry(token, tooLong)).rejects.toThrow('no further try')
  })

  it.each([
    ['a refused signature', 'SignatureDoesNotMatch', 403, false],
    ['a part that was flipped on the way', 'XAmzContentSHA256Mismatch', 400, true],
    ['a server error', 'InternalError', 500, true],
    ['a lost precondition', 'PreconditionFailed', 412, false],
    ['no answer at all', 'Error', undefined, true],
  ])('after %s: %s (%s) -> %s', async (_what, name, status, again) => {
    const error = Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } })
    const strategy = retryWithin(
      budget,
      () => 0,
      () => 0,
    )
    const token = await strategy.acquireInitialRetryToken('s3')
    const next = strategy.refreshRetryTokenForRetry(token, { error: error as never, errorType: 'CLIENT_ERROR' })
    if (again) expect((await next).getRetryCount()).toBe(1)
    else await expect(next).rejects.toThrow('no further try')
  })
})
