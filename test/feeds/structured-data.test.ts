import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Prisma } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { pull, putItem } from './feed-rig.ts'

type Json = Record<string, unknown>
const title = 'Lễ hội “Núi Bà” </script> & <Đen>'
const statement = 'https://creativecommons.org/licenses/by/4.0/'

// The properties that schema.org 29 gives to each type, as far as the hub writes them; with what the type's parents have.
const thing = ['@context', '@id', '@type', 'description', 'image', 'mainEntityOfPage', 'name', 'url']
const creativeWork = [
  ...thing,
  ...['acquireLicensePage', 'author', 'contentLocation', 'copyrightHolder', 'copyrightNotice', 'creator', 'creditText'],
  ...['dateCreated', 'dateModified', 'datePublished', 'encoding', 'encodingFormat', 'headline', 'inLanguage'],
  ...['isBasedOn', 'keywords', 'license', 'publisher', 'thumbnailUrl'],
]
const mediaObject = [...creativeWork, 'contentUrl', 'duration', 'embedUrl', 'height', 'uploadDate', 'width', 'caption']
const known: Record<string, readonly string[]> = {
  ImageObject: mediaObject,
  VideoObject: mediaObject,
  AudioObject: mediaObject,
  NewsArticle: creativeWork,
  DigitalDocument: creativeWork,
  MediaObject: mediaObject,
  Person: ['@type', 'name', 'url'],
  Organization: ['@type', 'name', 'url'],
  Place: ['@type', 'name'],
  QuantitativeValue: ['@type', 'unitCode', 'value'],
}
// What Google's rich results need of each, beside what all have.
const all = [
  'name',
  'description',
  'url',
  'datePublished',
  'dateModified',
  'author',
  'publisher',
  'creditText',
  'license',
]
const needed: Record<string, readonly string[]> = {
  ImageObject: ['contentUrl', 'width', 'height', 'acquireLicensePage', 'creator', 'copyrightNotice'],
  VideoObject: ['thumbnailUrl', 'uploadDate', 'contentUrl', 'embedUrl', 'duration'],
  AudioObject: ['contentUrl', 'encodingFormat', 'duration'],
  NewsArticle: ['headline', 'mainEntityOfPage', 'inLanguage'],
  DigitalDocument: ['encoding', 'thumbnailUrl'],
}
const kinds = {
  image: 'ImageObject',
  video: 'VideoObject',
  audio: 'AudioObject',
  document: 'DigitalDocument',
  article: 'NewsArticle',
} as const
type Kind = keyof typeof kinds
const stills: Record<
  Kind,
  readonly [name: string, contentType: string, width: number | null, height: number | null][]
> = {
  image: [
    ['web', 'image/jpeg', 2048, 1280],
    ['preview', 'image/webp', 1024, 640],
    ['thumb', 'image/webp', 256, 160],
  ],
  video: [
    ['video', 'video/mp4', 1280, 720],
    ['poster', 'image/jpeg', 1280, 720],
    ['thumb', 'image/webp', 256, 144],
  ],
  audio: [['audio', 'audio/mpeg', null, null]],
  document: [
    ['page-1', 'image/jpeg', 1000, 1414],
    ['thumb', 'image/webp', 181, 256],
  ],
  article: [],
}

