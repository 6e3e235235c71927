import { describe, expect, it } from 'vitest'
import { countFilters, listQuery, readDeskSearch } from './desk-filter.ts'

describe('filters of the desk', () => {
  it('ask for what waits, by its due day, when nothing is chosen', () => {
    expect(listQuery({})).toMatchObject({ state: 'open', sort: 'due' })
  })
  it('look for what is scheduled among what is approved', () => {
    expect(listQuery({ view: 'scheduled', channel: 'cong' })).toMatchObject({
      ...{ state: 'approved', stage: 'scheduled', channel: 'cong' },
    })
  })
  it('leave out what the address says and nobody knows', () => {
    expect(readDeskSearch({ view: 'overdue', kind: 'music', sort: 7, q: '', campaign: 'none' })).toEqual({
      ...{ view: 'overdue', campaign: 'none' },
    })
  })
  it('are counted without the view', () => {
    expect(countFilters({ view: 'mine', unit: 'bao', q: '  ' })).toBe(1)
  })
})
