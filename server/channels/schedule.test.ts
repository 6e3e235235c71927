import { describe, expect, it } from 'vitest'
import { delays, nextAttempt } from './schedule.ts'

const now = new Date('2027-01-15T08:00:00Z')
const next = (attempts: number, over: Partial<Parameters<typeof nextAttempt>[0]> = {}) =>
  nextAttempt({ attempts, now, notBefore: null, neverGivesUp: false, random: () => 0.999999, ...over })

describe('the schedule', () => {
  it('waits 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h at most, and then gives up', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(attempts =>
      Math.ceil((next(attempts)!.getTime() - now.getTime()) / 1000),
    )
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400])
    expect([next(delays.length), next(50)]).toEqual([null, null])
  })
  it('spreads attempts over the whole delay', () => {
    expect(next(4, { random: () => 0 })).toEqual(now)
    expect(next(4, { random: () => 0.5 })!.getTime() - now.getTime()).toBe(3_600_000)
  })
  it('never goes before Retry-After', () => {
    const notBefore = new Date(now.getTime() + 60_000)
    expect(next(1, { notBefore })).toEqual(notBefore)
    expect(next(3, { notBefore })!.getTime()).toBeGreaterThan(notBefore.getTime())
  })
  it('goes on daily for a withdrawal', () => {
    expect(next(400, { neverGivesUp: true, random: () => 0.5 })!.getTime() - now.getTime()).toBe(12 * 3_600_000)
  })
})
