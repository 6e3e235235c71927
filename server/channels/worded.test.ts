import { describe, expect, it } from 'vitest'
import type { ChannelText } from '#contracts/desk'
import { worded } from './worded.ts'

const own = { language: 'vi', title: 'Gốc', description: 'Tóm tắt', caption: '', altText: 'Ảnh', html: '<p>x</p>' }
const text = (said: Partial<ChannelText>): ChannelText => ({
  ...{ headline: null, summary: null, caption: null, altText: null, body: null },
  ...said,
})

describe('an item’s words for a channel', () => {
  it('are its own where nobody wrote others', () => {
    expect(worded(own, 'a', null)).toEqual({ main: own, translations: [] })
    expect(worded(own, 'a', { languages: ['vi', 'en'], texts: {} })).toEqual({ main: own, translations: [] })
  })
  it('take the place of the original’s only where they are given', () => {
    const contents = { languages: ['vi'] as const, texts: { a: { vi: text({ headline: 'Cho cổng' }), en: null } } }
    expect(worded(own, 'a', contents).main).toEqual({ ...own, title: 'Cho cổng' })
    expect(worded(own, 'b', contents).main).toEqual(own)
  })
  it('never mix two languages: a translation without a summary has none', () => {
    const texts = { a: { vi: null, en: text({ headline: 'For the portal' }) } }
    const english = { language: 'en', title: 'For the portal', description: '', caption: '', altText: '', html: null }
    expect(worded(own, 'a', { languages: ['vi', 'en'], texts })).toEqual({ main: own, translations: [english] })
    expect(worded(own, 'a', { languages: ['en', 'vi'], texts })).toEqual({ main: english, translations: [own] })
  })
})
