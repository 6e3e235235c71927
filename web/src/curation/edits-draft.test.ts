import { describe, expect, it } from 'vitest'
import type { Edits } from '#contracts/desk'
import { changedItems, draftOf, fieldsOf, formLanguages, untranslated } from './edits-draft.ts'

const original = {
  ...{ language: 'vi', headline: 'Núi Bà Đen', summary: 'Mùa mây', caption: '', altText: 'Ngọn núi', credit: 'Báo' },
  body: null,
}
const edits = {
  revision: 3,
  languages: ['vi', 'en'],
  items: [
    { asset: { id: 'a', title: 'Núi', kind: 'image' }, role: 'lead', original, texts: { vi: null, en: null } },
    { asset: { id: 'b', title: 'Mây', kind: 'image' }, role: 'gallery', original, texts: { vi: null, en: null } },
  ],
} as Edits
const write = (language: 'vi' | 'en', texts: object) => {
  const draft = draftOf(edits)
  const one = draft.a!
  return { ...draft, a: { ...one, [language]: { ...one[language], ...texts } } }
}

describe('texts for a channel', () => {
  it('are sent for the items that changed and no other', () => {
    expect(changedItems(edits, draftOf(edits))).toEqual([])
    expect(changedItems(edits, write('en', { headline: 'Black Lady Mountain ' }))).toEqual([
      {
        asset: 'a',
        texts: {
          vi: null,
          en: { headline: 'Black Lady Mountain', summary: null, caption: null, altText: null, body: null },
        },
      },
    ])
  })
  it('leave the original where they say the same', () => {
    expect(changedItems(edits, write('vi', { headline: 'Núi Bà Đen' }))).toEqual([
      { asset: 'a', texts: { vi: null, en: null } },
    ])
  })
  it('count what is still to be translated', () => {
    const [first] = edits.items
    expect(untranslated(first!, draftOf(edits), 'en')).toBe(3)
    expect(untranslated(first!, write('en', { headline: 'Black Lady Mountain' }), 'en')).toBe(2)
    expect(untranslated(first!, draftOf(edits), 'vi')).toBe(0)
  })
  it('offer what a kind can say, in the languages of the channel', () => {
    expect(fieldsOf('article')).toContain('body')
    expect(fieldsOf('video')).not.toContain('altText')
    expect(formLanguages({ ...edits, languages: ['en'] })).toEqual(['en'])
  })
})
