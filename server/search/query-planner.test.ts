import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseReadings } from './choose-readings.ts'
import { chosenPlan, literalPlan, phrasings } from './query-planner.ts'
import { queryWords } from './query-words.ts'
import { firstReadings, lexemesOf, orphans, type Reading, typoReadings, type Vocabulary } from './readings.ts'
import { compileSynonyms, longestSynonym } from './synonyms.ts'
import { chooseTier } from './tiers.ts'
import { planQueries } from './tsquery.ts'

const glossary = compileSynonyms([
  ['KCN', 'khu công nghiệp', 'industrial park'],
  ['TP.HCM', 'TPHCM', 'Thành phố Hồ Chí Minh'],
  ['cao tốc', 'expressway'],
])
const none = compileSynonyms([])
const titles = ['nui ba den', 'banh trang phoi suong', 'toa thanh cao dai', 'tay ninh', 'nha xuong', 'le hoi']

/** A corpus of folded titles, all of which anyone may see unless `hidden` names them. */
function corpus(hidden: string[] = []) {
  const lexemes = (list: string[]) =>
    list.flatMap(title =>
      title.split(' ').flatMap((word, i, all) => [word, ...(i > 0 ? [`${all[i - 1]}_${word}`] : [])]),
    )
  const all = new Set(lexemes([...titles, ...hidden]))
  const seen = new Set(lexemes(titles))
  const vocabulary: Vocabulary = { df: l => (all.has(l) ? 2 : 0), words: () => [...all].filter(l => !l.includes('_')) }
  return { vocabulary, seen }
}

function understood(q: string, hidden: string[] = []): string {
  const { vocabulary, seen } = corpus(hidden)
  const typed = queryWords(q)
  const readings: Reading[][] = typed.map(word => firstReadings(word, vocabulary))
  const evidence = new Set(lexemesOf(readings, null).filter(l => seen.has(l)))
  for (const i of orphans(typed, readings, evidence, none))
    readings[i]?.push(...typoReadings(typed, readings, i, vocabulary))
  for (const lexeme of lexemesOf(readings, vocabulary)) if (seen.has(lexeme)) evidence.add(lexeme)
  return chosenPlan(typed, chooseReadings(readings, evidence, none), w => seen.has(w), none)
    .words.map(w => w.word)
    .join(' ')
}

describe('what a query is taken for', () => {
  it.each([
    ['nui1 ba2 d9en', 'nui ba den'],
    ['nuis baf ddeen', 'nui ba den'],
    ['toaf thanhs cao ddaif', 'toa thanh cao dai'],
    ['bahn trang phoi suong', 'banh trang phoi suong'],
    ['banh trang phoi xuong', 'banh trang phoi suong'],
    ['nuibaden', 'nui ba den'],
    ['le hoi', 'le hoi'],
  ])('%s is %s', (typed, meant) => expect(understood(typed)).toBe(meant))
  it('is not changed by words that only hidden items hold', () => {
    expect(understood('zorblux', ['zorblax'])).toBe('zorblux')
    expect(understood('bahn', ['bahs'])).toBe(understood('bahn'))
  })
})

describe('synonyms', () => {
  it('go both ways and up to nine words', () => {
    expect(compileSynonyms([['một', 'mot hai ba bon nam sau bay tam chin muoi']]).get('mot')).toEqual([])
    expect(glossary.get('kcn')).toContainEqual(['khu', 'cong', 'nghiep'])
    expect(glossary.get('khu cong nghiep')).toContainEqual(['kcn'])
    expect(glossary.get('thanh pho ho chi minh')).toContainEqual(['tphcm'])
    expect(Math.max(...[...glossary.keys()].map(key => key.split(' ').length))).toBeLessThanOrEqual(longestSynonym)
  })
  it('take the longest phrase of the query', () => {
    const plan = literalPlan(queryWords('cao toc thanh pho ho chi minh'), glossary)
    expect(plan.units.map(({ from, length }) => [from, length])).toEqual([
      [0, 2],
      [2, 5],
    ])
  })
  it('say the whole phrase in other words, one unit at a time', () => {
    const plan = literalPlan(queryWords('khu cong nghiep trang bang'), glossary)
    expect(phrasings(plan).map(words => words.join(' '))).toContain('kcn trang bang')
  })
})

describe('planQueries', () => {
  it('looks for pairs, for every word and for the unfinished last one', () => {
    const { phrase, all, open } = planQueries(literalPlan(queryWords('núi bà'), none))
    expect(phrase).toBe("('nui_ba' | 'nuiba')")
    expect(all).toBe("(('nui' & 'ba') | 'nuiba')")
    expect(open).toBe("('nui' & ('ba' | 'ba':*))")
  })
  it('asks for the marks that were typed, and no others', () => {
    expect(planQueries(literalPlan(queryWords('cao đài'), none)).allMarked).toBe("'=đài'")
    expect(planQueries(literalPlan(queryWords('cao dai'), none)).allMarked).toBeNull()
  })
  it('holds nothing but quoted letters and digits, whatever was typed', () => {
    const syntax = fc.array(fc.constantFrom(...`'"\\:*&|!()<->%_ ;$1=aà2 đ\u0000`)).map(c => c.join(''))
    fc.assert(
      fc.property(fc.oneof(syntax, fc.string({ unit: 'binary' })), q => {
        const typed = queryWords(q)
        if (typed.length === 0) return
        const queries = Object.values(planQueries(literalPlan(typed, glossary))).filter(tsquery => tsquery !== null)
        for (const tsquery of queries)
          expect(tsquery.replace(/'[=^]?[\p{L}\p{N}\p{M}_]+'(?::\*)?/gu, '')).toMatch(/^[()&| ]*$/)
      }),
    )
  })
  it('reads at most 14 words', () => expect(queryWords('a '.repeat(500))).toHaveLength(14))
})

describe('chooseTier', () => {
  it('stays at the phrase where that is plenty', () => expect(chooseTier({ phrase: 20 })).toBe('phrase'))
  it('stays at every word where an open end adds nothing', () =>
    expect(chooseTier({ phrase: 1, all: 4, open: 4 })).toBe('all'))
  it('goes as wide as it must', () => expect(chooseTier({ phrase: 0, all: 0, open: 0, most: 0, any: 7 })).toBe('any'))
})
