import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FeedList } from '#contracts/feed'
import type { SavedSearch } from '#contracts/saved-search'
import { newId } from '#server/platform/new-id'
import { indexAsset } from '#workers/search/index-asset'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { pull, putItem } from './feed-rig.ts'

const base = '/api/v1/me/saved-searches'

describe('the feed of a saved search', { timeout: 60_000 }, () => {
  let hub: TestHub
  let curator: TestClient
  let search: SavedSearch
  let [open, shared, other] = ['', '', '']
  beforeAll(async () => {
    hub = await startTestHub()
    curator = await hub.person('Tâm', { hubRoles: ['curator'] })
    open = await put({ title: 'Lễ hội Núi Bà Đen' })
    shared = await put({ title: 'Lễ hội nội bộ', visibility: 'partners' })
    other = await put({ title: 'Bánh tráng phơi sương' })
    const query = { q: 'le hoi', kind: ['article'] }
    search = (await curator.post<{ savedSearch: SavedSearch }>(base, { name: 'Lễ hội', query })).body.savedSearch
  })
  afterAll(() => hub.close())

  const index = (assetId: string) => indexAsset({ assetId }, hub.deps)
  const put = async (over: Parameters<typeof putItem>[1]) => {
    const id = await putItem(hub, over)
    await index(id)
    return id
  }
  const edit = (change: object, who = curator) => who.patch(`${base}/${search.id}`, change)
  const feed = (format: string) => pull(hub, `/feeds/search:${search.id}/${format}`)
  const ninjs = async () =>
    (JSON.parse((await feed('ninjs')).text) as { items: { uri: string; pubStatus: string }[] }).items
      .map(({ uri, pubStatus }) => `${uri.replace('urn:uuid:', '')} ${pubStatus}`)
      .sort()

  it('is not there until a curator gives it out; nobody else may', async () => {
    for (const format of ['rss', 'atom', 'json', 'ninjs']) expect((await feed(format)).status, format).toBe(404)
    const editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    expect((await editor.post(base, { name: 'Của tôi', query: {}, feed: true })).status).toBe(403)
    expect((await edit({ feed: true }, editor)).status).toBe(403)
    expect((await edit({ feed: true })).body).toMatchObject({ savedSearch: { feed: `search:${search.id}` } })
    expect((await feed('rss')).status).toBe(200)
  })

  it('holds what is public of what it finds, whatever its owner may see', async () => {
    for (const format of ['rss', 'atom', 'json', 'ninjs']) {
      const { text } = await feed(format)
      expect(text, format).toContain(open)
      for (const hidden of [shared, other, 'Lễ hội nội bộ']) expect(text, format).not.toContain(hidden)
    }
    const oai = await pull(hub, `/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=search:${search.id}`)
    expect(oai.text).toContain(open)
    const { feeds } = (await curator.get<FeedList>('/api/v1/feeds')).body
    expect(feeds.find(each => each.group === 'search')).toMatchObject({
      ...{ name: `search:${search.id}`, label: { vi: 'Lễ hội', en: 'Lễ hội' }, items: 1 },
      addresses: { atom: `${hub.url}/feeds/search:${search.id}/atom` },
    })
  })

  it('follows its items: what begins to match comes, what no longer does is taken back', async () => {
    const { db } = hub.deps
    await db.asset.update({ where: { id: other }, data: { title: 'Lễ hội bánh tráng', revision: { increment: 1 } } })
    await db.asset.update({ where: { id: open }, data: { title: 'Núi Bà Đen', revision: { increment: 1 } } })
    await Promise.all([index(other), index(open)])
    expect(await ninjs()).toEqual([`${open} canceled`, `${other} usable`].sort())
    expect((await feed('atom')).text).toContain('deleted-entry')
  })

  it('follows its own words and the synonyms', async () => {
    await edit({ query: { q: 'núi bà đen' } })
    expect(await ninjs()).toEqual([`${open} usable`, `${other} canceled`].sort())
    const admin = await hub.person('Quản', { hubRoles: ['administrator'] })
    const phrases = ['núi bà đen', 'bánh tráng']
    expect((await admin.post('/api/v1/synonyms', { topic: 'product', phrases })).status).toBe(201)
    expect(await ninjs()).toEqual([`${open} usable`, `${other} usable`].sort())
  })

  it('is gone with its switch and with its search, and as if it had never been', async () => {
    await edit({ feed: false })
    const never = await pull(hub, `/feeds/search:${newId()}/atom`)
    expect((await feed('atom')).status).toBe(404)
    expect(never.status).toBe(404)
    await edit({ feed: true })
    expect((await feed('rss')).text).toContain(open)
    await curator.delete(`${base}/${search.id}`)
    expect((await feed('rss')).status).toBe(404)
    const left = { feed: `search:${search.id}`, goneAt: null }
    expect(await hub.deps.db.feedEntry.count({ where: left })).toBeGreaterThan(0)
    await curator.get('/api/v1/feeds')
    expect(await hub.deps.db.feedEntry.count({ where: left })).toBe(0)
  })
})
