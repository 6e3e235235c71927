import { describe, expect, it } from 'vitest'
import { monthsFrom } from './months-from.ts'

describe('the months to choose from', () => {
  const now = new Date('2026-01-31T18:00:00Z')
  it('begin with this month in Vietnam, which may be the next one elsewhere', () =>
    expect(monthsFrom(null, now)).toEqual(['2026-02']))
  it('go back over the year’s end to the first that there is', () =>
    expect(monthsFrom('2025-11-01', now)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']))
  it('end after two years, whatever is said', () => expect(monthsFrom('1000-01-01', now)).toHaveLength(25))
})
