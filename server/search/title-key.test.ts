import fc from 'fast-check'
import { expect, it } from 'vitest'
import { titleKey } from './title-key.ts'

const collator = new Intl.Collator('vi')
const byKey = (a: string, b: string) => (titleKey(a) < titleKey(b) ? -1 : titleKey(a) > titleKey(b) ? 1 : 0)
const syllable = fc
  .tuple(
    fc.constantFrom('', 'b', 'c', 'd', 'đ', 'g', 'ng', 'tr', 'x'),
    fc.constantFrom(...'aăâeêioôơuưy'),
    fc.constantFrom('', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'),
    fc.constantFrom('', 'n', 'ng', 't'),
  )
  .map(([onset, vowel, tone, coda]) => (onset + vowel + tone + coda).normalize('NFC'))

it('orders as Vietnamese does', () => {
  const words = ['ê', 'đa', 'ân', 'an', 'da', 'ăn', 'e', 'à', 'ả', 'ã', 'á', 'ạ', 'a', 'z', '9', '10']
  expect(words.toSorted(byKey)).toEqual(words.toSorted(collator.compare))
})
it('has the order of ICU’s collation for any Vietnamese words', () => {
  fc.assert(
    fc.property(
      fc.array(syllable, { minLength: 1, maxLength: 4 }),
      fc.array(syllable, { minLength: 1, maxLength: 4 }),
      (a, b) => {
        const [left, right] = [a.join(' '), b.join(' ')]
        expect(byKey(left, right)).toBe(Math.sign(collator.compare(left, right)))
      },
    ),
    { numRuns: 3_000 },
  )
})
it('is the same for both normal forms and plain ASCII for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(titleKey(text)).toMatch(/^[0-9a-z ]*$/)
    }),
  )
  expect(titleKey('Tây Ninh'.normalize('NFD'))).toBe(titleKey('TÂY NINH'))
})