describe('what machines read of a public item', { timeout: 60_000 }, () => {
  let hub: TestHub
  const items = {} as Record<Kind, string>
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
    for (const kind of Object.keys(kinds) as Kind[]) items[kind] = await put(kind)
  }, 120_000)
  afterAll(() => hub?.close())

  async function put(kind: Kind): Promise<string> {
    const objectId = newId()
    const contentType = stills[kind][0]?.[1] ?? 'text/html'
    const said = {
      id: objectId,
      key: `objects/${objectId}`,
      sha256: objectId.replaceAll('-', '').repeat(2),
      contentType,
    }
    await hub.deps.db.storedObject.create({
      data: {
        ...{ ...said, size: 9n, durationMs: kind === 'video' || kind === 'audio' ? 61_400 : null },
        renditions: {
          create: stills[kind].map(([name, type, width, height]) => ({
            ...{
              id: newId(),
              recipe: 1,
              name,
              key: `renditions/${objectId}/${name}`,
              contentType: type,
              width,
              height,
            },
            ...{ sha256: said.sha256, size: 9n },
          })),
        },
      },
    })
    const version = { id: newId(), number: 1, createdBy: newId() }
    return putItem(hub, {
      ...{ kind, title, description: 'Hai câu về lễ hội.', altText: 'Núi', credit: 'Ảnh: Báo Tây Ninh' },
      ...{ rightsStatement: statement, rightsHolder: 'Báo Tây Ninh', tags: ['lễ hội'] },
      versions: { create: kind === 'article' ? { ...version, html: '<p>Nội dung</p>' } : { ...version, objectId } },
    } as Partial<Prisma.AssetUncheckedCreateInput>)
  }

  const ldOf = async (path: string): Promise<Json> => {
    const { status, text } = await pull(hub, path)
    expect(status, path).toBe(200)
    const blocks = [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
    expect(blocks, path).toHaveLength(1)
    return JSON.parse(blocks[0]![1]!)
  }
  /** Every node of the tree has a type of the list and only that type's properties. */
  const expectKnown = (node: unknown, where: string): void => {
    if (Array.isArray(node)) for (const [at, each] of node.entries()) expectKnown(each, `${where}[${at}]`)
    if (Array.isArray(node) || typeof node !== 'object' || node === null) return
    const type = String((node as Json)['@type'])
    const unknown = Object.keys(node).filter(key => !known[type]?.includes(key))
    expect(unknown, `${where}: not of ${type}`).toEqual([])
    for (const [key, value] of Object.entries(node)) expectKnown(value, `${where}.${key}`)
  }

  for (const kind of Object.keys(kinds) as Kind[]) {
    it.each(['vi', 'en'] as const)(`is JSON-LD of schema.org on the page of an item (${kind}, %s)`, async language => {
      const page = `${language === 'en' ? '/en' : ''}/t/${items[kind]}`
      const ld = await ldOf(page)
      expect(ld).toMatchObject({ '@context': 'https://schema.org', '@type': kinds[kind], name: title })
      expect([...all, ...needed[kinds[kind]]!].filter(name => !ld[name])).toEqual([])
      expectKnown(ld, kind)
      expect([ld.url, ld.mainEntityOfPage]).toEqual([hub.url + page, hub.url + page])
      for (const name of ['datePublished', 'dateModified', 'uploadDate'])
        if (ld[name]) expect(new Date(String(ld[name])).toISOString(), name).toBe(ld[name])
      for (const name of ['contentUrl', 'embedUrl', 'thumbnailUrl', 'image', 'acquireLicensePage'])
        if (ld[name]) expect(String(ld[name]), name).toMatch(new RegExp(`^${hub.url}/`))
      if (ld.duration) expect(ld.duration).toBe('PT61S')
    })
  }

  const ask = async (address: string, more = '') => pull(hub, `/oembed?url=${encodeURIComponent(address)}${more}`)
  /** oEmbed 1.0, section 2.3.4: what each type must have, and the limits that sizes keep to. */
  const expectOEmbed = (embed: Json, { width = Infinity, height = Infinity } = {}): void => {
    expect(embed.version).toBe('1.0')
    expect(['photo', 'video', 'rich']).toContain(embed.type)
    const must = embed.type === 'photo' ? ['url', 'width', 'height'] : ['html', 'width', 'height']
    expect(must.filter(name => embed[name] === undefined)).toEqual([])
    const thumbnail = ['thumbnail_url', 'thumbnail_width', 'thumbnail_height'].filter(name => embed[name] !== undefined)
    expect([0, 3], 'a thumbnail has its size').toContain(thumbnail.length)
    for (const [name, most] of [
      ['width', width],
      ['height', height],
    ] as const) {
      expect(Number.isInteger(embed[name]) && Number(embed[name]) > 0 && Number(embed[name]) <= most, name).toBe(true)
      const of = embed[`thumbnail_${name}`]
      if (of !== undefined) expect(Number(of), `thumbnail_${name}`).toBeLessThanOrEqual(most)
    }
    const words = ['version', 'type', 'title', 'author_name', 'provider_name', 'provider_url', 'cache_age']
    const also = ['thumbnail_url', 'thumbnail_width', 'thumbnail_height', 'width', 'height', 'html', 'url']
    expect(Object.keys(embed).filter(name => ![...words, ...also].includes(name))).toEqual([])
    if (embed.html) expect(String(embed.html)).toMatch(/^<iframe [^<>]*><\/iframe>$/)
  }

  for (const [kind, type] of [
    ['image', 'photo'],
    ['video', 'video'],
    ['document', 'rich'],
    ['article', 'rich'],
  ] as const) {
    it(`is oEmbed 1.0 with every field of its type, within the limits, found from both pages (${kind})`, async () => {
      for (const page of [`/t/${items[kind]}`, `/en/t/${items[kind]}`]) {
        const { text } = await pull(hub, page)
        const [, address] = /type="application\/json\+oembed"[^>]*href="([^"]+)"/.exec(text)!
        const found = await pull(
          hub,
          address!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
        )
        expect(found.headers.get('content-type')).toMatch(/^application\/json/)
        const embed = JSON.parse(found.text)
        expectOEmbed(embed)
        expect(embed).toMatchObject({ type, title })
        expect(JSON.parse((await ask(hub.url + page)).text)).toEqual(embed)
      }
      const small = JSON.parse((await ask(`${hub.url}/t/${items[kind]}`, '&maxwidth=300&maxheight=200')).text)
      expectOEmbed(small, { width: 300, height: 200 })
      const xml = await ask(`${hub.url}/t/${items[kind]}`, '&format=xml')
      expect(xml.headers.get('content-type')).toMatch(/^text\/xml/)
      const { oembed } = new XMLParser({ htmlEntities: true }).parse(xml.text)
      expectOEmbed({ ...oembed, version: (1).toFixed(1) })
      expect(oembed.title).toBe(title)
    })
  }
})
