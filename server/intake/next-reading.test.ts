import { describe, expect, it } from 'vitest'
import { nextReading } from './next-reading.ts'

const now = new Date('2026-11-23T00:00:00Z')
const minutes = (failuresInRow: number, ok = false, everyMinutes = 30) => {
  const next = nextReading({ everyMinutes, failuresInRow }, ok, now)
  return [(next.nextAt.getTime() - now.getTime()) / 60_000, next.failuresInRow, next.openUntil !== null]
}

describe('when a source is read next', () => {
  it('is its interval after a good answer, whatever failed before', () =>
    expect(minutes(9, true)).toEqual([30, 0, false]))
  it('is doubled by each failure, and the fifth opens the breaker', () =>
    expect([0, 1, 3, 4].map(n => minutes(n))).toEqual([
      [30, 1, false],
      [60, 2, false],
      [240, 4, false],
      [480, 5, true],
    ]))
  it('is never more than a day away, or its own interval', () => {
    expect(minutes(500)[0]).toBe(1440)
    expect(minutes(500, false, 10_080)[0]).toBe(10_080)
  })
})
