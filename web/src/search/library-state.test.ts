import { describe, expect, it } from 'vitest'
import { filterCount, readLibraryState, toggleFacet, withoutFilters } from './library-state.ts'

describe('the library’s address', () => {
  it('reads lists with commas and drops what it does not know', () => {
    expect(readLibraryState({ kind: 'image,video,spoon', sort: 'random', view: 'list', from: '1/2/2026' })).toEqual({
      kind: ['image', 'video'],
      view: 'list',
    })
  })
  it('keeps spaces while a person types, but not a query of spaces alone', () => {
    expect(readLibraryState({ q: 'núi ' }).q).toBe('núi ')
    expect(readLibraryState({ q: '  ' }).q).toBeUndefined()
  })
  it('keeps of each closed facet what there is, and four digits of a year', () => {
    expect(
      readLibraryState({
        rights: 'print,theft',
        orientation: ['portrait', 'upside-down'],
        colour: 'blue',
        year: '2026,26',
      }),
    ).toEqual({ rights: ['print'], orientation: ['portrait'], colour: ['blue'], year: ['2026'] })
  })
  it('takes a facet’s value in and out', () => {
    const one = toggleFacet({}, 'unit', 'bao')
    expect(one).toEqual({ unit: ['bao'] })
    expect(toggleFacet(one, 'unit', 'bao')).toEqual({})
  })
  it('counts conditions and takes them away without losing words, order and view', () => {
    const state = readLibraryState({
      q: 'núi',
      kind: 'image',
      place: 'a,b',
      from: '2026-01-01',
      sort: 'newest',
      view: 'list',
    })
    expect(filterCount(state)).toBe(4)
    expect(withoutFilters(state)).toEqual({ q: 'núi', sort: 'newest', view: 'list' })
  })
})
