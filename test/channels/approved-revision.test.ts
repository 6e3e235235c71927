import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Delivery } from '#contracts/delivery'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const said = {
  title: 'Chuyện hồ Dầu Tiếng',
  description: 'Bài giới thiệu',
  creator: 'Báo Tây Ninh',
  credit: 'Báo Tây Ninh',
  rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' },
  visibility: 'public',
  html: '<p>Nước</p>',
}

describe('what was approved is what leaves', () => {
  let hub: TestHub
  let portal: PortalReceiver
  let dir: string
  let admin: TestClient
  let curator: TestClient
  let channel: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-approved-'))
    hub = await startTestHub({ worker: true, env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*' } })
    portal = await startPortalReceiver({ dir, port: 0, keys: async () => hub.deps.keys.jwks })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    const made = await admin.post<{ channel: { id: string } }>('/api/v1/channels', {
      code: 'cong',
      name: 'Cổng',
      address: portal.url,
    })
    channel = made.body.channel.id
  })
  afterAll(async () => {
    await hub.close()
    await portal.stop()
    await rm(dir, { recursive: true, force: true })
  })
  const approve = async (id: string) => {
    const made = await admin.post<{ nomination: { id: string } }>(`/api/v1/assets/${id}/nominations`, {
      channel: 'cong',
    })
    expect(
      (await curator.post(`/api/v1/nominations/${made.body.nomination.id}/decision`, { decision: 'approve' })).status,
    ).toBe(200)
  }
  const newest = async (id: string) =>
    (await curator.get<{ deliveries: Delivery[] }>(`/api/v1/deliveries?asset=${id}`)).body.deliveries[0]
  const setState = (state: string) => curator.patch(`/api/v1/channels/${channel}`, { state })

  it('stops a delivery whose asset was edited between the approval and the sending, and says so', async () => {
    const { asset } = (await admin.post<{ asset: Asset }>('/api/v1/articles', said)).body
    await setState('paused')
    await approve(asset.id)
    const edit = { title: 'Không ai duyệt câu này', rights: null }
    expect((await admin.patch(`/api/v1/assets/${asset.id}`, edit, { 'if-match': `"r${asset.revision}"` })).status).toBe(
      200,
    )
    await setState('active')
    await expect.poll(async () => (await newest(asset.id))?.state, { timeout: 20_000 }).toBe('dead')
    expect((await newest(asset.id))?.problem).toBe('changed-since-approval')
    expect(portal.items().map(item => item.id)).not.toContain(asset.id)
    expect((await curator.post(`/api/v1/deliveries/${(await newest(asset.id))?.id}/retry`)).status).toBe(409)
  })

  it('stops a delivery whose file was replaced after the approval, and leaves alone what is live', async () => {
    const { html: _, ...metadata } = said
    const words = { ...metadata, rights: { statement: said.rights.statement }, altText: 'Hồ nước' } as const
    const sent = { ...words, visibility: 'public' } as const
    const { asset } = (await admin.upload(await makeJpeg({ width: 400, height: 300 }), 'a.jpg', sent)).body
    const path = `/api/v1/assets/${asset.id}`
    const file = async () => (await admin.get<{ asset: Asset }>(path)).body.asset.file
    const replace = async (width: number) => {
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(await makeJpeg({ width, height: 300 }))]), 'b.jpg')
      const { revision } = (await admin.get<{ asset: Asset }>(path)).body.asset
      expect((await admin.send('POST', `${path}/versions`, form, { 'if-match': `"r${revision}"` })).status).toBe(201)
      await expect.poll(file, { timeout: 20_000 }).toBe('ready')
    }
    await expect.poll(file, { timeout: 20_000 }).toBe('ready')
    await approve(asset.id)
    await expect.poll(async () => (await newest(asset.id))?.state, { timeout: 20_000 }).toBe('published')
    const live = () => JSON.stringify(portal.items().find(item => item.id === asset.id))
    const before = live()
    await replace(401)
    expect((await newest(asset.id))?.state).toBe('published')
    expect(live()).toBe(before)
    await setState('paused')
    await approve(asset.id)
    await replace(402)
    await setState('active')
    await expect.poll(async () => (await newest(asset.id))?.problem, { timeout: 20_000 }).toBe('changed-since-approval')
    expect(live()).toBe(before)
  })

  it('sends it once it was approved as it is now', async () => {
    const { asset } = (await admin.post<{ asset: Asset }>('/api/v1/articles', said)).body
    await approve(asset.id)
    await expect.poll(async () => (await newest(asset.id))?.state, { timeout: 20_000 }).toBe('published')
  })

  it('keeps a channel’s address while something is live there, and from curators always', async () => {
    const move = { address: 'http://127.0.0.1:9/exchange/v1' }
    expect((await curator.patch(`/api/v1/channels/${channel}`, move)).status).toBe(403)
    const refused = await admin.patch<{ type: string }>(`/api/v1/channels/${channel}`, move)
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:media-hub:problem:in-use'])
  })
})
