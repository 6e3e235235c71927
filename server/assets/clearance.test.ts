import { describe, expect, it } from 'vitest'
import { type ClearanceFacts, missingForClearance, rightsAllowPortal } from './clearance.ts'

const whole: ClearanceFacts = {
  kind: 'image',
  file: 'ready',
  life: 'active',
  title: 'Núi Bà Đen',
  creator: 'Báo Tây Ninh',
  date: new Date('2026-01-01'),
  description: 'Toàn cảnh',
  credit: 'Ảnh: Báo Tây Ninh',
  altText: 'Ngọn núi lúc bình minh',
  rightsStatement: 'https://creativecommons.org/licenses/by/4.0/',
  rightsGrant: null,
  ...{ rightsPurposes: [], rightsMedia: [], rightsFrom: null, rightsUntil: null },
  ...{ consentWithdrawnAt: null, embargoUntil: null, now: new Date('2026-12-31T10:00:00Z') },
}

describe('clearance', () => {
  it('lets a complete asset go', () => {
    expect(missingForClearance(whole)).toEqual([])
  })
  it('names everything that is missing at once', () => {
    const bare = {
      ...whole,
      title: ' ',
      creator: '',
      description: '',
      credit: '',
      altText: '',
      rightsStatement: null,
      file: 'processing',
    }
    expect(missingForClearance(bare)).toEqual([
      'title',
      'creator',
      'description',
      'rights',
      'credit',
      'altText',
      'renditions',
    ])
  })
  it('asks for no alternative text where nothing is seen', () => {
    expect(missingForClearance({ ...whole, kind: 'article', altText: '' })).toEqual([])
  })
  it('holds back what is in the trash', () => {
    expect(missingForClearance({ ...whole, life: 'trashed' })).toEqual(['renditions'])
  })
  it.each([
    ['https://creativecommons.org/publicdomain/zero/1.0/', null, true],
    ['https://creativecommons.org/licenses/by-nc/4.0/', null, true],
    ['http://rightsstatements.org/vocab/InC/1.0/', null, false],
    ['http://rightsstatements.org/vocab/InC/1.0/', 'Giấy phép 12/GP-BTN', true],
    ['http://rightsstatements.org/vocab/InC/1.0/', '   ', false],
    ['http://rightsstatements.org/vocab/CNE/1.0/', 'Giấy phép', false],
    ['http://rightsstatements.org/vocab/UND/1.0/', 'Giấy phép', false],
    ['http://rightsstatements.org/vocab/InC-RUU/1.0/', 'Giấy phép', false],
    ['https://creativecommons.org.evil.example/licenses/by/4.0/', null, false],
  ])('reads %s with the grant %s as %s', (statement, grant, allowed) => {
    expect(rightsAllowPortal(statement, grant)).toBe(allowed)
  })
})
