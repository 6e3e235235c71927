import { describe, expect, it } from 'vitest'
import { parseDate } from './parse-date.ts'

describe('a date as a feed writes it', () => {
  it.each([
    ['2026-11-23T10:30:00+07:00', '2026-11-23T03:30:00.000Z'],
    ['2026-11-23T03:30:00Z', '2026-11-23T03:30:00.000Z'],
    ['2026-11-23T03:30:00.123456Z', '2026-11-23T03:30:00.123Z'],
    ['2026-11-23 10:30:00', '2026-11-23T03:30:00.000Z'],
    ['2026-11-23', '2026-11-22T17:00:00.000Z'],
    ['Mon, 23 Nov 2026 10:30:00 +0700', '2026-11-23T03:30:00.000Z'],
    ['Mon, 23 Nov 2026 03:30:00 GMT', '2026-11-23T03:30:00.000Z'],
    ['23 Nov 26 03:30 UT', '2026-11-23T03:30:00.000Z'],
    ['Sun, 22 Nov 2026 22:30:00 EST', '2026-11-23T03:30:00.000Z'],
    ['Mon, 23 Nov 2026 10:30:00 GMT+7', '2026-11-23T03:30:00.000Z'],
    ['Monday, 23-Nov-26 03:30:00 UTC', '2026-11-23T03:30:00.000Z'],
    ['23/11/2026 10:30', '2026-11-23T03:30:00.000Z'],
    ['23/11/2026 - 10:30', '2026-11-23T03:30:00.000Z'],
    ['Thứ hai, 23/11/2026, 10:30 (GMT+7)', '2026-11-23T03:30:00.000Z'],
    ['10:30 23/11/2026', '2026-11-23T03:30:00.000Z'],
    ['10h30 | 23/11/2026', '2026-11-23T03:30:00.000Z'],
    ['23/11/2026 10:30:00 PM', '2026-11-23T15:30:00.000Z'],
    ['11/23/2026 10:30', null],
    ['31/02/2026', null],
    ['29/02/2028', '2028-02-28T17:00:00.000Z'],
    ['Mon, 23 Nov 2026 10:30:00 XYZW', null],
    ['2026-11-23T25:00:00Z', null],
    ['1795404600', '2026-11-23T03:30:00.000Z'],
    ['0000-00-00 00:00:00', null],
    ['yesterday', null],
    ['', null],
  ])('%s', (given, expected) => {
    expect(parseDate(given)?.toISOString() ?? null).toBe(expected)
  })
  it('takes seconds and milliseconds, and nothing that is neither', () => {
    expect(parseDate(1795404600)?.toISOString()).toBe('2026-11-23T03:30:00.000Z')
    expect(parseDate(1795404600000)?.toISOString()).toBe('2026-11-23T03:30:00.000Z')
    expect([Number.NaN, Number.POSITIVE_INFINITY, -1, {}, null, undefined].map(parseDate)).toEqual(Array(6).fill(null))
  })
})
