import { describe, expect, it } from 'vitest'
import type { ChannelText } from '#contracts/desk'
import { type Asked, type CheckedItem, deskChecks } from './desk-checks.ts'

const now = new Date('2026-11-23T03:00:00Z')
const item: CheckedItem = {
  ...{ role: 'lead', position: 0, id: 'a', unitId: 'u', uploadedBy: 'p', uploaderName: 'P', uploaderWorks: true },
  ...{
    visibility: 'hub',
    life: 'active',
    kind: 'image',
    file: 'ready',
    title: 'Núi',
    description: 'Toàn cảnh',
    creator: 'B',
  },
  ...{ date: now, language: 'vi', credit: 'Báo', altText: 'Ngọn núi', revision: 1, html: null, objectId: null },
  ...{
    rightsStatement: 'https://creativecommons.org/licenses/by/4.0/',
    rightsGrant: null,
    rightsPurposes: [],
    rightsMedia: [],
  },
  ...{ rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null, personalData: false, hasConsent: false },
  ...{ embargoUntil: null, recalled: false, recalledAt: null, readable: true, now },
}
const asked: Asked = { languages: ['vi'], requires: [], dueAt: null, publishAt: null }
const text = (said: Partial<ChannelText>): ChannelText => ({
  ...{ headline: null, summary: null, caption: null, altText: null, body: null },
  ...said,
})
const unmet = (
  of: Partial<CheckedItem>,
  more: Partial<Asked> = {},
  texts?: { vi: ChannelText | null; en: ChannelText | null },
) =>
  deskChecks({ ...item, ...of }, texts, { ...asked, ...more })
    .filter(line => !line.ok)
    .map(line => `${line.key} ${line.severity}`)

describe('the checklist of the desk', () => {
  it('lets a complete item go', () => {
    expect(unmet({})).toEqual([])
  })
  it('judges embargo and rights at the time of publication', () => {
    const embargoUntil = new Date('2026-11-24T00:00:00Z')
    expect(unmet({ embargoUntil })).toEqual(['embargo blocks'])
    expect(unmet({ embargoUntil }, { publishAt: embargoUntil })).toEqual([])
    // The last day of the right is the 24th, whole, in Vietnam.
    const rightsUntil = new Date('2026-11-24')
    expect(unmet({ rightsUntil }, { publishAt: new Date('2026-11-24T16:59:59Z') })).toEqual([])
    expect(unmet({ rightsUntil }, { publishAt: new Date('2026-11-24T17:00:00Z') })).toEqual(['validity blocks'])
    expect(unmet({ rightsUntil }, { dueAt: new Date('2026-11-24T17:00:00Z') })).toEqual(['rightsBeyondDue warns'])
  })
  it('takes the texts for the channel for what the item lacks', () => {
    expect(unmet({ description: '', altText: '' })).toEqual(['description blocks', 'altText blocks'])
    expect(unmet({ description: '', altText: '' }, {}, { vi: text({ summary: 'x', altText: 'y' }), en: null })).toEqual(
      [],
    )
  })
  it('warns of what a channel does not ask for, and holds back what it does', () => {
    expect(unmet({ personalData: true })).toEqual(['personConsent warns'])
    expect(unmet({ personalData: true }, { requires: ['personConsent'] })).toEqual(['personConsent blocks'])
    expect(unmet({}, { languages: ['vi', 'en'] })).toEqual(['englishTitle warns', 'englishSummary warns'])
    expect(unmet({}, { languages: ['en'] }).includes('englishTitle blocks')).toBe(true)
    expect(unmet({ role: 'gallery' }, { languages: ['vi', 'en'] })).toEqual([])
    expect(unmet({}, { requires: ['caption'] })).toEqual(['caption blocks'])
  })
  it('holds back what was recalled, thrown away or made a draft', () => {
    expect(unmet({ recalled: true })).toEqual(['recalled blocks'])
    expect(unmet({ visibility: 'draft' })).toEqual(['available blocks'])
    expect(unmet({ life: 'trashed' })).toContain('available blocks')
  })
})
