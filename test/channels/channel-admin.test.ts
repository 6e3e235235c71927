import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssetRecall, ChannelKindForm, Differing, UpdateDifference } from '#contracts/channel-admin'
import type { Channel, Delivery, DeliveryState } from '#contracts/delivery'
import type { RecallPage, Reconciliation } from '#contracts/ledger'
import { queueDelivery } from '#server/channels/queue-delivery'
import { transaction } from '#server/platform/db'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('what the pages of channels ask', () => {
  let hub: TestHub
  let portal: PortalReceiver
  let dir: string
  let administrator: TestClient
  let curator: TestClient
  let author: TestClient
  let stranger: TestClient
  let channel: Channel

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-admin-'))
    hub = await startTestHub({
      worker: true,
      env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*', HUB_LIMIT_REQUESTS: '0' },
    })
    portal = await startPortalReceiver({ dir, port: 0, keys: async () => hub.deps.keys.jwks })
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    curator = await hub.person('Biên tập', { hubRoles: ['curator'] })
    author = await hub.person('Tác giả', { memberships: [{ unit: 'bao', role: 'editor' }] })
    stranger = await hub.person('Người ngoài', {})
    const draft = { code: 'asean', name: 'Cổng ASEAN', address: portal.url }
    channel = (await administrator.post<{ channel: Channel }>('/api/v1/channels', draft)).body.channel
  }, 120_000)
  afterAll(async () => {
    await portal?.stop()
    await hub?.close()
    await rm(dir, { recursive: true, force: true })
  })

  async function eventually<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
    for (const end = Date.now() + 40_000; Date.now() < end; ) {
      const found = await look()
      if (found) return found
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`never came: ${what}`)
  }
  async function published(title: string): Promise<Delivery> {
    const draft = {
      ...{ title, html: '<p>Nội dung</p>', visibility: 'hub', description: 'Toàn cảnh.', creator: 'Trần Văn B' },
      ...{ credit: 'Ảnh: Trần Văn B', rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' } },
    }
    const { body } = await author.post<{ asset: { id: string } }>('/api/v1/articles', draft)
    await transaction(hub.deps.db, tx =>
      queueDelivery(tx, {
        assetId: body.asset.id,
        channelId: channel.id,
        op: 'publish',
        requestedBy: curator.personId,
      }),
    )
    const find = async () =>
      (await curator.get<{ deliveries: Delivery[] }>(`/api/v1/deliveries?asset=${body.asset.id}&state=published`)).body
        .deliveries[0]
    return eventually(find, 'published')
  }
  async function edit(assetId: string, change: object): Promise<void> {
    const now = await author.get<{ asset: { revision: number } }>(`/api/v1/assets/${assetId}`)
    const match = { 'if-match': `"r${now.body.asset.revision}"` }
    expect((await author.send('PATCH', `/api/v1/assets/${assetId}`, change, match)).status).toBe(200)
  }

  it('describes each kind by the schema that reads it, in the language of who asks, to hub staff', async () => {
    const { body } = await curator.get<{ kinds: ChannelKindForm[] }>('/api/v1/channel-kinds')
    const of = (kind: string) => body.kinds.find(each => each.kind === kind)!
    expect(of('hub-exchange')).toMatchObject({ reconciles: true, byHand: false, settings: [] })
    expect(of('manual-package')).toMatchObject({ reconciles: false, byHand: true, address: null, credentials: [] })
    expect(of('wordpress').settings.map(each => `${each.name} ${each.type}`)).toEqual([
      'status choice',
      'categories list',
      'topicCategories mapping',
      'maxMediaMegabytes number',
    ])
    expect(of('wordpress').name).toBe('Trang WordPress')
    const english = await curator.send<{ kinds: ChannelKindForm[] }>('GET', '/api/v1/channel-kinds', undefined, {
      'accept-language': 'en',
    })
    expect(english.body.kinds.find(each => each.kind === 'wordpress')?.name).toBe('WordPress site')
    expect((await author.get('/api/v1/channel-kinds')).status).toBe(403)
  })

  it('gives a channel another owner by an administrator’s hand only, and shows settings to staff only', async () => {
    const draft = { code: 'site', name: 'Trang', kind: 'wordpress', address: 'https://site.example' }
    const credentials = { user: 'kho', applicationPassword: 'abcd' }
    const made = await administrator.post<{ channel: Channel }>('/api/v1/channels', { ...draft, credentials })
    const path = `/api/v1/channels/${made.body.channel.id}`
    expect((await curator.patch(path, { unit: 'dai' })).status).toBe(403)
    expect((await administrator.patch(path, { unit: 'khong-co' })).status).toBe(400)
    const moved = await administrator.patch<{ channel: Channel }>(path, { unit: 'dai' })
    expect(moved.body.channel).toMatchObject({ unit: { code: 'dai' }, hasCredentials: true })
    const seen = async (client: TestClient) =>
      (await client.get<{ channels: Channel[] }>('/api/v1/channels')).body.channels.find(each => each.code === 'site')
    expect((await seen(curator))?.settings).toMatchObject({ status: 'publish' })
    expect((await seen(author))?.settings).toEqual({})
  })

  it('counts and lists deliveries by the same filter, as far as the person may see', async () => {
    await published('Đua ghe ngo trên sông Vàm Cỏ')
    await published('Chợ phiên')
    const counts = async (client: TestClient, query: string) =>
      (await client.get<{ counts: Record<DeliveryState, number> }>(`/api/v1/delivery-counts?${query}`)).body.counts
    const found = await curator.get<{ deliveries: Delivery[] }>(
      '/api/v1/deliveries?q=dua+ghe&state=published&state=dead',
    )
    expect(found.body.deliveries.map(each => each.asset.title)).toEqual(['Đua ghe ngo trên sông Vàm Cỏ'])
    expect(await counts(curator, 'q=dua+ghe')).toMatchObject({ published: 1, dead: 0 })
    expect((await counts(curator, 'channel=asean')).published).toBeGreaterThanOrEqual(2)
    expect((await counts(stranger, '')).published).toBe(0)
    const { asset } = found.body.deliveries[0]!
    await transaction(hub.deps.db, tx =>
      queueDelivery(tx, { assetId: asset.id, channelId: channel.id, op: 'update', requestedBy: curator.personId }),
    )
    await eventually(async () => (await counts(curator, 'q=dua+ghe')).published === 2, 'the update')
    expect((await counts(curator, 'q=dua+ghe&newest=1')).published).toBe(1)
    expect((await curator.get('/api/v1/deliveries?state=nowhere')).status).toBe(400)
    const none = await curator.get<{ deliveries: Delivery[] }>('/api/v1/deliveries?q=%25')
    expect(none.body.deliveries).toEqual([])
  })

  it('says what was edited since it was published: the first state against the last', async () => {
    const { asset } = await published('Lễ hội')
    expect((await curator.get(`/api/v1/assets/${asset.id}/updates`)).status).toBe(404)
    await edit(asset.id, { title: 'Lễ hội xuân', credit: 'Báo Tây Ninh' })
    await edit(asset.id, { title: 'Lễ hội Quan Lớn Trà Vong', description: 'Khác.' })
    await edit(asset.id, { description: 'Toàn cảnh.' })
    const { body } = await curator.get<UpdateDifference>(`/api/v1/assets/${asset.id}/updates`)
    expect(body.channels).toEqual([expect.objectContaining({ code: 'asean', why: 'edited', version: 1, whole: true })])
    expect(body.channels[0]!.changes).toEqual([
      { field: 'title', before: 'Lễ hội', after: 'Lễ hội Quan Lớn Trà Vong' },
      { field: 'credit', before: 'Ảnh: Trần Văn B', after: 'Báo Tây Ninh' },
    ])
    expect((await author.get(`/api/v1/assets/${asset.id}/updates`)).status).toBe(403)
  })

  it('lists public pages that changed, until the item is taken back', async () => {
    const { asset, id } = await published('Bị cổng sửa')
    await portal.newsroom.edit(asset.id, 'Tên khác')
    expect((await curator.post(`/api/v1/deliveries/${id}/liveness`)).status).toBe(202)
    const mine = async () =>
      (await curator.get<{ pages: Differing[] }>('/api/v1/liveness')).body.pages.find(each => each.deliveryId === id)
    expect(await eventually(mine, 'a changed page')).toMatchObject({ state: 'changed', asset: { id: asset.id } })
    await curator.post(`/api/v1/assets/${asset.id}/recall`, { reason: 'error' })
    await eventually(async () => !(await mine()), 'no changed page')
  })

  it('answers a recall with where it is followed, and shows it to whoever reads the item', async () => {
    const { asset } = await published('Thu hồi')
    const recallOf = async (client: TestClient) =>
      client.get<{ recall: AssetRecall }>(`/api/v1/assets/${asset.id}/recall`)
    expect((await recallOf(author)).body.recall).toBeNull()
    const asked = await curator.post<{ recallId: string }>(`/api/v1/assets/${asset.id}/recall`, { reason: 'legal' })
    const page = await curator.get<RecallPage>(`/api/v1/recalls/${asked.body.recallId}`)
    expect(page.body.recall.asset.id).toBe(asset.id)
    expect((await recallOf(author)).body.recall).toMatchObject({
      id: asked.body.recallId,
      reason: 'legal',
      channels: 1,
    })
    expect((await recallOf(stranger)).status).toBe(404)
  })

  it('names the items of a comparison’s findings', async () => {
    const { asset } = await published('Cổng tự sửa tên')
    await portal.newsroom.edit(asset.id, 'Tên của cổng')
    expect((await curator.post(`/api/v1/channels/${channel.id}/reconciliations`)).status).toBe(202)
    const run = await eventually(async () => {
      const { body } = await curator.get<{ runs: Reconciliation[] }>(`/api/v1/channels/${channel.id}/reconciliations`)
      return body.runs.find(each => each.endedAt)
    }, 'a run')
    expect(run.findings.find(each => each.itemId === asset.id)).toMatchObject({ title: 'Cổng tự sửa tên' })
  })
})
