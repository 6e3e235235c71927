import { describe, expect, it } from 'vitest'
import { mostSelected, nothingSelected, rangeTo, stillThere, toggled } from './desk-selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids]

describe('selecting at the desk', () => {
  it('puts in and takes out one by one', () => {
    const one = toggled(nothingSelected, 'b')
    expect(ids(one)).toEqual(['b'])
    expect(ids(toggled(one, 'b'))).toEqual([])
  })
  it('takes everything between, in either direction', () => {
    expect(ids(rangeTo(toggled(nothingSelected, 'b'), 'd', order))).toEqual(['b', 'c', 'd'])
    expect(ids(rangeTo(toggled(nothingSelected, 'd'), 'b', order)).toSorted()).toEqual(['b', 'c', 'd'])
  })
  it('starts a range at the item itself where nothing was selected before', () => {
    expect(ids(rangeTo(nothingSelected, 'c', order))).toEqual(['c'])
  })
  it('forgets what has left the queue', () => {
    expect([...stillThere(rangeTo(toggled(nothingSelected, 'a'), 'c', order), ['b', 'c'])]).toEqual(['b', 'c'])
  })
  it('stops at what one batch may hold', () => {
    const many = Array.from({ length: 150 }, (_, index) => `n${index}`)
    expect(rangeTo(toggled(nothingSelected, 'n0'), 'n149', many).ids.size).toBe(mostSelected)
  })
})
