import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FeedList } from '#contracts/feed'
import type { Prisma } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { pull, putItem } from './feed-rig.ts'

const soon = new Date(Date.now() + 86_400_000)
const past = new Date(Date.now() - 5 * 86_400_000)
/** Each reason for which an item is nobody's to see; a title that occurs nowhere else. */
const hidden: Record<string, Partial<Prisma.AssetUncheckedCreateInput>> = {
  draft: { visibility: 'draft' },
  unit: { visibility: 'unit' },
  hub: { visibility: 'hub' },
  partners: { visibility: 'partners' },
  embargoed: { embargoUntil: soon },
  'rights ended': { rightsUntil: past },
  'rights not begun': { rightsFrom: new Date(Date.now() + 3 * 86_400_000) },
  'consent withdrawn': { consentWithdrawnAt: past },
  trashed: { life: 'trashed', trashedAt: past },
  processing: { file: 'processing' },
  failed: { file: 'failed' },
  damaged: { file: 'damaged' },
}
const infected = (scan: string) => ({
  versions: { create: { id: newId(), number: 1, html: '<p>x</p>', createdBy: newId(), scan } },
})

describe('what is not public', { timeout: 60_000 }, () => {
  let hub: TestHub
  const ids: Record<string, string> = {}
  let open: string
  beforeAll(async () => {
    hub = await startTestHub()
    const said = { topics: ['du-lich'], tags: ['bimat'] }
    for (const [why, over] of Object.entries(hidden))
      ids[why] = await putItem(hub, { ...said, title: `BIMAT ${why}`, ...over })
    ids.infected = await putItem(hub, { ...said, title: 'BIMAT infected', ...infected('infected') })
    ids['not scanned'] = await putItem(hub, { ...said, title: 'BIMAT not scanned', ...infected('waiting') })
    ids.recalled = await putItem(hub, { ...said, title: 'BIMAT recalled' })
    await hub.deps.db.recall.create({
      data: { id: newId(), assetId: ids.recalled, kind: 'takedown', reason: 'rights' },
    })
    open = await putItem(hub, { ...said, title: 'CONGKHAI', tags: [] })
  })
  afterAll(() => hub.close())

  const lists = [
    ...['hub', 'kind:article', 'unit:bao'].flatMap(feed =>
      ['rss', 'atom', 'json', 'ninjs'].map(format => `/feeds/${feed}/${format}`),
    ),
    '/oai?verb=ListRecords&metadataPrefix=oai_dc',
    '/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=kind:article',
    '/sitemaps/items-1.xml',
    '/sitemaps/news.xml',
  ]
  it.each(lists)('is neither in nor counted by %s, which holds what is', async path => {
    const { status, text } = await pull(hub, path)
    expect(status).toBe(200)
    expect(text).not.toMatch(/BIMAT/i)
    for (const [why, id] of Object.entries(ids)) expect.soft(text.includes(id), why).toBe(false)
    expect(text).toContain(open)
  })

  it.each([...Object.keys(hidden), 'infected', 'not scanned', 'recalled'])(
    'has no page, embed, oEmbed or record: %s',
    async why => {
      const id = ids[why]!
      const absent = newId()
      for (const at of [
        (of: string) => `/t/${of}`,
        (of: string) => `/en/t/${of}`,
        (of: string) => `/embed/${of}`,
        (of: string) => `/media/${of}/thumb`,
        (of: string) => `/feeds/hub/ninjs/${of}`,
        (of: string) => `/oembed?url=${encodeURIComponent(`${hub.url}/t/${of}`)}`,
        (of: string) => `/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=urn:uuid:${of}`,
      ]) {
        const [there, nowhere] = await Promise.all([pull(hub, at(id)), pull(hub, at(absent))])
        expect.soft(there.status, at(id)).toBe(nowhere.status)
        // When it was asked and the request's own number differ by request.
        const same = (text: string, of: string) =>
          text.replaceAll(of, '').replace(/<responseDate>[^<]*|"instance":"[^"]*"/, '')
        expect.soft(same(there.text, id), at(id)).toBe(same(nowhere.text, absent))
      }
    },
  )

  it('is not counted where the hub lists its feeds, and a partner’s key reaches only what is shared', async () => {
    const person = await hub.person('Hải', { memberships: [{ unit: 'btttt', role: 'reader' }] })
    const listed = await person.get<FeedList>('/api/v1/feeds')
    expect(listed.body.feeds.find(feed => feed.name === 'hub')?.items).toBe(1)
    expect(listed.body.feeds.map(feed => feed.name)).not.toContain('partners')
    const made = await person.post<{ secret: string }>('/api/v1/me/keys', {
      name: 'CMS',
      scopes: ['read'],
      expiresInDays: 1,
    })
    const key = { authorization: `Bearer ${made.body.secret}` }
    const pulled = await pull(hub, '/api/v1/partner-items', key)
    const titles = JSON.parse(pulled.text).items.map((item: { title: string }) => item.title)
    expect(titles.sort()).toEqual(['BIMAT partners', 'CONGKHAI'])
    const stranger = await hub.person('Khách', {})
    const seen = await stranger.get<{ items: { title: string }[] }>('/api/v1/partner-items')
    expect(seen.body.items.map(item => item.title)).toEqual(['CONGKHAI'])
  })

  it('has no address for the partners’ list among the public ones', async () => {
    for (const path of ['/feeds/partners/json', '/feeds/hub:x/rss', '/feeds/topic:khong-co/rss'])
      expect((await pull(hub, path)).status).toBe(404)
    expect((await pull(hub, '/oai?verb=ListRecords&metadataPrefix=oai_dc&set=partners')).text).toContain(
      'noRecordsMatch',
    )
  })

  it('leaves every list with its recall and comes back when that is lifted', async () => {
    const id = await putItem(hub, { title: 'Thu hồi rồi trả lại', tags: [] })
    const listed = async () => (await pull(hub, '/feeds/hub/json')).text.includes(id)
    expect(await listed()).toBe(true)
    const recall = { id: newId(), assetId: id, kind: 'takedown', reason: 'rights' }
    await hub.deps.db.recall.create({ data: recall })
    expect(await listed()).toBe(false)
    expect([404, 410]).toContain((await pull(hub, `/t/${id}`)).status)
    await hub.deps.db.recall.update({ where: { id: recall.id }, data: { liftedAt: new Date() } })
    expect(await listed()).toBe(true)
  })
})
