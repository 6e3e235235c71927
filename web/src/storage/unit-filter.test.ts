import { describe, expect, it } from 'vitest'
import { countUnits, filterUnits, type Unit, usedPart } from './unit-filter.ts'

const unit = (name: string, files: number, quota: Partial<Unit['quota']> = {}): Unit => ({
  ...{ code: name, name, files, bytes: files * 100 },
  quota: { files, bytes: files * 100, maxBytes: null, maxFiles: null, ...quota },
})
const units = [
  unit('Báo Tây Ninh', 9, { maxFiles: 10 }),
  unit('Đài PT&TH', 5, { maxBytes: 10_000, maxFiles: 50 }),
  unit('Thư viện', 0),
]
const names = (found: Unit[]) => found.map(each => each.name)

describe('the units of the storage page', () => {
  it('are found by words without marks', () => {
    expect(names(filterUnits(units, 'all', 'dai pt'))).toEqual(['Đài PT&TH'])
    expect(names(filterUnits(units, 'all', ''))).toHaveLength(3)
  })
  it('are those that keep something, have a limit, or come near it', () => {
    expect(names(filterUnits(units, 'keeping', ''))).toEqual(['Báo Tây Ninh', 'Đài PT&TH'])
    expect(names(filterUnits(units, 'limited', 'bao'))).toEqual(['Báo Tây Ninh'])
    expect(names(filterUnits(units, 'nearlyFull', ''))).toEqual(['Báo Tây Ninh'])
    expect(countUnits(units, 'limited')).toBe(2)
  })
  it('are as full as the tighter of their limits, and more than full where one is zero', () => {
    expect(usedPart(units[1]!)).toBe(0.1)
    expect(usedPart(unit('x', 3, { maxFiles: 0 }))).toBe(3)
    expect(usedPart(units[2]!)).toBeNull()
  })
})
