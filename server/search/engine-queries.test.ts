import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksQueries, queryText, rankedQueries, tierQueries, waysOf } from './engine-queries.ts'
import { markedWords } from './meilisearch-document.ts'
import { literalPlan } from './query-planner.ts'
import { queryWords } from './query-words.ts'
import { compileSynonyms } from './synonyms.ts'
import { tiers } from './tiers.ts'
import { planQueries } from './tsquery.ts'

const synonyms = compileSynonyms([
  ['khu công nghiệp', 'KCN', 'industrial park'],
  ['núi Bà Đen', 'Black Lady Mountain'],
])
const plan = (q: string) => literalPlan(queryWords(q), synonyms)
const texts = (q: string, tier: (typeof tiers)[number]) => tierQueries(plan(q), tier)?.map(query => query.q) ?? null

describe('a plan in the engine’s language', () => {
  it('asks for a phrase, and for what it may be called', () => {
    expect(texts('núi bà đen', 'phrase')).toEqual(['"nui ba den"', '"black lady mountain"', '"nuibaden"'])
  })
  it('asks for every word alone, each unit in its own or in other words', () => {
    expect(texts('kcn trảng bàng', 'all')).toEqual([
      '"kcn" "trang" "bang"',
      '"khu cong nghiep" "trang" "bang"',
      '"industrial park" "trang" "bang"',
      '"kcntrangbang"',
    ])
  })
  it('lets only the last word go on, and not one letter', () => {
    expect(texts('trảng bà', 'open')).toEqual(['"trang" ba'])
    expect(texts('trảng b', 'open')).toBeNull()
  })
  it('misses one word of three, none of two', () => {
    expect(texts('mây trắng bay', 'most')).toEqual(['"trang" "bay"', '"may" "bay"', '"may" "trang"'])
    expect(texts('mây trắng', 'most')).toBeNull()
    expect(texts('mây trắng', 'any')).toEqual(['"may"', '"trang"'])
  })
  it('brings the marks that were typed first, then the phrase in a title', () => {
    const [marked, apart, title] = rankedQueries(plan('cao đài'), 'all')
    expect(marked).toMatchObject({ q: '"cao qdaqfi"', on: 'marks' })
    expect(apart?.q).toBe('"cao" "qdaqfi"')
    expect(title).toMatchObject({ q: '"cao dai"', on: 'title' })
    const weights = rankedQueries(plan('cao đài'), 'any').map(({ weight }) => weight)
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    expect(marksQueries(plan('cao dai'))).toEqual([])
  })
  it('has a tier where Postgres has it', () => {
    fc.assert(
      fc.property(words, q => {
        const made = plan(q)
        if (made.words.length === 0) return
        const queries = planQueries(made)
        for (const tier of tiers)
          expect(tierQueries(made, tier) === null, `${tier} of ${q}`).toBe(queries[tier] === null)
      }),
    )
  })
  it('asks nothing but words and phrases, at most ten of them, in at most 24 ways, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 200 })), q => {
        const made = plan(q)
        if (made.words.length === 0) return
        for (const tier of tiers) {
          const ways = waysOf(made, tier) ?? []
          expect(ways.length).toBeLessThanOrEqual(24)
          for (const { q: text } of tierQueries(made, tier) ?? [])
            expect(text).toMatch(/^(?:"[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*"(?: |$)){0,10}[\p{L}\p{N}]*$/u)
        }
      }),
      { numRuns: 500 },
    )
  })
  it('drops what the engine would drop by itself, and says so by dropping it', () => {
    const many = Array.from({ length: 14 }, (_, i) => [`tu${i}`])
    expect(queryText(many, false).split(' ')).toHaveLength(10)
  })
})

const words = fc
  .array(fc.constantFrom('núi', 'bà', 'đen', 'kcn', 'khu', 'công', 'nghiệp', 'cao', 'festivals', 'x', '2024'), {
    minLength: 1,
    maxLength: 14,
  })
  .map(list => list.join(' '))

describe('marks as letters', () => {
  const syllable = fc
    .tuple(
      fc.constantFrom('', 'b', 'd', 'đ', 'q', 'qu', 'ng', 's', 'f'),
      fc.constantFrom(...'aăâeêioôơuưy'),
      fc.constantFrom('', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'),
    )
    .map(parts => parts.join('').normalize('NFC'))
  it('spells every Vietnamese syllable its own way, in ASCII', () => {
    fc.assert(
      fc.property(syllable, syllable, (a, b) => {
        expect(markedWords(a)).toMatch(/^[a-z]+$/)
        expect(markedWords(a) === markedWords(b)).toBe(a === b)
      }),
      { numRuns: 5_000 },
    )
  })
})
