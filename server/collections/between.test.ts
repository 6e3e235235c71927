import { expect, it } from 'vitest'
import { between, gap } from './move-item.ts'

it('finds a whole number between two places, before the first, behind the last, and says where there is none', () => {
  expect(between(10n, 20n)).toBe(15n)
  expect(between(10n, 11n)).toBeNull()
  expect(between(undefined, 10n)).toBe(10n - gap)
  expect(between(10n, undefined)).toBe(10n + gap)
  expect(between(undefined, undefined)).toBe(gap)
  expect(between(-3n, 3n)).toBe(0n)
})
