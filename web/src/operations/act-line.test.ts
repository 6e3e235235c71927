import { describe, expect, it } from 'vitest'
import { actLine, changedMembers } from './act-line.ts'

const id = '019ab3c4-0000-7000-8000-000000000001'
const entry = (act: string, over: object = {}) => ({
  id,
  at: '2026-11-23T10:00:00+07:00',
  person: null,
  apiKeyId: null,
  erased: false,
  unit: null,
  act,
  subjectKind: 'asset',
  subjectId: id,
  before: null,
  after: null,
  address: null,
  ...over,
})

describe('a row of the audit', () => {
  it('has a sentence for every act that the hub records', () => {
    const acts =
      'asset.upload asset.edit asset.trash asset.restore article.create nomination.create nomination.approve nomination.return recall.request channel.create channel.edit delivery.retry delivery.received delivery.withdrawn channel.pause person.create person.password session.sign-in session.sign-out key.create key.revoke rendition.made rendition.failed job.retry'.split(
        ' ',
      )
    expect(acts.filter(act => actLine(entry(act)).key === 'other')).toEqual([])
  })
  it('shows an act it does not know by its name instead of hiding it', () => {
    expect(actLine(entry('moon.land'))).toMatchObject({ key: 'other', act: 'moon.land' })
    expect(actLine(entry('other')).key).toBe('other')
  })
  it('names the subject by what was recorded and links to the asset', () => {
    expect(actLine(entry('asset.upload', { after: { title: 'Núi Bà' } }))).toMatchObject({
      about: 'Núi Bà',
      assetId: id,
    })
    expect(actLine(entry('nomination.approve', { subjectKind: 'nomination', after: { assetId: id } }))).toMatchObject({
      assetId: id,
      about: '',
    })
    expect(actLine(entry('channel.edit', { subjectKind: 'channel', before: { name: 'Cổng' } }))).toMatchObject({
      assetId: null,
      about: 'Cổng',
    })
  })
  it('lists what an edit changed', () => {
    expect(
      changedMembers(
        entry('asset.edit', { before: { title: 'A', tags: ['x'] }, after: { title: 'B', tags: ['x'], credit: 'C' } }),
      ),
    ).toEqual(['title', 'credit'])
    expect(changedMembers(entry('asset.upload', { after: { title: 'A' } }))).toEqual([])
  })
})
