import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Channel, Delivery } from '#contracts/delivery'
import { queueDelivery } from '#server/channels/queue-delivery'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

type Deliveries = { deliveries: Delivery[]; next: string | null }

describe('channels over the API, with a worker and a portal', () => {
  let hub: TestHub
  let portal: PortalReceiver
  let dir: string
  let administrator: TestClient
  let curator: TestClient
  let author: TestClient
  let stranger: TestClient
  let channel: Channel
  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*' } })
    dir = await mkdtemp(join(tmpdir(), 'hub-portal-'))
    const keys = async () => (await hub.anonymous.get<{ keys: never[] }>('/.well-known/hub-keys.json')).body
    portal = await startPortalReceiver({ dir, port: 0, keys })
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    curator = await hub.person('Biên tập', { hubRoles: ['curator'] })
    author = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    stranger = await hub.person('Người xem', { memberships: [{ unit: 'dai', role: 'reader' }] })
    const made = await administrator.post<{ channel: Channel }>('/api/v1/channels', {
      code: 'asean',
      name: 'Cổng ASEAN',
      address: portal.url,
    })
    channel = made.body.channel
  })
  afterAll(async () => {
    await portal?.stop()
    await hub?.close()
    await rm(dir, { recursive: true, force: true })
  })

  /** An article that is ready, as an approval finds it. */
  async function article(visibility: string): Promise<string> {
    const { body } = await author.post<{ asset: { id: string } }>('/api/v1/articles', {
      title: 'Lễ hội',
      html: '<p>Nội dung</p>',
      visibility,
    })
    return body.asset.id
  }
  const push = (assetId: string) =>
    transaction(hub.deps.db, tx =>
      queueDelivery(tx, { assetId, channelId: channel.id, op: 'publish', requestedBy: curator.personId }),
    )
  const listed = async (client: TestClient, query = '') =>
    (await client.get<Deliveries>(`/api/v1/deliveries?${query}`)).body.deliveries
  async function settled(assetId: string, state: string): Promise<Delivery> {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      const found = (await listed(curator, `asset=${assetId}`)).find(each => each.state === state)
      if (found) return found
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error(`no delivery became ${state}: ${JSON.stringify(await listed(curator, `asset=${assetId}`))}`)
  }

  it('lets administrators add channels and curators pause them; others see them', async () => {
    expect(channel).toMatchObject({ code: 'asean', state: 'active', health: { breaker: 'closed', waiting: 0 } })
    const draft = { code: 'other', name: 'Khác', address: 'https://portal.example/exchange/v1' }
    const statuses = await Promise.all(
      [hub.anonymous, author, curator].map(async client => (await client.post('/api/v1/channels', draft)).status),
    )
    expect(statuses).toEqual([401, 403, 403])
    const pause = await curator.patch<{ channel: Channel }>(`/api/v1/channels/${channel.id}`, { state: 'paused' })
    expect(pause.body.channel.state).toBe('paused')
    expect((await author.patch(`/api/v1/channels/${channel.id}`, { state: 'active' })).status).toBe(403)
    expect(
      (await curator.patch<{ channel: Channel }>(`/api/v1/channels/${channel.id}`, { state: 'active' })).body.channel
        .state,
    ).toBe('active')
    expect(
      (await author.get<{ channels: Channel[] }>('/api/v1/channels')).body.channels.map(each => each.code),
    ).toEqual(['asean'])
    expect((await curator.patch(`/api/v1/channels/${newId()}`, { state: 'active' })).status).toBe(404)
  })

  it('refuses a taken code, plain http beyond loopback and an address that holds a password', async () => {
    const create = (over: object) =>
      administrator.post('/api/v1/channels', { code: 'new', name: 'Mới', address: 'https://portal.example', ...over })
    expect((await create({ code: 'asean' })).status).toBe(409)
    expect(await create({ address: 'http://portal.example' })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'https-required' }] },
    })
    expect((await create({ address: 'https://me:secret@portal.example' })).status).toBe(400)
  })

  it('delivers by the worker, shows the receipt to those who may read the asset, and takes it back everywhere', async () => {
    const assetId = await article('unit')
    await push(assetId)
    const delivery = await settled(assetId, 'published')
    expect(delivery).toMatchObject({ op: 'publish', version: 1, receipts: [{ state: 'published', version: 1 }] })
    expect((await fetch(delivery.publicUrl!)).status).toBe(200)
    expect((await listed(author)).map(each => each.id)).toEqual([delivery.id])
    expect(await listed(stranger)).toEqual([])
    expect((await hub.anonymous.get('/api/v1/deliveries')).status).toBe(401)
    expect((await author.post(`/api/v1/assets/${assetId}/recall`, { reason: 'error' })).status).toBe(403)
    const recalled = await curator.post<{ deliveries: Delivery[] }>(`/api/v1/assets/${assetId}/recall`, {
      reason: 'error',
    })
    expect([recalled.status, recalled.body.deliveries.length]).toEqual([202, 1])
    await settled(assetId, 'withdrawn')
    await hub.idle()
    expect((await fetch(delivery.publicUrl!)).status).toBe(410)
    expect((await curator.post(`/api/v1/assets/${assetId}/recall`, { reason: 'error' })).body.type).toContain(
      'nothing-live',
    )
  })

  it('tries again by itself, and at once when a curator says so', async () => {
    // Chance is full jitter's: without it the second retry might come before the curator's.
    hub.deps.channels.random = () => 0.9
    portal.fail({ mode: '500', op: 'item', times: 2 })
    const assetId = await article('hub')
    const { id } = await push(assetId)
    await vi.waitFor(async () => expect(await settled(assetId, 'retrying')).toMatchObject({ attempts: 2 }), {
      timeout: 25_000,
    })
    expect((await author.post(`/api/v1/deliveries/${id}/retry`)).status).toBe(403)
    expect((await curator.post(`/api/v1/deliveries/${newId()}/retry`)).status).toBe(404)
    expect((await curator.post(`/api/v1/deliveries/${id}/retry`)).status).toBe(202)
    expect(await settled(assetId, 'published')).toMatchObject({ attempts: 3 })
    expect((await curator.post(`/api/v1/deliveries/${id}/retry`)).status).toBe(409)
    expect(portal.items().filter(item => item.id === assetId)).toHaveLength(1)
  })

  it('refuses settings and credentials that its kind does not know, by their names', async () => {
    const channel = { code: 'kenh-la', name: 'Kênh lạ', address: 'https://portal.example/exchange/v1' }
    const errors = async (body: object) =>
      (await administrator.post<{ errors: { pointer: string }[] }>('/api/v1/channels', body)).body.errors
    expect(await errors({ ...channel, settings: { status: 'x' } })).toMatchObject([
      { pointer: '/body/settings/status' },
    ])
    expect(await errors({ ...channel, credentials: { user: 'x' } })).toMatchObject([
      { pointer: '/body/credentials/user' },
    ])
    expect(await errors({ ...channel, address: undefined })).toMatchObject([{ pointer: '/body/address' }])
  })

  it('lists page by page, newest first, and by state', async () => {
    // What an earlier test sent may still be written down.
    await vi.waitFor(
      async () => {
        const busy = ['queued', 'media', 'sending', 'retrying', 'withdrawing']
        expect((await listed(curator)).filter(({ state }) => busy.includes(state))).toEqual([])
      },
      { timeout: 20_000, interval: 200 },
    )
    const all = await listed(curator)
    const first = (await curator.get<Deliveries>('/api/v1/deliveries?limit=1')).body
    const second = (await curator.get<Deliveries>(`/api/v1/deliveries?limit=100&cursor=${first.next}`)).body
    expect([...first.deliveries, ...second.deliveries]).toEqual(all)
    expect((await listed(curator, 'state=published&channel=asean')).every(each => each.state === 'published')).toBe(
      true,
    )
    expect(await listed(curator, 'channel=nowhere')).toEqual([])
    expect((await curator.get('/api/v1/deliveries?cursor=WyJ4Il0')).status).toBe(400)
  })
})
