import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asWritten } from './as-written.ts'
import { fold, foldedWords } from './fold.ts'
import { highlight, snippetAround } from './highlight.ts'

const found = (q: string, begins: string | null = null, phrases: string[] = []) => ({
  words: foldedWords(q),
  begins,
  phrases: phrases.map(foldedWords),
})
const hits = (pieces: { text: string; hit: boolean }[] | null) => (pieces ?? []).filter(p => p.hit).map(p => p.text)
const text = fc
  .array(fc.constantFrom('Núi', 'bà', 'Đen', 'đỉnh', ' ', ', ', '\u0301', '<b>', '&amp;', '😀', 'a', '\n'))
  .map(p => p.join(''))

describe('highlight', () => {
  it('marks words whatever their marks and case, neighbours as one', () => {
    expect(hits(highlight('Mây trên núi Bà Đen, bà kể', found('nui ba den')))).toEqual(['núi Bà Đen', 'bà'])
  })
  it('marks decomposed text without moving by a character', () => {
    const nfd = 'Tượng Phật Bà'.normalize('NFD')
    expect(hits(highlight(nfd, found('phat'))).map(t => t.normalize('NFC'))).toEqual(['Phật'])
  })
  it('marks a synonym only where the whole phrase stands', () => {
    expect(hits(highlight('Khu công nghiệp và khu dân cư', found('kcn', null, ['khu cong nghiep'])))).toEqual([
      'Khu công nghiệp',
    ])
  })
  it('marks the whole word that an unfinished one begins', () => {
    expect(hits(highlight('Tây Ninh', found('nin', 'nin')))).toEqual(['Ninh'])
  })
  it('gives pieces that concatenate to the text, in any normal form', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('NFC', 'NFD'), (t, form) => {
        const written = t.normalize(form)
        expect(
          highlight(written, found('nui ba', 'd', ['ba den']))
            .map(p => p.text)
            .join(''),
        ).toBe(written)
      }),
    )
  })
  it('marks a piece only where its folded words are wanted', () => {
    fc.assert(
      fc.property(text, t =>
        hits(highlight(t, found('nui'))).every(
          piece => new Set(foldedWords(piece)).size === 1 && fold(piece).startsWith('nui'),
        ),
      ),
    )
  })
})

describe('snippetAround', () => {
  const long = `${'rừng xanh và tiếng chim '.repeat(60)}ở đây có hồ Dầu Tiếng rất rộng ${'kết thúc '.repeat(200)}`
  it('cuts around the place that was found and says that it cut', () => {
    const cut = snippetAround(long, found('ho dau tieng'), 120)
    expect(hits(cut)).toContain('hồ Dầu Tiếng')
    const joined = (cut ?? []).map(p => p.text).join('')
    expect(joined.length).toBeLessThan(180)
    expect([joined.startsWith('… '), joined.endsWith(' …')]).toEqual([true, true])
  })
  it('is null where nothing was found', () => {
    expect(snippetAround(long, found('asean'), 120)).toBeNull()
  })
  it('shows a short text whole', () => {
    expect(snippetAround('Hồ Dầu Tiếng', found('ho'), 120)).toEqual([
      { text: 'Hồ', hit: true },
      { text: ' Dầu Tiếng', hit: false },
    ])
  })
})

describe('asWritten', () => {
  it('writes folded words as a text of the hub does', () => {
    expect(asWritten(['nui', 'ba', 'den'], ['Mây', 'Đỉnh núi Bà Đen lúc bình minh'])).toBe('núi Bà Đen')
  })
  it('does not take words from two sentences for one phrase', () => {
    expect(asWritten(['ba', 'den'], ['Chuyện của bà. Đen kịt'])).toBe('ba den')
  })
})
