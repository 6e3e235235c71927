import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenBuckets } from './token-bucket.ts'

describe('a token bucket', () => {
  it('lets a burst through, then says when to come back, and that is true', () => {
    let now = 1_000
    const take = tokenBuckets({ burst: 3, perSecond: 0.5 }, 10, () => now)
    expect([take('an'), take('an'), take('an'), take('an')]).toEqual([0, 0, 0, 2])
    now += 1_999
    expect(take('an')).toBe(1)
    now += 1
    expect(take('an')).toBe(0)
    expect(take('binh')).toBe(0)
  })
  it('never gives more than the burst and the rate together, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(steps, waits => {
        let now = 0
        let forward = 0
        const take = tokenBuckets({ burst: 5, perSecond: 2 }, 10, () => now)
        let given = 0
        for (const wait of waits) {
          now += wait
          forward += Math.max(0, wait)
          if (take('an') === 0) given++
        }
        expect(given).toBeLessThanOrEqual(5 + (forward / 1000) * 2 + 1e-9)
      }),
    )
  })
  it('keeps no more names than it may, and forgets the one longest unused', () => {
    const take = tokenBuckets({ burst: 1, perSecond: 0.001 }, 2, () => 0)
    take('an')
    take('binh')
    expect(take('an')).toBeGreaterThan(0)
    take('cuc')
    expect(take('an')).toBeGreaterThan(0)
    expect(take('binh')).toBe(0)
  })
})
