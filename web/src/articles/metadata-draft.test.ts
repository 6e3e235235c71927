import { describe, expect, it } from 'vitest'
import { assetMetadata } from '#contracts/asset'
import { emptyDraft, missingForPublication, needsGrant, neverClears, toMetadata } from './metadata-draft.ts'

const inCopyright = 'http://rightsstatements.org/vocab/InC/1.0/'
const byLicence = 'https://creativecommons.org/licenses/by/4.0/'
const draft = emptyDraft('2026-11-23', 'bao-tay-ninh')

describe('metadata form', () => {
  it('sends only what was said, in a form the contract accepts', () => {
    const sent = toMetadata({ ...draft, creator: ' An ' }, { title: 'Núi' })
    expect(sent).toEqual({
      title: 'Núi',
      creator: 'An',
      date: '2026-11-23',
      language: 'vi',
      unit: 'bao-tay-ninh',
      visibility: 'unit',
    })
    expect(assetMetadata.safeParse(sent).success).toBe(true)
  })
  it('lets the words of one file win over those of the batch', () => {
    const sent = toMetadata(
      { ...draft, description: 'Chung', credit: 'Chung' },
      { title: 'A', description: 'Riêng', credit: '' },
    )
    expect(sent).toMatchObject({ description: 'Riêng', credit: 'Chung' })
  })
  it('asks for a grant only of a work in copyright', () => {
    expect(needsGrant(inCopyright)).toBe(true)
    expect(needsGrant('http://rightsstatements.org/vocab/InC-EDU/1.0/')).toBe(true)
    expect(needsGrant(byLicence)).toBe(false)
    expect(needsGrant('http://rightsstatements.org/vocab/InC-RUU/1.0/')).toBe(false)
  })
  it('says that a work of an unknown owner is kept and never published', () => {
    expect(
      ['InC-RUU', 'CNE', 'UND'].map(code => neverClears(`http://rightsstatements.org/vocab/${code}/1.0/`)),
    ).toEqual([true, true, true])
    expect(neverClears(inCopyright) || neverClears(byLicence) || neverClears('')).toBe(false)
  })
  it('drops a grant that was typed before the licence was changed', () => {
    const sent = toMetadata({ ...draft, rights: byLicence, grant: 'Công văn 12' }, { title: 'A' })
    expect(sent.rights).toEqual({ statement: byLicence })
  })
  it('names what is missing before publication', () => {
    expect(missingForPublication(draft)).toEqual(['creator', 'description', 'rights', 'credit', 'altText'])
    const full = { ...draft, creator: 'An', description: 'M', credit: 'B', altText: 'C', rights: inCopyright }
    expect(missingForPublication(full)).toEqual(['rights'])
    expect(missingForPublication({ ...full, grant: 'Công văn 12' })).toEqual([])
  })
  it('asks no alternative text of an article', () => {
    expect(
      missingForPublication({ ...draft, creator: 'An', description: 'M', credit: 'B', rights: byLicence }, true),
    ).toEqual([])
  })
})
