import { describe, expect, it } from 'vitest'
import { plainRights } from '#contracts/rights-values'
import { type FactRow, searchFacts } from './search-facts.ts'

const row: FactRow = {
  ...{ width: null, height: null, colours: [], durationMs: null, size: 0, captioned: false, rights: null },
}
const facts = (given: Partial<FactRow>) => searchFacts({ ...row, ...given })

describe('what is filtered by beside the words', () => {
  it.each([
    [1920, 1080, 'landscape'],
    [1080, 1920, 'portrait'],
    [1000, 1000, 'square'],
    [1040, 1000, 'square'],
    [null, null, null],
    [0, 100, null],
  ])('says how %s x %s lies', (width, height, orientation) =>
    expect(facts({ width, height }).orientation).toBe(orientation),
  )
  it('names the colours that cover most, each once', () => {
    expect(facts({ colours: ['#87ceeb', '#4682b4', '#da251d'] }).colours).toEqual(['blue'])
    expect(facts({ colours: ['#228b22', '#da251d', '#000000'] }).colours).toEqual(['green', 'red'])
  })
  it('lists the purposes that the rights cover, whatever the day', () => {
    const by = plainRights('https://creativecommons.org/licenses/by/4.0/')
    expect(facts({ rights: by }).purposes).toHaveLength(7)
    const ended = { ...by, validUntil: '2001-01-01', media: ['print' as const] }
    expect(facts({ rights: ended }).purposes).toEqual(['print', 'education', 'internal'])
    expect(facts({ rights: plainRights('http://rightsstatements.org/vocab/InC/1.0/') }).purposes).toEqual([])
    expect(facts({ rights: null }).purposes).toEqual([])
  })
})
