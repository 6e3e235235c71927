import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { DeliveryFacts } from './delivery-facts.ts'
import { assetsOf, superdeskSettings } from './superdesk-form.ts'
import {
  composeSuperdesk,
  composeSuperdeskWithdrawal,
  readSuperdeskItem,
  superdeskCancellation,
  superdeskDocument,
} from './superdesk-item.ts'
import { streamedSignature, superdeskSignature } from './superdesk-signature.ts'

const id = '019353a0-0000-7000-8000-000000000001'
const file = (rendition: string, contentType: string, digit: string) => ({
  ...{ rendition, contentType, sha256: digit.repeat(64), size: 210_455, required: true },
  ...{ width: 2048, height: 1365, durationMs: contentType.startsWith('video') ? 20_500 : null },
})
const facts: DeliveryFacts = {
  ...{ hub: 'https://chiase.tayninh.example', op: 'publish', version: 3, reinstate: false, supersedes: 2 },
  asset: {
    ...{ id, kind: 'image', title: 'Núi Bà Đen', description: 'Toàn <cảnh>.', creator: 'Trần Văn B' },
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
  terms: { topics: [{ code: 'du-lich', name: 'Du lịch', uri: null }], places: [], audiences: [] },
  media: [file('web', 'image/jpeg', 'a'), file('thumb', 'image/jpeg', 'b')],
  selection: { by: 'Lê Thị Biên Tập', at: new Date('2026-11-22T01:00:00Z'), decisionRef: null, channels: ['x'] },
  source: { unit: 'bao', name: 'Báo Tây Ninh', contact: '' },
}
const video: DeliveryFacts = {
  ...facts,
  asset: { ...facts.asset, kind: 'video' },
  media: [file('video', 'video/mp4', 'c'), file('poster', 'image/jpeg', 'd')],
}
const paper: DeliveryFacts = {
  ...facts,
  asset: { ...facts.asset, kind: 'document' },
  media: [file('original', 'application/pdf', 'e')],
}
const article: DeliveryFacts = { ...facts, media: [], asset: { ...facts.asset, kind: 'article', html: '<p>Bài</p>' } }
const assets = 'https://tin.example/push_binary'
const written = (of: DeliveryFacts, form: 'superdesk' | '3.1') => {
  const item = readSuperdeskItem(composeSuperdesk(of).body)
  return JSON.parse(superdeskDocument(item, form, item.media, assets).toString('utf8'))
}
const cancelled = (form: 'superdesk' | '3.1') => {
  const at = new Date('2026-11-23T01:00:00Z')
  const frozen = composeSuperdeskWithdrawal({
    ...{ version: 4, kind: 'kill', reason: 'personal-data', public: '', mediaToo: true, at },
  })
  return JSON.parse(superdeskCancellation(frozen, id, form).toString('utf8'))
}

describe('what a Superdesk-style receiver is sent', () => {
  it('is signed as the known vector says', async () => {
    const body = Buffer.from('{"guid":"foo","type":"text"}')
    const known = 'sha1=0313a320cfd2f4eceabdf1294cb1cb72dbcc27fa'
    expect(superdeskSignature('something random', body)).toBe(known)
    const parts = Readable.from([body.subarray(0, 5), body.subarray(5)])
    expect(await streamedSignature('something random', parts)).toBe(known)
  })

  it('is a text of the same name each time, with the picture as its feature and the credit inside the text', () => {
    expect(written(facts, 'superdesk')).toMatchObject({
      ...{ guid: `urn:uuid:${id}`, type: 'text', version: '3', pubstatus: 'usable', headline: 'Núi Bà Đen' },
      body_html: '<p>Toàn &#60;cảnh&#62;.</p><p><em>Ảnh: Trần Văn B</em></p>',
      versioncreated: '2026-11-21T01:00:00+0000',
      associations: {
        featuremedia: {
          type: 'picture',
          body_text: 'Ngọn núi',
          renditions: {
            original: {
              href: `${assets}/${'a'.repeat(64)}`,
              media: 'a'.repeat(64),
              mimetype: 'image/jpeg',
              width: 2048,
            },
            thumb: { media: 'b'.repeat(64) },
          },
        },
      },
    })
  })

  it('carries a film beside its still, a paper as an attachment, and nothing of files that did not arrive', () => {
    expect(written(video, 'superdesk').associations).toMatchObject({
      featuremedia: { type: 'picture', renditions: { original: { media: 'd'.repeat(64) } } },
      video: { type: 'video', renditions: { original: { media: 'c'.repeat(64), mimetype: 'video/mp4' } } },
    })
    expect(written(paper, 'superdesk').attachments).toMatchObject([
      { media: 'e'.repeat(64), mimetype: 'application/pdf' },
    ])
    const item = readSuperdeskItem(composeSuperdesk(facts).body)
    const none = JSON.parse(superdeskDocument(item, 'superdesk', [], assets).toString('utf8'))
    expect(none).not.toHaveProperty('associations')
  })

  it('validates against ninjs 3.1 where the channel speaks that, its renditions at the receiver’s own addresses', () => {
    const schema = join(import.meta.dirname, '../../test/fixtures/ninjs-schema_3.1.json')
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ type: 'object' }, 'https://geojson.org/schema/GeoJSON.json')
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))
    for (const document of [...[facts, video, paper, article].map(each => written(each, '3.1')), cancelled('3.1')]) {
      validate(document)
      expect(validate.errors).toBeNull()
    }
    expect(written(facts, '3.1').renditions[0].href).toBe(`${assets}/${'a'.repeat(64)}`)
    expect(validate(written(facts, 'superdesk'))).toBe(false)
  })

  it('takes an item back under its name and the next version, without a word or a picture of it', () => {
    const said = cancelled('superdesk')
    expect(said).toMatchObject({ guid: `urn:uuid:${id}`, version: '4', pubstatus: 'canceled', body_html: '' })
    expect(said).not.toHaveProperty('associations')
    expect(cancelled('3.1')).toMatchObject({ uri: `urn:uuid:${id}`, version: '4', pubStatus: 'canceled' })
  })

  it('gives the same bytes for the same facts', () => {
    expect(composeSuperdesk(facts).body.equals(composeSuperdesk(structuredClone(facts)).body)).toBe(true)
  })
})

describe('where a Superdesk-style receiver takes files', () => {
  it('stands beside the push as Newsroom has it, below any other address, or where the channel says', () => {
    expect(assetsOf({ address: 'https://tin.example/push', settings: {} })).toBe('https://tin.example/push_binary')
    expect(assetsOf({ address: 'https://tin.example/api/items/', settings: {} })).toBe(
      'https://tin.example/api/items/assets',
    )
    const settings = { assets: 'https://tep.example/assets/' }
    expect(assetsOf({ address: 'https://tin.example/push', settings })).toBe('https://tep.example/assets')
  })
  it('is never plain http beyond loopback', () => {
    expect(superdeskSettings.safeParse({ assets: 'http://tep.example/assets' }).success).toBe(false)
    expect(superdeskSettings.safeParse({ page: 'javascript:{id}' }).success).toBe(false)
    expect(superdeskSettings.safeParse({ page: 'https://tin.example/wire' }).success).toBe(false)
  })
})
