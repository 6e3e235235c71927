import { describe, expect, it } from 'vitest'
import type { Embedded } from '#contracts/embedded'
import type { EditDraft } from './edit-draft.ts'
import { proposalsFor } from './file-proposals.ts'

const embedded = {
  texts: {
    title: { value: 'Núi Bà', from: 'XMP-dc:Title', guessed: null },
    description: { value: 'Mô tả', from: 'XMP-dc:Description', guessed: null },
    holder: { value: 'Báo', from: 'XMP-xmpRights:Owner', guessed: null },
  },
  ...{
    statement: null,
    topics: ['le-hoi', 'van-hoa'],
    tags: ['một', 'hai'],
    places: ['80'],
    placeNames: [],
    taken: null,
  },
  ...{ gps: null, machineMade: false, item: null },
} satisfies Embedded
const draft = {
  ...{ title: 'Lễ hội', description: '', creator: '', date: '2026-01-01', credit: '', altText: '', tags: 'một' },
  ...{ topics: ['le-hoi'], places: [], statement: '', holder: '', usageTerms: '' },
} as unknown as EditDraft

describe('proposalsFor', () => {
  it('proposes what differs, tells an empty field from a filled one, and adds to lists', () => {
    const found = proposalsFor(embedded, draft)
    expect(found.map(({ field, empty, patch }) => ({ field, empty, patch }))).toEqual([
      { field: 'title', empty: false, patch: { title: 'Núi Bà' } },
      { field: 'description', empty: true, patch: { description: 'Mô tả' } },
      { field: 'topics', empty: false, patch: { topics: ['le-hoi', 'van-hoa'] } },
      { field: 'places', empty: true, patch: { places: ['80'] } },
      { field: 'tags', empty: false, patch: { tags: 'một, hai' } },
    ])
  })
  it('offers a holder only where there is a statement to hang it on', () => {
    const statement = 'https://creativecommons.org/licenses/by/4.0/'
    expect(proposalsFor(embedded, { ...draft, statement }).map(each => each.field)).toContain('holder')
    expect(proposalsFor({ ...embedded, statement }, draft).map(each => each.field)).toEqual(
      expect.arrayContaining(['statement', 'holder']),
    )
  })
  it('says nothing where the form says the same', () => {
    const same = {
      ...draft,
      title: 'Núi Bà',
      description: 'Mô tả',
      topics: ['van-hoa', 'le-hoi'],
      places: ['80'],
      tags: 'hai, một',
    }
    expect(proposalsFor(embedded, same as EditDraft)).toEqual([])
  })
})
