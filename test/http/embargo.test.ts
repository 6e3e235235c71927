import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import type { SearchAnswer } from '#contracts/search'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** A body that each schema takes: none of them may say more of an embargoed item than of one that is not there. */
const bodies: Record<string, unknown> = {
  approveUpdate: {},
  createPerson: { email: 'x@x.test', name: 'X', password: 'mot-mat-khau-dai' },
  createArticle: { title: 'Bài', html: '<p>x</p>' },
  editAsset: { description: 'x' },
  nominateAsset: { channel: 'x', note: '' },
  decideNomination: { decision: 'return', note: 'x' },
  recallAsset: { reason: 'error' },
  createChannel: { code: 'x', name: 'X', address: 'http://127.0.0.1:9/' },
  editChannel: { name: 'X' },
  reuseAsset: { purpose: 'web' },
  editUse: { url: 'https://example.org/' },
}
Object.assign(bodies, {
  nominatePackage: { items: [{ asset: '01900000-0000-7000-8000-000000000000' }], channels: ['x'] },
  changeItems: { seen: 1, items: [{ asset: '01900000-0000-7000-8000-000000000000' }] },
  saveEdits: { seen: 1, items: [{ asset: '01900000-0000-7000-8000-000000000000', texts: {} }] },
  commentNomination: { text: 'x' },
  resubmitNomination: {},
  withdrawNomination: {},
  scheduleNomination: { publishAt: null },
  planNomination: { priority: 'high' },
  setChannels: { channels: ['x'] },
  batchNominations: { act: 'approve', ids: ['01900000-0000-7000-8000-000000000000'] },
  changeDeskSettings: { fourEyes: false },
  changeChannelDesk: { requires: [] },
  createCampaign: { name: 'x' },
  editCampaign: { note: 'x' },
})
Object.assign(bodies, { choosePoster: { atMs: 0 } })
Object.assign(bodies, {
  setFocalPoint: { x: 0.5, y: 0.5 },
  adoptVersion: { from: '01900000-0000-7000-8000-000000000000' },
  createCrop: { name: 'x', x: 0, y: 0, width: 0.5, height: 0.5 },
  changeCrop: { name: 'x', x: 0, y: 0, width: 0.5, height: 0.5 },
})
Object.assign(bodies, {
  cutClip: { fromMs: 0, toMs: 1000 },
  addCaptions: { language: 'vi', text: 'x' },
  replaceCaptions: { language: 'vi', text: 'x' },
})
Object.assign(bodies, {
  createBulkEdit: { select: { ids: ['01900000-0000-7000-8000-000000000000'] }, changes: { credit: 'x' } },
  downloadEditSheet: { select: { ids: ['01900000-0000-7000-8000-000000000000'] } },
})
const word = 'Zaqwexity'
const day = 86_400_000

