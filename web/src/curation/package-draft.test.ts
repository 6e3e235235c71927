import { describe, expect, it } from 'vitest'
import { addItem, asLead, moved, type PackageDraft, without, withRole } from './package-draft.ts'

const asset = (id: string, kind: string) => ({ id, kind, title: id, thumbUrl: null })
const items: PackageDraft = [
  { asset: asset('story', 'article'), role: 'lead' },
  { asset: asset('one', 'image'), role: 'feature' },
  { asset: asset('two', 'image'), role: 'gallery' },
]
const shown = (draft: PackageDraft) => draft.map(item => `${item.asset.id} ${item.role}`)

describe('a package being arranged', () => {
  it('changes the order behind its lead, which keeps the first place', () => {
    expect(shown(moved(items, 2, -1))).toEqual(['story lead', 'two gallery', 'one feature'])
    expect(moved(items, 1, -1)).toBe(items)
    expect(moved(items, 2, 1)).toBe(items)
  })

  it('gives the lead to another; what led stays, as what it is', () => {
    expect(shown(asLead(items, 2))).toEqual(['two lead', 'story text', 'one feature'])
    expect(shown(asLead(asLead(items, 1), 1))).toEqual(['story lead', 'one feature', 'two gallery'])
  })

  it('takes in what it has not yet, leaves out all but the lead, and knows no other roles', () => {
    expect(shown(addItem(items, asset('film', 'video'))).at(-1)).toBe('film video')
    expect(shown(addItem(items, asset('three', 'image'))).at(-1)).toBe('three gallery')
    expect(addItem(items, asset('one', 'image'))).toBe(items)
    expect(shown(without(items, 1))).toEqual(['story lead', 'two gallery'])
    expect(without(items, 0)).toHaveLength(3)
    expect(withRole(items, 1, 'lead')).toBe(items)
    expect(shown(withRole(items, 1, 'gallery'))[1]).toBe('one gallery')
  })
})
