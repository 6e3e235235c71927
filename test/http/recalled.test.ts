import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { OwnRecall } from '#contracts/ledger'
import type { UseAnswer } from '#contracts/reuse'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const recalled = { status: 409, body: { type: 'urn:media-hub:problem:recalled' } }

describe('what is recalled', { timeout: 120_000 }, () => {
  let hub: TestHub
  let owner: TestClient
  let reader: TestClient
  let curator: TestClient
  let id: string
  let use: UseAnswer
  let recallId: string

  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
    owner = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Lan', { memberships: [{ unit: 'svhttdl', role: 'contributor' }] })
    curator = await hub.person('An', { hubRoles: ['curator'] })
    const rights = { statement: 'https://creativecommons.org/licenses/by/4.0/' }
    const said = { title: 'Núi Bà Đen', visibility: 'hub' as const, creator: 'Mai', credit: 'Ảnh: Mai', rights }
    id = (await owner.upload(await makeJpeg({ width: 1800, height: 1200 }), 'nui.jpg', said)).body.asset.id
    await hub.idle()
    use = (await reader.post<UseAnswer>(`/api/v1/assets/${id}/uses`, { purpose: 'web' })).body
    expect((await reader.bytes(use.download!.url)).status).toBe(200)
    const asked = await curator.post<{ recallId: string }>(`/api/v1/assets/${id}/recall`, { reason: 'rights' })
    expect(asked.status).toBe(202)
    recallId = asked.body.recallId
  }, 120_000)
  afterAll(() => hub?.close())

  const seen = async (client: TestClient) => (await client.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset

  it('is given to nobody for use, and the answer says why and what to do', async () => {
    for (const client of [reader, owner, curator]) {
      const wish = await client.post<{ detail: string }>(`/api/v1/assets/${id}/uses`, { purpose: 'web' })
      expect(wish).toMatchObject(recalled)
      expect(wish.body.detail).toContain('thu hồi')
      expect(await client.get(`/api/v1/assets/${id}/renditions/web?download=1`)).toMatchObject(recalled)
      expect(await client.post('/api/v1/downloads/zip/plan', { assets: [id], size: 'web' })).toMatchObject({
        body: { type: 'urn:media-hub:problem:nothing-to-download' },
      })
      expect((await seen(client)).may.reuse).toBe(false)
    }
    expect(await reader.get(use.download!.url), 'a record is no licence').toMatchObject(recalled)
  })

  it('keeps its original for those who mend it, and for nobody else', async () => {
    expect(await reader.get(`/api/v1/assets/${id}/original`)).toMatchObject(recalled)
    expect((await seen(reader)).may.download).toBe(false)
    expect((await owner.bytes(`/api/v1/assets/${id}/original`)).status).toBe(200)
    expect((await seen(owner)).may.download).toBe(true)
    expect((await reader.bytes(`/api/v1/assets/${id}/renditions/preview`)).status, 'it still shows what it is').toBe(
      200,
    )
  })

  it('still says to whoever took it what is asked of them', async () => {
    const { body } = await reader.get<{ recalls: OwnRecall[] }>('/api/v1/me/recalls')
    expect(body.recalls).toMatchObject([{ id: recallId, reuses: 1, acknowledgedAt: null, liftedAt: null }])
    expect(await seen(reader)).toMatchObject({ recalledAt: expect.any(String) })
  })

  it('may be used again once the recall is lifted', async () => {
    expect((await curator.post(`/api/v1/recalls/${recallId}/lifting`)).status).toBe(200)
    expect(await seen(reader)).toMatchObject({ recalledAt: null, may: { reuse: true, download: true } })
    expect((await reader.bytes(use.download!.url)).status).toBe(200)
    expect((await reader.post(`/api/v1/assets/${id}/uses`, { purpose: 'web' })).status).toBe(201)
  })
})
