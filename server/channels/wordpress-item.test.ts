import { describe, expect, it } from 'vitest'
import type { DeliveryFacts, FactsMedia } from './delivery-facts.ts'
import { composeWordpress, readWordpressItem, wordpressText } from './wordpress-item.ts'

const file = (sha256: string, contentType: string): FactsMedia => ({
  ...{ rendition: 'web', sha256, size: 10, contentType, required: true, width: null, height: null, durationMs: null },
})
const words = (id: string, kind: string, title: string): DeliveryFacts['asset'] => ({
  ...{ id, kind, title, description: `Tóm tắt ${title}`, creator: '', date: '2026-11-20', language: 'vi', tags: [] },
  ...{ credit: `Nguồn ${title}`, altText: `Mô tả ${title}`, html: kind === 'article' ? '<p>Chuyện</p>' : null },
  ...{ rights: { statement: null, holder: null, usageTerms: null }, createdAt: new Date(0), updatedAt: new Date(0) },
})
const terms = { topics: [], places: [], audiences: [] }
const source = { unit: 'bao', name: 'Báo Tây Ninh', contact: '' }
const story: DeliveryFacts = {
  ...{
    hub: 'https://hub.test',
    op: 'publish',
    version: 1,
    reinstate: false,
    supersedes: null,
    terms,
    source,
    media: [],
  },
  asset: words('a', 'article', 'Lễ hội'),
  selection: { by: '', at: new Date(0), decisionRef: null, channels: [] },
  members: [
    { role: 'brochure', asset: words('d', 'document', 'Tờ gấp'), terms, source, media: [file('d', 'application/pdf')] },
    {
      ...{ role: 'feature', terms, source, media: [file('p', 'image/jpeg')] },
      asset: { ...words('p', 'image', 'Rước kiệu'), caption: 'Đoàn rước <lớn>' },
    },
  ],
}

describe('a package on a WordPress site', () => {
  it('is one post: the picture in its own words, the story, then the brochure', () => {
    const post = readWordpressItem(composeWordpress(story).body)
    const files = post.media.map((each, at) => ({ ...each, id: at + 1, url: `https://site.test/${each.sha256}` }))
    const text = wordpressText(post, files, { version: 1, digest: 'a'.repeat(64), media: [1, 2] })
    const places = ['site.test/p', '<p>Chuyện</p>', 'site.test/d'].map(part => text.indexOf(part))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.every(place => place > 0)).toBe(true)
    expect(text).toContain('alt="Mô tả Rước kiệu"')
    expect(text).toContain('<figcaption>Đoàn rước &#60;lớn&#62; Nguồn Rước kiệu</figcaption>')
    expect(text).toContain('>Tờ gấp</a>')
  })
  it('sends bytes that two items share once', () => {
    const twice = { ...story, media: [file('p', 'image/jpeg')] }
    expect(composeWordpress(twice).media.map(each => each.sha256)).toEqual(['p', 'd'])
  })
})
