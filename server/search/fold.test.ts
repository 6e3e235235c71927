import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canon, canonWords, isMarked } from './canon.ts'
import { fold, foldedWords, placedClusters, placedWords } from './fold.ts'

const vietnamese = fc
  .array(fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậđĐÀẾỆÕỬ 0123,.-–#&"\'\u0301\u0323\u00ad'))
  .map(l => l.join(''))
const anyText = fc.oneof(
  vietnamese,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

describe('fold', () => {
  it('makes one of every way to write a name', () => {
    const ways = [
      'Núi Bà Đen',
      'NÚI BÀ ĐEN',
      'núi Bà Đen'.normalize('NFD'),
      'nui ba den',
      'Núi-Bà–Đen',
      '  núi “bà” đen! ',
    ]
    expect(new Set(ways.map(fold))).toEqual(new Set(['nui ba den']))
  })
  it('keeps words of scripts without spaces apart, letter by letter', () => {
    expect(foldedWords('東盟2020')).toEqual(['東', '盟', '2020'])
  })
  it('ignores soft hyphens that a PDF left inside a word', () => {
    expect(fold('Tây Ni\u00adnh')).toBe('tay ninh')
  })
  it('is idempotent', () => {
    fc.assert(fc.property(anyText, text => fold(fold(text)) === fold(text)))
  })
  it('is blind to the normal form', () => {
    fc.assert(fc.property(anyText, text => fold(text.normalize('NFC')) === fold(text.normalize('NFD'))))
  })
  it('leaves nothing but letters, digits and single spaces', () => {
    fc.assert(fc.property(anyText, text => /^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u.test(fold(text))))
  })
})

describe('placedWords', () => {
  it('finds the folded words, each where it stands', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(placedWords(text).map(({ word }) => word)).toEqual(foldedWords(text))
      }),
    )
  })
  it('finds Latin words as it finds those of any script, letter by letter', () => {
    const latin = fc
      .array(
        fc.oneof(
          fc.integer({ min: 9, max: 0x24f }),
          fc.integer({ min: 0x300, max: 0x36f }),
          fc.integer({ min: 0x1e00, max: 0x1eff }),
        ),
      )
      .map(codes => String.fromCharCode(...codes))
    fc.assert(
      fc.property(fc.oneof(latin, vietnamese), text => {
        expect(placedWords(text)).toEqual(placedClusters(text))
      }),
      { numRuns: 1_000 },
    )
  })
  it('counts marks that stand alone to the word before them', () => {
    const text = 'núi Bà'.normalize('NFD')
    expect(placedWords(text).map(({ start, end }) => text.slice(start, end).normalize('NFC'))).toEqual(['núi', 'Bà'])
  })
})

describe('canon', () => {
  it('places the tone one way in open syllables', () => {
    expect(canonWords('Hoà Thành, Thuý, khoẻ, uỷ ban')).toBe('hòa thành thúy khỏe ủy ban')
  })
  it('leaves q and closed syllables alone', () => {
    expect(canon('Quý, hoàn, quà, toán')).toBe('quý, hoàn, quà, toán')
  })
  it('knows a word with marks from one without', () => {
    expect(['đen', 'bà', 'den', '2020'].map(isMarked)).toEqual([true, true, false, false])
  })
})