describe('an embargo, by the database’s time', () => {
  let hub: TestHub
  let assetId: string
  let uploader: TestClient
  let outsiders: Record<string, TestClient>
  let preparers: Record<string, TestClient>

  const setDates = (data: object) => hub.deps.db.asset.update({ where: { id: assetId }, data })
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    const member = (unit: string, role: 'reader' | 'contributor' | 'editor') => ({ memberships: [{ unit, role }] })
    uploader = await hub.person('người tải lên', member('bao', 'contributor'))
    outsiders = {
      nobody: hub.anonymous,
      partner: await hub.person('đối tác', member('btttt', 'reader')),
      'other editor': await hub.person('biên tập viên khác', member('dai', 'editor')),
      reader: await hub.person('người đọc', member('bao', 'reader')),
      colleague: await hub.person('đồng nghiệp', member('bao', 'contributor')),
    }
    preparers = {
      uploader,
      editor: await hub.person('biên tập viên', member('bao', 'editor')),
      curator: await hub.person('người tuyển chọn', { hubRoles: ['curator'] }),
      administrator: await hub.person('quản trị', { hubRoles: ['administrator'] }),
    }
    const embargoUntil = new Date(Date.now() + day).toISOString()
    const photo = await makeJpeg({ width: 640, height: 480 })
    const visible = { visibility: 'public' as const, rights: 'https://creativecommons.org/licenses/by/4.0/' as never }
    const kept = await uploader.upload(photo, 'kin.jpg', { title: `${word} mở`, ...visible, embargoUntil })
    expect(kept.status).toBe(201)
    assetId = kept.body.asset.id
    await uploader.upload(await makeJpeg({ width: 320, height: 240 }), 'khac.jpg', { title: 'Ảnh khác', ...visible })
    await hub.idle()
  })
  afterAll(() => hub.close())

  const call = (client: TestClient, operation: Operation, id: string) => {
    const path = operation.path
      .replace('/assets/{id}', `/assets/${id}`)
      .replace('{cropId}', newId())
      .replace('{purpose}', 'web')
      .replace('{name}', 'thumb')
      .replace('{file}', 'master.m3u8')
      .replace('{number}', '999999')
      .replace(/\{\w+\}/g, newId())
    const headers: Record<string, string> = operation.ifMatch ? { 'if-match': '"r1"' } : {}
    if (operation.body && !(operation.id in bodies)) throw new Error(`the walk has no body for ${operation.id}`)
    return client.send(operation.method.toUpperCase(), path, bodies[operation.id], headers)
  }
  const shape = ({ status, body }: { status: number; body: unknown }) => ({
    status,
    body: typeof body === 'object' ? { ...body, instance: '' } : body,
  })
  const ofAssets = Object.values(operations as Record<string, Operation>).filter(each =>
    each.path.includes('/assets/{id}'),
  )
  const lists = Object.values(operations as Record<string, Operation>).filter(
    each => each.method === 'get' && !each.path.includes('{') && each.access !== 'administer',
  )

  it('is, on every route of an item, as if the item were not, to whoever does not prepare it', async () => {
    expect(ofAssets.length).toBeGreaterThan(8)
    for (const operation of ofAssets) {
      for (const [name, client] of Object.entries(outsiders)) {
        const [kept, unknown] = [await call(client, operation, assetId), await call(client, operation, newId())]
        expect.soft(shape(kept), `${operation.id} for ${name}`).toEqual(shape(unknown))
      }
    }
  }, 120_000)

  it('is on no list of theirs', async () => {
    expect(lists.length).toBeGreaterThan(5)
    for (const operation of lists) {
      for (const [name, client] of Object.entries(outsiders)) {
        const { body } = await client.get(operation.path)
        expect.soft(JSON.stringify(body), `${operation.id} for ${name}`).not.toContain(assetId)
        expect.soft(JSON.stringify(body), `${operation.id} for ${name}`).not.toContain(word)
      }
    }
  })

  it('changes nothing in what a search says: hits, totals, facets, corrections', async () => {
    const queries = ['', word, word.toLowerCase(), 'Zaqwexitu', `${word} ảnh`, 'mở', 'ảnh khác']
    const ask = (client: TestClient) =>
      Promise.all(
        queries.map(async q => (await client.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(q)}`)).body),
      )
    const before = await Promise.all(Object.values(outsiders).map(ask))
    await setDates({ life: 'trashed' })
    const without = await Promise.all(Object.values(outsiders).map(ask))
    await setDates({ life: 'active' })
    expect(before).toEqual(without)
    const [found] = await ask(preparers.curator!)
    expect(found?.hits.map(hit => hit.id)).toContain(assetId)
  })

  it('lets those who prepare it see it, edit it and read its bytes', async () => {
    for (const [name, client] of Object.entries(preparers)) {
      expect.soft((await client.get(`/api/v1/assets/${assetId}`)).status, name).toBe(200)
      expect.soft((await client.bytes(`/api/v1/assets/${assetId}/original`)).status, name).toBe(200)
      const thumb = await client.bytes(`/api/v1/assets/${assetId}/renditions/thumb`)
      expect.soft([thumb.status, thumb.headers.get('cache-control')], name).toEqual([200, 'private, no-store'])
      const { body } = await client.get<{ checks: { key: string; ok: boolean }[] }>(
        `/api/v1/assets/${assetId}/clearance`,
      )
      expect.soft(body.checks.find(check => check.key === 'embargo')?.ok, name).toBe(false)
    }
  })

  it('ends by itself: with the same row read later, everybody is let in, and no write was needed', async () => {
    await setDates({ embargoUntil: new Date(Date.now() - 1000) })
    const { revision } = await hub.deps.db.asset.findUniqueOrThrow({ where: { id: assetId } })
    for (const [name, client] of Object.entries(outsiders)) {
      expect.soft((await client.get(`/api/v1/assets/${assetId}`)).status, name).toBe(200)
      const { body } = await client.get<SearchAnswer>(`/api/v1/search?q=${word}`)
      expect.soft(body.total, name).toBe(1)
    }
    expect(revision).toBe(1)
    await setDates({ embargoUntil: new Date(Date.now() + day) })
  })

  it('ends at its instant, while the hub runs', async () => {
    const [row] = await hub.deps.db.$queryRaw<{ at: Date }[]>`
      update asset set embargo_until = now() + interval '1500 milliseconds' where id = ${assetId}::uuid returning embargo_until as at`
    const statusNow = async () => (await hub.anonymous.get(`/api/v1/assets/${assetId}`)).status
    expect(await statusNow()).toBe(401)
    await expect.poll(statusNow, { timeout: 20_000, interval: 100 }).toBe(200)
    expect(Date.now()).toBeGreaterThanOrEqual(row!.at.getTime() - 50)
  })

  describe('after its right has ended', () => {
    beforeAll(() => setDates({ embargoUntil: null, rightsUntil: new Date(Date.now() - 3 * day) }))

    it('the public and partners find nothing there, on any route', async () => {
      for (const operation of ofAssets) {
        for (const client of [outsiders.nobody!, outsiders.partner!]) {
          const [ended, unknown] = [await call(client, operation, assetId), await call(client, operation, newId())]
          expect.soft(shape(ended), operation.id).toEqual(shape(unknown))
        }
      }
      expect((await hub.anonymous.get<SearchAnswer>(`/api/v1/search?q=${word}`)).body.total).toBe(0)
    })

    it('the hub’s own people still see what it was, and take no copy', async () => {
      const reader = outsiders['other editor']!
      const { status, body } = await reader.get<{ asset: { rightsSentence: { vi: string }; may: object } }>(
        `/api/v1/assets/${assetId}`,
      )
      expect(status).toBe(200)
      expect(body.asset.rightsSentence.vi).toContain('Đã hết hạn sử dụng')
      expect(body.asset.may).toMatchObject({ reuse: false, download: false })
      expect((await reader.bytes(`/api/v1/assets/${assetId}/renditions/thumb`)).status).toBe(200)
      for (const path of ['original', 'renditions/web']) {
        const answer = await reader.get(`/api/v1/assets/${assetId}/${path}`)
        expect(answer).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:rights-ended' } })
      }
    })

    it('nobody nominates it, and its clearance says why', async () => {
      const nomination = await preparers.editor!.post(`/api/v1/assets/${assetId}/nominations`, {
        channel: 'x',
        note: '',
      })
      expect(nomination).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:rights-ended' } })
      const { body } = await preparers.editor!.get<{ checks: object[] }>(`/api/v1/assets/${assetId}/clearance`)
      expect(body.checks).toContainEqual({
        key: 'validity',
        ok: false,
        detail: 'Quyền sử dụng đã hết hạn hoặc chưa bắt đầu.',
        mendable: true,
      })
    })
  })
})
