import { describe, expect, it } from 'vitest'
import { endOfDay, instantOf, localParts, usualTimes } from './vietnam-time.ts'

describe('times of publication', () => {
  it('are those of Vietnam, wherever the computer stands', () => {
    expect(instantOf('2026-11-24', '07:00')).toBe('2026-11-24T00:00:00.000Z')
    expect(localParts('2026-11-23T17:30:00Z')).toEqual({ day: '2026-11-24', time: '00:30' })
    expect(endOfDay('2026-11-24')).toBe('2026-11-24T16:59:00.000Z')
  })
  it('offer this evening only while it is to come, and Monday only when it is not tomorrow', () => {
    const keys = (instant: string) => usualTimes(new Date(instant)).map(one => one.key)
    expect(keys('2026-11-24T03:00:00Z')).toEqual(['evening', 'tomorrow', 'monday'])
    expect(keys('2026-11-24T11:00:00Z')).toEqual(['tomorrow', 'monday'])
    expect(keys('2026-11-22T11:00:00Z')).toEqual(['tomorrow'])
  })
  it('know the next Monday on a Monday', () => {
    expect(usualTimes(new Date('2026-11-23T03:00:00Z')).at(-1)).toEqual({
      ...{ key: 'monday', day: '2026-11-30', time: '07:00' },
    })
  })
})
