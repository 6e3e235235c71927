import { describe, expect, it } from 'vitest'
import { searchQuestion } from '#contracts/search'
import { plainQuery, readStored } from './stored-query.ts'

describe('the query of a saved search', () => {
  it('is kept without what says nothing, and comes back whole', () => {
    const question = searchQuestion.parse({ q: 'núi Bà Đen', kind: 'image,video', from: '2026-01-01' })
    const plain = plainQuery(question)
    expect(plain).toEqual({ q: 'núi Bà Đen', kind: ['image', 'video'], from: '2026-01-01' })
    expect(readStored(JSON.parse(JSON.stringify(plain)))).toEqual({ question, dropped: [] })
  })

  it('runs without a filter that is no longer there, and says which', () => {
    const { question, dropped } = readStored({ q: 'lễ hội', mood: ['gay'], topic: ['du-lich'] })
    expect(dropped).toEqual(['mood'])
    expect(plainQuery(question)).toEqual({ q: 'lễ hội', topic: ['du-lich'] })
  })

  it('keeps the values that a filter still takes, and says that some went', () => {
    const { question, dropped } = readStored({ kind: ['image', 'hologram'], sort: 'loudest', from: 'gestern' })
    expect(dropped).toEqual(['kind', 'sort', 'from'])
    expect(plainQuery(question)).toEqual({ kind: ['image'] })
  })

  it('is an empty search where nothing of it can be read', () => {
    for (const stored of [null, 'x', 7, [], { q: { a: 1 } }])
      expect(plainQuery(readStored(stored).question)).toEqual({})
  })
})
