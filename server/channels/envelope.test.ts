import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { DeliveryFacts } from './delivery-facts.ts'
import { composeEnvelope, mediaOfEnvelope } from './envelope.ts'
import { ninjsItem } from './ninjs-item.ts'

const facts: DeliveryFacts = {
  hub: 'https://chiase.tayninh.example',
  op: 'publish',
  version: 3,
  reinstate: false,
  supersedes: 2,
  asset: {
    ...{
      id: '019353a0-0000-7000-8000-000000000001',
      kind: 'image',
      title: 'Núi Bà Đen',
      description: 'Toàn cảnh.',
      creator: 'Trần Văn B',
    },
    ...{
      date: '2026-11-20',
      language: 'vi',
      tags: ['núi'],
      credit: 'Ảnh: Trần Văn B',
      altText: 'Ngọn núi',
      html: null,
    },
    rights: { statement: 'https://creativecommons.org/licenses/by/4.0/', holder: 'Báo Tây Ninh', usageTerms: null },
    ...{ createdAt: new Date('2026-11-20T01:00:00Z'), updatedAt: new Date('2026-11-21T01:00:00Z') },
  },
  terms: {
    topics: [{ code: 'du-lich', name: 'Du lịch', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000563' }],
    places: [{ code: '25480', name: 'Phường Bình Minh', uri: null }],
    audiences: [{ code: 'gioi-tre', name: 'Giới trẻ', uri: null }],
  },
  media: [
    {
      rendition: 'web',
      sha256: 'ab'.repeat(32),
      size: 210_455,
      contentType: 'image/jpeg',
      required: true,
      width: 2048,
      height: 1365,
      durationMs: null,
    },
  ],
  selection: {
    by: 'Lê Thị Biên Tập',
    at: new Date('2026-11-22T01:00:00Z'),
    decisionRef: null,
    channels: ['asean-vietnam'],
  },
  source: { unit: 'bao', name: 'Báo Tây Ninh', contact: 'asean@tayninh.example' },
}
const article: DeliveryFacts = {
  ...facts,
  media: [],
  asset: { ...facts.asset, kind: 'article', html: '<p>Nội dung bài</p>', credit: '', altText: '' },
}
const video: DeliveryFacts = {
  ...facts,
  asset: { ...facts.asset, kind: 'video' },
  media: facts.media.map(each => ({ ...each, contentType: 'video/mp4', durationMs: 20_500 })),
}
const bare: DeliveryFacts = {
  ...facts,
  terms: { topics: [], places: [], audiences: [] },
  asset: {
    ...facts.asset,
    kind: 'document',
    description: '',
    creator: '',
    tags: [],
    rights: { statement: null, holder: null, usageTerms: null },
  },
}
const english = {
  language: 'en',
  title: 'The mountain',
  description: 'All of it.',
  caption: 'At dawn',
  altText: '',
  html: null,
}
const packaged: DeliveryFacts = {
  ...article,
  translations: [{ ...english, html: '<p>Text</p>' }],
  members: [
    {
      ...facts,
      role: 'feature',
      asset: { ...facts.asset, id: '019353a0-0000-7000-8000-000000000002', caption: 'Bình minh' },
    },
    {
      ...video,
      role: 'video',
      asset: { ...video.asset, id: '019353a0-0000-7000-8000-000000000003' },
      translations: [english],
    },
  ],
}

const schemaFile = join(import.meta.dirname, '../../../shared/schemas/ninjs-schema_3.1.json')
const schemaIsThere = existsSync(schemaFile)

describe('the envelope', () => {
  it('gives the same bytes for the same facts', () => {
    expect(composeEnvelope(facts).body.equals(composeEnvelope(structuredClone(facts)).body)).toBe(true)
  })
  it('carries the checksums beside the item, by the name that the item gives to its files', () => {
    const { body, media } = composeEnvelope(facts)
    const envelope = JSON.parse(body.toString())
    expect(envelope.media[0]).toMatchObject({
      sha256: 'ab'.repeat(32),
      uri: envelope.item.renditions[0].href,
      required: true,
    })
    expect(mediaOfEnvelope(body)).toEqual(media.map(({ sha256, required }) => ({ sha256, required })))
    expect(envelope).toMatchObject({
      contract: 'hub-exchange/1.0',
      op: 'publish',
      supersedes: '2',
      item: { version: '3', pubStatus: 'usable' },
    })
    expect('reinstate' in envelope).toBe(false)
  })
  it('says reinstate where the item comes back', () => {
    expect(JSON.parse(composeEnvelope({ ...facts, reinstate: true }).body.toString()).reinstate).toBe(true)
  })
  it('carries a package as one item: companions in their order, each file once, the caption with its credit', () => {
    const envelope = JSON.parse(composeEnvelope(packaged).body.toString())
    expect(
      envelope.item.associations.map((each: { rel: string; uri: string }) => `${each.rel} ${each.uri.slice(-4)}`),
    ).toEqual(['feature 0002', 'video 0003', 'translation 3#en', 'translation 1#en'])
    // The picture and the film show the same bytes here: they travel once.
    expect(envelope.media).toHaveLength(1)
    const caption = envelope.item.associations[0].descriptions.find((each: { role: string }) => each.role === 'caption')
    expect(caption.value).toBe('Bình minh (Ảnh: Trần Văn B)')
  })
  it('leaves out what is empty', () => {
    expect(Object.keys(ninjsItem(bare))).not.toEqual(expect.arrayContaining(['by']))
    expect(ninjsItem(bare)).not.toHaveProperty('rightsInfo')
  })
  // The schema is IPTC's and is not part of this repository: without it this test is skipped.
  it.skipIf(!schemaIsThere).each([
    ['a picture', facts],
    ['an article', article],
    ['a video', video],
    ['an item of which little is said', bare],
    ['a package with translations', packaged],
  ])('validates %s against ninjs 3.1', (_name, each) => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ type: 'object' }, 'https://geojson.org/schema/GeoJSON.json')
    const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
    validate(ninjsItem(each))
    expect(validate.errors).toBeNull()
    expect(validate({ ...ninjsItem(each), secret: true })).toBe(false)
  })
})
