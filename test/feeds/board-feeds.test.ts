import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Collection } from '#contracts/collection'
import type { FeedList } from '#contracts/feed'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { pull, putItem } from './feed-rig.ts'

describe('the feed of a board', { timeout: 60_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  let board: Collection
  let [open, shared, secret] = ['', '', '']
  beforeAll(async () => {
    hub = await startTestHub()
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const made = { name: 'Tuần văn hóa ASEAN', unit: 'bao' }
    board = (await editor.post<{ collection: Collection }>('/api/v1/collections', made)).body.collection
    open = await putItem(hub, { title: 'CONG KHAI' })
    shared = await putItem(hub, { title: 'DOI TAC', visibility: 'partners' })
    secret = await putItem(hub, { title: 'NOI BO', visibility: 'unit' })
    await editor.post(`/api/v1/collections/${board.id}/items`, { assets: [open, shared, secret] })
  })
  afterAll(() => hub.close())

  const feed = (format: string) => pull(hub, `/feeds/board:${board.id}/${format}`)
  const set = (on: boolean, who = editor) => who.patch(`/api/v1/collections/${board.id}`, { feed: on })
  const remove = (id: string) => editor.delete(`/api/v1/collections/${board.id}/items/${id}`)
  const ninjs = async () =>
    (JSON.parse((await feed('ninjs')).text) as { items: { uri: string; pubStatus: string }[] }).items.map(
      ({ uri, pubStatus }) => `${uri.replace('urn:uuid:', '')} ${pubStatus}`,
    )

  it('is not there until those who manage the board give it out', async () => {
    for (const format of ['rss', 'atom', 'json', 'ninjs']) expect((await feed(format)).status, format).toBe(404)
    const reader = await hub.person('Đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    expect((await set(true, reader)).status).toBe(403)
    expect((await set(true)).status).toBe(200)
    expect((await feed('rss')).status).toBe(200)
  })

  it('holds what is public of it and tells nothing of the rest, in every form', async () => {
    for (const format of ['rss', 'atom', 'json', 'ninjs']) {
      const { text, status } = await feed(format)
      expect(status, format).toBe(200)
      expect(text, format).toContain(open)
      for (const hidden of [shared, secret, 'DOI TAC', 'NOI BO']) expect(text, format).not.toContain(hidden)
    }
    const oai = (await pull(hub, `/oai?verb=ListRecords&metadataPrefix=oai_dc&set=board:${board.id}`)).text
    expect(oai).toContain(open)
    expect(oai).not.toContain(shared)
    expect(oai).toContain(`<setSpec>board:${board.id}</setSpec>`)
    expect(oai).not.toContain('partners')
    expect((await pull(hub, '/oai?verb=ListSets')).text).toContain('<setName>Tuần văn hóa ASEAN</setName>')
  })

  it('is listed with its addresses and its number of public items', async () => {
    const { feeds } = (await editor.get<FeedList>('/api/v1/feeds')).body
    expect(feeds.find(each => each.group === 'board')).toMatchObject({
      ...{ name: `board:${board.id}`, label: { vi: 'Tuần văn hóa ASEAN' }, items: 1 },
      addresses: { rss: `${hub.url}/feeds/board:${board.id}/rss` },
    })
  })

  it('is pulled with a partner’s key together with what is shared with partners', async () => {
    const partner = await hub.person('Đối tác', {})
    const unit = await hub.deps.db.unit.findFirstOrThrow({ where: { kind: 'partner' } })
    await hub.deps.db.membership.create({
      data: { id: crypto.randomUUID(), personId: partner.personId, unitId: unit.id, role: 'reader' },
    })
    const key = { name: 'CMS', scopes: ['read'], expiresInDays: 1 }
    const { secret: bearer } = (await partner.post<{ secret: string }>('/api/v1/me/keys', key)).body
    const asked = await pull(hub, `/api/v1/partner-items?board=${board.id}`, { authorization: `Bearer ${bearer}` })
    const titles = (JSON.parse(asked.text) as { items: { title: string }[] }).items.map(each => each.title)
    expect(titles.sort()).toEqual(['CONG KHAI', 'DOI TAC'])
    expect((await partner.get(`/api/v1/partner-items?board=${crypto.randomUUID()}`)).status).toBe(404)
  })

  it('says that an item is gone once it is taken off, though the hub still gives it out', async () => {
    expect(await ninjs()).toEqual([`${open} usable`])
    expect((await remove(open)).status).toBeLessThan(300)
    expect(await ninjs()).toEqual([`${open} canceled`])
    expect((await feed('atom')).text).toContain('deleted-entry')
    expect((await pull(hub, '/feeds/hub/json')).text).toContain(open)
    await editor.post(`/api/v1/collections/${board.id}/items`, { assets: [open] })
    expect(await ninjs()).toEqual([`${open} usable`])
  })

  it('ends where it is switched off, and with the board', async () => {
    await set(false)
    expect((await feed('rss')).status).toBe(404)
    await set(true)
    expect((await feed('json')).text).toContain(open)
    await editor.delete(`/api/v1/collections/${board.id}`)
    expect((await feed('json')).status).toBe(404)
    await pull(hub, '/feeds/hub/json')
    const left = await hub.deps.db.feedEntry.count({ where: { feed: { contains: board.id }, goneAt: null } })
    expect(left).toBe(0)
  })

  it('is never a person’s own board', async () => {
    const own = (await editor.post<{ collection: Collection }>('/api/v1/collections', { name: 'Của tôi' })).body
      .collection
    const answer = await editor.patch(`/api/v1/collections/${own.id}`, { feed: true })
    expect(answer.body).toMatchObject({ type: 'urn:media-hub:problem:unit-required' })
  })
})
