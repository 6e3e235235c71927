import { describe, expect, it } from 'vitest'
import { otherNumber } from './english-number.ts'
import { segment } from './segment.ts'
import { isSyllable } from './syllable.ts'
import { readTelex } from './telex.ts'
import { allowedDistance, editDistance, soundKey, typoCandidates } from './typo.ts'
import { readVni } from './vni.ts'

const lexicon = (...lexemes: string[]) => ({ df: (lexeme: string) => (lexemes.includes(lexeme) ? 3 : 0) })

describe('readVni', () => {
  it.each([
    ['nui1', 'nui'],
    ['d9en', 'den'],
    ['tru7o7ng2', 'truong'],
    ['d9u7o7ng2', 'duong'],
  ])('reads %s as %s', (typed, meant) => expect(readVni(typed)).toBe(meant))
  it.each(['covid19', '22b', 'asean2020', 'nui12', '4k', '2020', 'nui'])('leaves %s alone', typed =>
    expect(readVni(typed)).toBeNull(),
  )
})

describe('readTelex', () => {
  it.each([
    ['nuis', 'nui'],
    ['ddeen', 'den'],
    ['ddaif', 'dai'],
    ['thasnh', 'thanh'],
    ['nguoiwf', 'nguoi'],
    ['dduwowngf', 'duong'],
    ['truwowngf', 'truong'],
    ['dend', 'den'],
    ['tieengs', 'tieng'],
    ['nwowcs', 'nuoc'],
  ])('reads %s as %s', (typed, meant) => expect(readTelex(typed)).toContain(meant))
  it('reads nothing into words that no syllable can be', () => {
    expect(['asean', 'logistics', '2020', 'a'].flatMap(readTelex)).toEqual([])
  })
})

describe('isSyllable', () => {
  it('knows the shape of a syllable', () => {
    expect(['nui', 'truong', 'nguyen', 'khuya', 'quoc', 'gio', 'y'].every(isSyllable)).toBe(true)
    expect(['text', 'gates', 'park', 'fdi', 'strong', ''].some(isSyllable)).toBe(false)
  })
})

describe('segment', () => {
  const known = lexicon('nui', 'ba', 'den', 'nui_ba', 'ba_den', 'bad', 'en', 'asean')
  it('cuts a hashtag where its words stand side by side', () =>
    expect(segment('nuibaden', known)).toEqual(['nui', 'ba', 'den']))
  it('parts letters from digits', () => expect(segment('asean2020', known)).toEqual(['asean', '2020']))
  it('gives up where a rest is no word', () => expect(segment('nuibadenx', known)).toBeNull())
  it('does not cut a word that is one', () => expect(segment('asean', known)).toBeNull())
})

describe('typing errors', () => {
  it('counts a swap of neighbours as one', () => expect(editDistance('bahn', 'banh', 2)).toBe(1))
  it('stops counting beyond what is asked', () => expect(editDistance('nui', 'truong', 1)).toBe(2))
  it.each([
    ['xuong', 'suong'],
    ['chang', 'trang'],
    ['nin', 'ninh'],
    ['riet', 'riec'],
    ['dao', 'giao'],
    ['my', 'mi'],
  ])('hears %s as %s', (a, b) => expect(soundKey(a)).toBe(soundKey(b)))
  it('never touches words below three letters or with digits', () => {
    expect(['na', 'o', 'ttv11', '2020'].map(allowedDistance)).toEqual([0, 0, 0, 0])
    expect(typoCandidates('na', ['nam', 'nang'], () => 1, 9)).toEqual([])
  })
  it('prefers what stands beside the neighbours to what is merely near', () => {
    const context = (word: string) => (word === 'banh' ? 5 : 0)
    expect(typoCandidates('bahn', ['bahs', 'banh', 'bac'], context, 2)[0]?.word).toBe('banh')
  })
})

describe('otherNumber', () => {
  it.each([
    ['festivals', 'festival'],
    ['gate', 'gates'],
    ['cities', 'city'],
    ['specialty', 'specialties'],
    ['churches', 'church'],
  ])('takes %s also as %s', (word, other) => expect(otherNumber(word)).toEqual([other]))
  it('leaves Vietnamese syllables and Telex alone', () =>
    expect(['banh', 'nuis', 'thanhs'].flatMap(otherNumber)).toEqual([]))
})
