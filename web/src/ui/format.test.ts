import { describe, expect, it } from 'vitest'
import { formatBytes, formatDate, formatDateTime, formatDuration, formatNumber, formatPixels } from './format.ts'

describe('dates', () => {
  it('stand as day, month, year', () => {
    expect(formatDate('2026-11-23')).toBe('23/11/2026')
  })
  it('are those of Vietnam, also when the instant is still the day before in Greenwich', () => {
    expect(formatDateTime('2026-11-22T17:05:00Z')).toBe('23/11/2026 00:05')
  })
})

describe('numbers', () => {
  it('have a point for thousands and a comma for decimals in Vietnamese', () => {
    expect(formatNumber(1234.5, 'vi')).toBe('1.234,5')
    expect(formatNumber(1234.5, 'en')).toBe('1,234.5')
    expect(formatPixels(4608, 3072, 'vi')).toBe('4.608 × 3.072')
  })
  it('tell sizes in the unit that people use', () => {
    expect(formatBytes(12_300_000, 'vi')).toBe('12,3 MB')
    expect(formatBytes(999_600, 'vi')).toBe('1 MB')
    expect(formatBytes(286_400, 'vi')).toBe('286 KB')
    expect(formatBytes(0, 'en')).toBe('0 B')
  })
  it('tell durations with hours only when there are any', () => {
    expect(formatDuration(168_000)).toBe('02:48')
    expect(formatDuration(3_723_000)).toBe('1:02:03')
  })
})
