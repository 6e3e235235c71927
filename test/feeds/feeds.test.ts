import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { has, hasInCi, print, pull, putItem } from './feed-rig.ts'

const title = 'Lễ hội “Núi Bà” & <Đen>'
const rights = { statement: 'https://creativecommons.org/licenses/by/4.0/', holder: 'Báo Tây Ninh' }
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', htmlEntities: true })

// Debian's package belongs to Debian's python, which need not be the first of the path.
const python = ['/usr/bin/python3', 'python3'].find(command => has(command, '-c', 'import feedparser'))
if (python === undefined && process.env.CI) throw new Error('CI needs feedparser: bash scripts/feed-readers.sh')

describe('feeds of what is public', { timeout: 120_000 }, () => {
  let hub: TestHub
  let owner: TestClient
  let photo: string
  let article: string
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    owner = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const bytes = await makeJpeg({ width: 1600, height: 1000 })
    const said = {
      title,
      visibility: 'public' as const,
      credit: 'Ảnh: Báo Tây Ninh',
      altText: 'Núi lúc bình minh',
      rights,
    }
    photo = (await owner.upload(bytes, 'nui.jpg', said)).body.asset.id
    const draft = { title: 'Bài về lễ hội', html: '<p>Nội dung <strong>đậm</strong></p>', visibility: 'public' }
    article = (await owner.post<{ asset: { id: string } }>('/api/v1/articles', draft)).body.asset.id
    await hub.idle()
  })
  afterAll(() => hub.close())

  const xmlOf = async (path: string) => {
    const { status, text } = await pull(hub, path)
    expect(status, path).toBe(200)
    expect(XMLValidator.validate(text), path).toBe(true)
    return parser.parse(text)
  }

  it('gives RSS with Media RSS whose addresses can be fetched by a stranger', async () => {
    const { rss } = await xmlOf('/feeds/hub/rss')
    const item = rss.channel.item.find(
      (each: { guid: { '#text': string } }) => each.guid['#text'] === `urn:uuid:${photo}`,
    )
    expect(item.title).toBe(title)
    expect(item['media:content']['media:credit']['#text']).toBe('Ảnh: Báo Tây Ninh')
    expect(item['media:content']['media:license']['@href']).toBe(rights.statement)
    const picture = await fetch(item.enclosure['@url'])
    expect(picture.headers.get('content-type')).toBe('image/jpeg')
    expect(Number(picture.headers.get('content-length'))).toBe(Number(item.enclosure['@length']))
    expect(picture.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await pull(hub, item.link)).status).toBe(200)
  })

  it('gives each list a strong tag and answers 304 until something changes', async () => {
    for (const path of [
      '/feeds/hub/rss',
      '/feeds/hub/atom',
      '/feeds/hub/json',
      '/feeds/hub/ninjs',
      `/t/${photo}`,
      '/sitemap.xml',
    ]) {
      const first = await pull(hub, path)
      const etag = first.headers.get('etag')!
      expect.soft(etag, path).toMatch(/^"[\w-]{43}"$/)
      expect.soft(first.headers.get('cache-control'), path).toBe('public, max-age=0, must-revalidate')
      expect.soft((await pull(hub, path, { 'if-none-match': etag })).status, path).toBe(304)
    }
    const before = (await pull(hub, '/feeds/hub/atom')).headers.get('etag')!
    await hub.deps.db.asset.update({ where: { id: article }, data: { description: 'Mới', revision: { increment: 1 } } })
    expect((await pull(hub, '/feeds/hub/atom', { 'if-none-match': before })).status).toBe(200)
  })

  it('takes an item back at the next request, leaves a tombstone, and 410 at its page', async () => {
    const id = await putItem(hub, { title: 'Sẽ rút' })
    expect((await pull(hub, '/feeds/hub/atom')).text).toContain(`<id>urn:uuid:${id}</id>`)
    await hub.deps.db.asset.update({ where: { id }, data: { visibility: 'hub' } })
    const { text } = await pull(hub, '/feeds/hub/atom')
    expect(text).not.toContain('Sẽ rút')
    expect(text).toMatch(new RegExp(`<at:deleted-entry ref="urn:uuid:${id}" when="[^"]+"/>`))
    expect((await pull(hub, '/feeds/hub/json')).text).not.toContain(id)
    const page = await pull(hub, `/t/${id}`)
    expect([page.status, page.text.includes('Sẽ rút')]).toEqual([410, false])
    const since = new Date(Date.now() - 60_000).toISOString()
    const ninjs = JSON.parse((await pull(hub, `/feeds/hub/ninjs?since=${since}`)).text)
    const gone = ninjs.items.find((item: { uri: string }) => item.uri === `urn:uuid:${id}`)
    expect(gone).toMatchObject({ pubStatus: 'canceled' })
    expect(gone.title).toBeUndefined()
  })

  it('notices an embargo that begins and ends by the database’s clock, without a write', async () => {
    const [clock] = await hub.deps.db.$queryRaw<{ at: Date }[]>`select now() + interval '1500 milliseconds' as at`
    const id = await putItem(hub, { title: 'Đúng giờ', embargoUntil: clock!.at })
    expect((await pull(hub, '/feeds/hub/json')).text).not.toContain(id)
    const listed = async () => (await pull(hub, '/oai?verb=ListIdentifiers&metadataPrefix=oai_dc')).text.includes(id)
    await expect.poll(listed, { timeout: 10_000 }).toBe(true)
    const entry = await hub.deps.db.feedEntry.findUniqueOrThrow({
      where: { assetId_feed: { assetId: id, feed: 'hub' } },
    })
    // The datestamp is when readers could first see it: a harvester who came while it was held back finds it by `from`.
    expect(entry.changedAt.getTime()).toBeGreaterThanOrEqual(clock!.at.getTime())
    await hub.deps.db
      .$executeRaw`update asset set consent_withdrawn_at = now() + interval '1 second' where id = ${id}::uuid`
    expect((await pull(hub, '/feeds/hub/atom')).text).toContain(`<id>urn:uuid:${id}</id>`)
    const tombstone = async () =>
      (await pull(hub, '/feeds/hub/atom')).text.includes(`deleted-entry ref="urn:uuid:${id}"`)
    await expect.poll(tombstone, { timeout: 10_000 }).toBe(true)
  })

  it('puts into a channel’s feed what its receiver says is published there, until a withdrawal is asked for', async () => {
    const { db } = hub.deps
    const unit = await db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
    const channel = await db.channel.create({
      data: { id: newId(), code: 'asean', name: 'Cổng ASEAN', kind: 'hub-exchange', unitId: unit.id },
    })
    const id = await putItem(hub, { title: 'Trên cổng' })
    const way = { assetId: id, channelId: channel.id, requestedBy: newId() }
    const sent = await db.delivery.create({
      data: { ...way, id: newId(), op: 'publish', version: 1, state: 'received' },
    })
    const listed = async () => (await pull(hub, '/feeds/channel:asean/json')).text.includes(id)
    expect(await listed()).toBe(false)
    await db.delivery.update({ where: { id: sent.id }, data: { state: 'published' } })
    expect(await listed()).toBe(true)
    await db.delivery.create({ data: { ...way, id: newId(), op: 'withdraw', version: 2, state: 'queued' } })
    expect(await listed()).toBe(false)
    expect((await pull(hub, '/feeds/channel:asean/atom')).text).toContain(`deleted-entry ref="urn:uuid:${id}"`)
    // It is still public: only this channel took it back.
    expect((await pull(hub, '/feeds/hub/json')).text).toContain(id)
  })

  it('answers oEmbed as JSON and XML, a photo within the limits, and frames for the rest', async () => {
    const ask = (id: string, more = '') => pull(hub, `/oembed?url=${encodeURIComponent(`${hub.url}/t/${id}`)}${more}`)
    const photoEmbed = JSON.parse((await ask(photo, '&maxwidth=1100&maxheight=1100')).text)
    expect(photoEmbed).toMatchObject({ version: '1.0', type: 'photo', title, width: 1024, height: 640 })
    expect((await fetch(photoEmbed.url)).status).toBe(200)
    const rich = JSON.parse((await ask(article)).text)
    expect(rich.type).toBe('rich')
    expect(rich.html).toContain(`src="${hub.url}/embed/${article}"`)
    expect(XMLValidator.validate((await ask(photo, '&format=xml')).text)).toBe(true)
    expect((await ask(photo, '&format=yaml')).status).toBe(501)
    expect((await pull(hub, `/oembed?url=${encodeURIComponent('https://evil.example/t/x')}`)).status).toBe(404)
  })

  it('lets any site frame the embed page, and only that one; nothing runs in it', async () => {
    const policy = async (path: string) => (await pull(hub, path)).headers.get('content-security-policy')
    const embed = await policy(`/embed/${photo}`)
    expect(embed).toContain('frame-ancestors *')
    expect(embed).toContain("default-src 'none'")
    expect(embed).not.toContain('script-src')
    expect(await policy(`/t/${photo}`)).toContain("frame-ancestors 'none'")
    expect((await pull(hub, `/embed/${photo}`)).headers.get('set-cookie')).toBeNull()
  })

  it('writes pages that crawlers understand: JSON-LD, Open Graph, both languages, nothing to break out by', async () => {
    const { text } = await pull(hub, `/t/${photo}`)
    const ld = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)![1]!)
    expect(ld).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'ImageObject',
      '@id': `urn:uuid:${photo}`,
      name: title,
      license: rights.statement,
      creditText: 'Ảnh: Báo Tây Ninh',
    })
    expect((await fetch(ld.contentUrl)).status).toBe(200)
    expect(text).toContain('<meta property="og:image"')
    expect(text).toContain(`hreflang="en" href="${hub.url}/en/t/${photo}"`)
    expect(text).not.toContain('<Đen>')
    const english = await pull(hub, `/en/t/${photo}`)
    expect(english.text).toContain('<html lang="en">')
    expect(english.text).toContain('May be used, credit Ảnh: Báo Tây Ninh.')
    const download = await pull(hub, `/media/${photo}/web?download=1`)
    expect(download.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('gives no copy to save where the rights do not let it be used', async () => {
    await hub.deps.db.asset.update({
      where: { id: photo },
      data: { rightsStatement: 'http://rightsstatements.org/vocab/InC/1.0/' },
    })
    expect((await pull(hub, `/media/${photo}/web?download=1`)).status).toBe(404)
    expect((await pull(hub, `/media/${photo}/web`)).status).toBe(200)
    expect((await pull(hub, `/t/${photo}`)).text).not.toContain('class="take"')
    await hub.deps.db.asset.update({ where: { id: photo }, data: { rightsStatement: rights.statement } })
  })

  it('gives only the renditions that everybody may look at: no file for a purpose, no crop, no article, no late page', async () => {
    const { db } = hub.deps
    const [row] = await db.$queryRaw<{ objectId: string }[]>`
      select object_id as "objectId" from asset_version where asset_id = ${photo}::uuid`
    const web = await db.rendition.findFirstOrThrow({ where: { objectId: row!.objectId, name: 'web' } })
    const kept = ['for-print-tiff-1', 'for-crop-2', 'article', 'pdf', 'marked', 'page-7', 'hls-720']
    for (const name of kept)
      await db.rendition.create({ data: { ...web, id: newId(), name, key: `${web.key}-${name}` } })
    const { text } = await pull(hub, `/feeds/hub/ninjs/${photo}`)
    for (const name of kept) {
      expect(text).not.toContain(name)
      expect((await pull(hub, `/media/${photo}/${name}`)).status, name).toBe(404)
    }
    expect((await pull(hub, `/media/${photo}/web`)).status).toBe(200)
    await db.rendition.deleteMany({ where: { name: { in: kept } } })
  })

  it('writes sitemaps with pictures, both languages and the news of two days', async () => {
    const index = await xmlOf('/sitemap.xml')
    const [first] = index.sitemapindex.sitemap
    const items = await xmlOf(first.loc)
    const page = items.urlset.url.find((url: { loc: string }) => url.loc === `${hub.url}/t/${photo}`)
    expect(page['image:image']['image:loc']).toBe(`${hub.url}/media/${photo}/web`)
    expect(JSON.stringify(await xmlOf('/sitemaps/news.xml'))).toContain('Bài về lễ hội')
    expect((await pull(hub, '/sitemaps/items-2.xml')).status).toBe(404)
    expect((await pull(hub, '/robots.txt')).text).toContain(`Sitemap: ${hub.url}/sitemap.xml`)
  })

  it('follows JSON Feed’s next_url to the end, each item once', async () => {
    const seen: string[] = []
    let next: string | undefined = '/feeds/hub/json?limit=2'
    while (next) {
      const page: { items: { id: string }[]; next_url?: string } = JSON.parse((await pull(hub, next)).text)
      seen.push(...page.items.map(item => item.id))
      next = page.next_url && `${page.next_url}&limit=2`
    }
    expect(seen.length).toBeGreaterThan(2)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it.skipIf(python === undefined)('is read by feedparser without a complaint', async () => {
    const script = `import feedparser,json,sys
d=feedparser.parse(sys.argv[1]); print(json.dumps({'bozo':bool(d.bozo),'version':d.version,'titles':[e.title for e in d.entries],'links':[e.link for e in d.entries]}))`
    for (const [format, version] of [
      ['rss', 'rss20'],
      ['atom', 'atom10'],
    ]) {
      const read = JSON.parse(await print(python!, ['-c', script, `${hub.url}/feeds/hub/${format}`]))
      expect(read).toMatchObject({ bozo: false, version })
      expect(read.links).toContain(`${hub.url}/t/${photo}`)
      // feedparser takes the angle brackets for markup and sanitises titles as HTML.
      expect(read.titles.join()).toContain('Lễ hội “Núi Bà”')
    }
  })

  it.skipIf(!hasInCi('perl', '-MHTTP::OAI', '-e', '1'))(
    'is harvested by HTTP::OAI over its tokens, deleted records included',
    async () => {
      const { db } = hub.deps
      await Promise.all(Array.from({ length: 230 }, (_, at) => putItem(hub, { title: `Bài ${at}` })))
      const script = `use HTTP::OAI; my $h = HTTP::OAI::Harvester->new(baseURL => $ARGV[0]);
my $i = $h->Identify; die $i->message if $i->is_error; print "identify ", $i->deletedRecord, " ", $i->granularity, "\\n";
my $r = $h->ListRecords(metadataPrefix => 'oai_dc', onRecord => sub { my $rec = shift; print $rec->identifier, " ", ($rec->is_deleted ? 'deleted' : 'live'), "\\n" });
die $r->message if $r->is_error;`
      const [identify, ...records] = (await print('perl', ['-e', script, `${hub.url}/oai`])).trim().split('\n')
      expect(identify).toBe('identify persistent YYYY-MM-DDThh:mm:ssZ')
      const entries = await db.feedEntry.findMany({ where: { feed: 'hub' } })
      const wanted = entries.map(({ assetId, goneAt }) => `urn:uuid:${assetId} ${goneAt ? 'deleted' : 'live'}`)
      expect(records.sort()).toEqual(wanted.sort())
      expect(records.some(line => line.endsWith('deleted'))).toBe(true)
      expect(records.length).toBeGreaterThan(230)
    },
  )

  it.skipIf(!hasInCi('xmllint', '--version'))('writes no XML that xmllint finds fault with', async () => {
    const paths = ['/feeds/hub/rss', '/feeds/hub/atom', '/oai?verb=ListSets', '/sitemap.xml']
    const oembed = `/oembed?url=${encodeURIComponent(`${hub.url}/t/${photo}`)}&format=xml`
    for (const path of [...paths, oembed]) {
      const said = await print('xmllint', ['--noout', hub.url + path]).catch((error: Error) => error.message)
      expect(said, path).toBe('')
    }
  })

  it('lists ninjs items that the schema of 3.1 accepts, those that were taken back too', async () => {
    const gone = await putItem(hub, { title: 'Rồi gỡ' })
    await pull(hub, '/feeds/hub/ninjs')
    await hub.deps.db.asset.update({ where: { id: gone }, data: { life: 'trashed' } })
    const { items } = JSON.parse((await pull(hub, '/feeds/hub/ninjs')).text) as { items: { pubStatus: string }[] }
    expect(new Set(items.map(each => each.pubStatus))).toEqual(new Set(['usable', 'canceled']))
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ type: 'object' }, 'https://geojson.org/schema/GeoJSON.json')
    const schema = join(import.meta.dirname, '../fixtures/ninjs-schema_3.1.json')
    const validate = ajv.compile(JSON.parse(await readFile(schema, 'utf8')))
    for (const item of items) {
      validate(item)
      expect(validate.errors, JSON.stringify(item)).toBeNull()
    }
    const single = JSON.parse((await pull(hub, `/feeds/hub/ninjs/${photo}`)).text)
    expect(validate(single)).toBe(true)
    expect(validate({ ...single, secret: true })).toBe(false)
  })

  it('answers OAI-PMH by POST as by GET, and its errors inside the document', async () => {
    const post = await fetch(`${hub.url}/oai`, { method: 'POST', body: new URLSearchParams({ verb: 'Identify' }) })
    expect(await post.text()).toContain('<repositoryName>')
    const error = async (query: string) => /<error code="(\w+)"/.exec((await pull(hub, `/oai?${query}`)).text)?.[1]
    expect(await error('verb=Nothing')).toBe('badVerb')
    expect(await error('verb=ListRecords&metadataPrefix=oai_dc&from=2099-01-01')).toBe('noRecordsMatch')
    expect(await error(`verb=GetRecord&metadataPrefix=oai_dc&identifier=urn:uuid:${newId()}`)).toBe('idDoesNotExist')
    expect((await pull(hub, '/oai?verb=ListSets')).text).toContain('<setSpec>kind:image</setSpec>')
  })
})
