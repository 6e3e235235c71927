import { describe, expect, it } from 'vitest'
import { emptyDraft, toMetadata } from '../articles/metadata-draft.ts'
import { changeOwn, ownGroupsOf, resetOwn } from './own-fields.ts'

const batch = { ...emptyDraft('2026-11-23', 'bao'), creator: 'Trần An', topics: ['le-hoi'] }
const own = { title: 'Ảnh 1' }

describe('what one file says itself', () => {
  it('keeps only what differs from the batch', () => {
    const changed = changeOwn(own, batch, { creator: 'Lê Bình', credit: '' })
    expect(changed).toEqual({ title: 'Ảnh 1', creator: 'Lê Bình' })
    expect(ownGroupsOf(changed)).toEqual(['creator'])
    expect(changeOwn(changed, batch, { creator: 'Trần An' })).toEqual(own)
  })
  it('compares lists by what stands in them', () => {
    expect(changeOwn(own, batch, { topics: ['le-hoi'] })).toEqual(own)
    expect(ownGroupsOf(changeOwn(own, batch, { topics: [] }))).toEqual(['topics'])
  })
  it('may say nothing where the batch says something', () => {
    const changed = changeOwn(own, batch, { creator: '', topics: [] })
    const sent = toMetadata({ ...batch, ...changed }, changed)
    expect(sent).not.toHaveProperty('creator')
    expect(sent).not.toHaveProperty('topics')
  })
  it('takes rights back as one statement and never the title', () => {
    const changed = changeOwn(own, batch, { rights: 'x', grant: 'y', holder: 'z', description: 'Mô tả' })
    expect(ownGroupsOf(changed)).toEqual(['description', 'rights'])
    expect(resetOwn(changed, ['rights'])).toEqual({ title: 'Ảnh 1', description: 'Mô tả' })
  })
})
