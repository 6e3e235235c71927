import { describe, expect, it } from 'vitest'
import { visibleRows } from './use-visible-rows.ts'

const rows = Array.from({ length: 2500 }, (_, index) => ({ top: index * 200, height: 194 }))

describe('the rows in the page', () => {
  it('are those that touch the stretch, whole or in part', () => {
    expect(visibleRows(rows, 190, 400)).toEqual({ first: 0, end: 2 })
    expect(visibleRows(rows, 195, 401)).toEqual({ first: 1, end: 3 })
  })
  it('stay few however long the list is', () => {
    const { first, end } = visibleRows(rows, 300_000, 302_300)
    expect(end - first).toBeLessThan(14)
    expect(first).toBe(1500)
  })
  it('are none beyond the ends and none of nothing', () => {
    expect(visibleRows(rows, 900_000, 902_000)).toEqual({ first: 2500, end: 2500 })
    expect(visibleRows(rows, -900, -100)).toEqual({ first: 0, end: 0 })
    expect(visibleRows([], 0, 1000)).toEqual({ first: 0, end: 0 })
  })
})
