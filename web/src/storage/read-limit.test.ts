import { describe, expect, it } from 'vitest'
import { readLimit } from './read-limit.ts'

describe('a limit as it is typed', () => {
  it('takes an empty field as no limit, and a comma or a point as the decimal sign', () => {
    expect(readLimit(' ', 1e9)).toBeNull()
    expect(readLimit('1,5', 1e9)).toBe(1_500_000_000)
    expect(readLimit('1.5', 1e9)).toBe(1_500_000_000)
    expect(readLimit('0', 1)).toBe(0)
  })

  it('refuses words, negatives, parts of a file and what is past counting', () => {
    for (const text of ['nhiều', '-1', '1e3', '1.000.000']) expect(readLimit(text, 1e9)).toBe('bad')
    expect(readLimit('1.5', 1)).toBe('bad')
    expect(readLimit('999999999999', 1e9)).toBe('bad')
  })
})
