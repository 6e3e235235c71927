import { describe, expect, it } from 'vitest'
import { type EditDraft, editBetween, tagsOf } from './edit-draft.ts'

const draft: EditDraft = {
  title: 'Núi Bà Đen',
  description: '',
  creator: 'An',
  date: '2026-11-23',
  language: 'vi',
  tags: 'núi, mây',
  topics: ['du-lich'],
  places: [],
  audiences: [],
  pillars: [],
  themes: [],
  credit: '',
  altText: '',
  visibility: 'unit',
  statement: '',
  holder: '',
  grant: '',
  usageTerms: '',
  ...{ territory: '' as const, media: [], purposes: [], validFrom: '', validUntil: '' },
  ...{ consentFile: '', consentNote: '', consentScope: '', consentWithdrawn: '' },
  ...{ personalData: false, machineMade: false, embargoUntil: '' },
}
const changed = (change: Partial<EditDraft>) => editBetween(draft, { ...draft, ...change })

describe('an edit', () => {
  it('holds only what was changed', () => {
    expect(changed({ title: 'Núi Bà' })).toEqual({ title: 'Núi Bà' })
    expect(changed({ pillars: ['kinh-te'], themes: [] })).toEqual({ pillars: ['kinh-te'] })
    expect(changed({})).toEqual({})
  })
  it('sends the rights whole and leaves out what is blank', () => {
    expect(changed({ statement: 'https://x.example/1', grant: 'HĐ 1', holder: ' ' })).toEqual({
      rights: { statement: 'https://x.example/1', grant: 'HĐ 1' },
    })
  })
  it('sends purposes, dates and consent with the statement, days and hours being those of Vietnam', () => {
    const after: EditDraft = {
      ...{ ...draft, statement: 'https://x.example/1', purposes: ['web'], validUntil: '2026-12-31' },
      ...{ consentFile: 'HS-12', consentWithdrawn: '2026-11-02', machineMade: true, embargoUntil: '2026-12-01T00:30' },
    }
    expect(editBetween(draft, after)).toEqual({
      rights: {
        ...{ statement: 'https://x.example/1', purposes: ['web'], validUntil: '2026-12-31', machineMade: true },
        consent: { file: 'HS-12', withdrawnAt: '2026-11-01T17:00:00.000Z' },
      },
      embargoUntil: '2026-11-30T17:30:00.000Z',
    })
    expect(editBetween(after, { ...after, embargoUntil: '' })).toEqual({ embargoUntil: null })
  })
  it('takes the rights away when the statement is', () => {
    expect(editBetween({ ...draft, statement: 'https://x.example/1' }, draft)).toEqual({ rights: null })
  })
  it('is undone by the edit in the other direction', () => {
    const after = { ...draft, tags: 'núi', topics: [] }
    expect(editBetween(after, draft)).toEqual({ tags: ['núi', 'mây'], topics: ['du-lich'] })
  })
  it('does not see spaces between tags as a change', () => {
    expect(changed({ tags: ' núi ,mây' })).toEqual({})
  })
  it('keeps the date when its field is emptied', () => {
    expect(changed({ date: '' })).toEqual({})
  })
})

it('reads tags with or without a hash, each once', () => {
  expect(tagsOf('#lễ hội, mây; mây\n')).toEqual(['lễ hội', 'mây'])
})
