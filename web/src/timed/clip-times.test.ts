import { describe, expect, it } from 'vitest'
import { readClock, shortClock, writeClock } from './clip-times.ts'

describe('times of a clip', () => {
  it('reads what people type', () => {
    expect(['1:02:03.5', '2:03', '3,25', ' 75 ', '0'].map(readClock)).toEqual([3_723_500, 123_000, 3250, 75_000, 0])
    expect(['', 'abc', '-1', '1:2:3:4', '1.2.3'].map(readClock)).toEqual([null, null, null, null, null])
  })

  it('shows no more of a time than it says', () => {
    expect([0, 2000, 6500, 600_040, 3_600_000].map(shortClock)).toEqual([
      '0:00',
      '0:02',
      '0:06.5',
      '10:00.04',
      '1:00:00',
    ])
  })

  it('reads again what it writes', () => {
    for (const ms of [0, 999, 61_040, 3_723_500]) expect(readClock(writeClock(ms))).toBe(ms)
  })
})
