import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Delivery } from '#contracts/delivery'
import type { ExchangeView, LedgerReceipt, Liveness, PendingUpdate, RecallPage, ReceiptProof } from '#contracts/ledger'
import { queueDelivery } from '#server/channels/queue-delivery'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const secret = `whsec_${randomBytes(32).toString('base64')}`

describe('the ledger', () => {
  let hub: TestHub
  let portal: PortalReceiver
  let dir: string
  let receipts: string
  let channel: Channel
  let administrator: TestClient
  let curator: TestClient
  let author: TestClient

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-ledger-'))
    receipts = await mkdtemp(join(tmpdir(), 'hub-receipts-'))
    hub = await startTestHub({
      worker: true,
      env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*', HUB_RECEIPT_DIR: receipts, HUB_LIMIT_REQUESTS: '0' },
    })
    portal = await startPortalReceiver({ dir, port: 0, keys: async () => hub.deps.keys.jwks })
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    curator = await hub.person('Biên tập', { hubRoles: ['curator'] })
    author = await hub.person('Tác giả', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const draft = { code: 'asean', name: 'Cổng ASEAN', address: portal.url, credentials: { webhookSecret: secret } }
    channel = (await administrator.post<{ channel: Channel }>('/api/v1/channels', draft)).body.channel
    portal.callBackTo({ url: `${hub.url}/hooks/portal/asean`, secret })
  }, 120_000)
  afterAll(async () => {
    await portal?.stop()
    await hub?.close()
    await Promise.all([dir, receipts].map(each => rm(each, { recursive: true, force: true })))
  })

  async function article(title = 'Lễ hội núi Bà Đen'): Promise<string> {
    const draft = {
      ...{ title, html: '<p>Nội dung</p>', visibility: 'hub', description: 'Toàn cảnh lễ hội.', creator: 'Trần Văn B' },
      ...{
        credit: 'Ảnh: Trần Văn B',
        date: '2026-11-20',
        rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' },
      },
    }
    const made = await author.post<{ asset: { id: string } }>('/api/v1/articles', draft)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return made.body.asset.id
  }
  async function eventually<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
    for (const end = Date.now() + 40_000; Date.now() < end; ) {
      const found = await look()
      if (found) return found
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`never came: ${what}`)
  }
  const deliveries = async (assetId: string) =>
    (await curator.get<{ deliveries: Delivery[] }>(`/api/v1/deliveries?asset=${assetId}`)).body.deliveries
  const become = (assetId: string, state: string, op = 'publish') =>
    eventually(
      async () => (await deliveries(assetId)).find(each => each.state === state && each.op === op),
      `${op} ${state}`,
    )
  async function published(title?: string): Promise<Delivery> {
    const assetId = await article(title)
    await transaction(hub.deps.db, tx =>
      queueDelivery(tx, { assetId, channelId: channel.id, op: 'publish', requestedBy: curator.personId }),
    )
    return become(assetId, 'published')
  }
  const liveness = async (assetId: string) =>
    (await curator.get<{ liveness: Liveness[] }>(`/api/v1/assets/${assetId}/liveness`)).body.liveness[0]
  const hook = (code: string, data: object, over: { id?: string; at?: Date; secret?: string } = {}) => {
    const [id, at] = [over.id ?? `msg_${randomUUID()}`, over.at ?? new Date()]
    const payload = JSON.stringify(data)
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(over.secret ?? secret).sign(id, at, payload),
    }
    return fetch(`${hub.url}/hooks/portal/${code}`, { method: 'POST', headers, body: payload })
  }
  const toldOf = (assetId: string, kind: string) =>
    hub.deps.db.notification.findMany({ where: { subjectId: assetId, kind, personId: curator.personId } })

  it('finds a receipt by its item, proves its bytes, and hands the list out as CSV', async () => {
    const { asset, id } = await published('Chợ nổi Cái Răng')
    const list = await curator.get<{ receipts: LedgerReceipt[] }>(
      '/api/v1/receipts?q=cho%20noi&channel=asean&source=api',
    )
    expect(list.body.receipts).toEqual([expect.objectContaining({ deliveryId: id, state: 'published', source: 'api' })])
    const proof = await curator.get<ReceiptProof>(`/api/v1/receipts/${list.body.receipts[0]!.id}`)
    expect(proof.body.intact).toBe(true)
    expect(JSON.parse(Buffer.from(proof.body.raw, 'base64').toString())).toMatchObject({
      id: asset.id,
      state: 'published',
    })
    const csv = await curator.get<string>('/api/v1/receipts.csv')
    expect(csv.status).toBe(200)
    expect((await author.get('/api/v1/receipts.csv')).status).toBe(403)
    const stranger = await hub.person('Người ngoài', {})
    expect((await stranger.get<{ receipts: unknown[] }>('/api/v1/receipts')).body.receipts).toEqual([])
    expect((await stranger.get(`/api/v1/receipts/${list.body.receipts[0]!.id}`)).status).toBe(404)
  })

  it('shows requests and answers with the signature blacked out', async () => {
    const { id } = await published()
    const { body } = await curator.get<{ exchanges: ExchangeView[] }>(`/api/v1/deliveries/${id}/exchanges`)
    const item = body.exchanges.find(each => each.step === 'item')!
    expect(item.requestHeaders).toMatchObject({
      signature: '•••',
      'signature-input': '•••',
      'content-type': 'application/json',
    })
    expect(item.requestBody).toContain('hub-exchange/1.0')
    expect((await author.get(`/api/v1/deliveries/${id}/exchanges`)).status).toBe(403)
  })

  it('answers a callback that its receiver did not sign as an address that is not there', async () => {
    const { asset, version } = await published()
    const data = { type: 'item.withdrawn', data: { id: asset.id, version, digest: 'a'.repeat(64) } }
    const statuses = await Promise.all([
      hook('khong-co', data).then(answer => answer.status),
      hook('asean', data, { secret: `whsec_${randomBytes(32).toString('base64')}` }).then(answer => answer.status),
      hook('asean', data, { at: new Date(Date.now() - 600_000) }).then(answer => answer.status),
      hook('asean', { type: 'item.else' }).then(answer => answer.status),
    ])
    expect(statuses).toEqual([404, 404, 404, 404])
    expect((await deliveries(asset.id))[0]!.state).toBe('published')
  })

  it('takes a callback once, moves the delivery and tells', async () => {
    const { asset, version } = await published()
    const data = {
      type: 'item.withdrawn',
      data: { id: asset.id, version, digest: 'a'.repeat(64), reason: 'Trùng bài' },
    }
    const id = `msg_${randomUUID()}`
    expect([(await hook('asean', data, { id })).status, (await hook('asean', data, { id })).status]).toEqual([204, 204])
    expect((await deliveries(asset.id))[0]).toMatchObject({ state: 'withdrawn', problemText: 'Trùng bài' })
    expect(await hub.deps.db.receipt.count({ where: { assetId: asset.id, state: 'withdrawn' } })).toBe(1)
  })

  it('sees what the portal edits, by its word and by its page, and tells once', async () => {
    const { asset, id } = await published()
    await curator.post(`/api/v1/deliveries/${id}/liveness`)
    await eventually(async () => (await liveness(asset.id))?.state === 'live', 'live')
    expect(await portal.newsroom.edit(asset.id, 'Tên khác')).toBe(204)
    expect(await liveness(asset.id)).toMatchObject({ state: 'changed', portalEditedAt: expect.any(String) })
    expect(await toldOf(asset.id, 'item-differs')).toHaveLength(1)
    const looks = (await liveness(asset.id))!.history.length
    await curator.post(`/api/v1/deliveries/${id}/liveness`)
    const seen = await eventually(async () => {
      const now = await liveness(asset.id)
      return now && now.history.length > looks && now
    }, 'another look')
    expect(seen.history[0]).toMatchObject({
      state: 'changed',
      foundTitle: 'tên khác',
      creditFound: expect.any(Boolean),
    })
    portal.callBackTo(null)
    await portal.newsroom.takeDown(asset.id, '')
    portal.callBackTo({ url: `${hub.url}/hooks/portal/asean`, secret })
    await curator.post(`/api/v1/deliveries/${id}/liveness`)
    await eventually(async () => (await liveness(asset.id))?.state === 'lost', 'lost')
  }, 60_000)

  it('compares with the receiver: pushes what is missing, takes down what should be gone, reports what it does not know', async () => {
    const missing = await published('Mất ở cổng')
    const edited = await published('Sửa ở cổng')
    const { rmSync, readFileSync, writeFileSync } = await import('node:fs')
    const stateOf = (assetId: string) => portal.items().find(each => each.id === assetId)
    portal.callBackTo(null)
    await portal.newsroom.edit(edited.asset.id, 'Cổng tự sửa')
    const alien = newId()
    const file = (assetId: string) => join(dir, 'items', `${assetId}.json`)
    const record = JSON.parse(readFileSync(file(edited.asset.id), 'utf8'))
    writeFileSync(file(alien), JSON.stringify({ ...record, id: alien }))
    rmSync(file(missing.asset.id))
    const { port } = new URL(portal.url)
    await portal.stop()
    portal = await startPortalReceiver({ dir, port: Number(port), keys: async () => hub.deps.keys.jwks })
    expect(stateOf(missing.asset.id)).toBeUndefined()
    expect((await curator.post(`/api/v1/channels/${channel.id}/reconciliations`)).status).toBe(202)
    const runs = () =>
      curator.get<{
        runs: {
          endedAt: string | null
          problem: string | null
          findings: { itemId: string; kind: string; acted: string }[]
        }[]
      }>(`/api/v1/channels/${channel.id}/reconciliations`)
    const run = await eventually(async () => (await runs()).body.runs.find(each => each.endedAt), 'a run')
    expect(run.problem).toBeNull()
    const found = Object.fromEntries(run.findings.map(each => [each.itemId, `${each.kind} ${each.acted}`]))
    expect(found).toMatchObject({
      [missing.asset.id]: 'missing pushed',
      [edited.asset.id]: 'edited noted',
      [alien]: 'unknown reported',
    })
    await eventually(async () => stateOf(missing.asset.id)?.state === 'published', 'the missing item there again')
    portal.callBackTo({ url: `${hub.url}/hooks/portal/asean`, secret })
  })

  it('takes receipts from the folder once, and puts aside what is none', async () => {
    const { asset, version } = await published()
    const receipt = {
      receiptId: 'giay-1',
      id: asset.id,
      version,
      digest: 'b'.repeat(64),
      state: 'withdrawn',
      receivedAt: new Date().toISOString(),
    }
    await writeFile(join(receipts, 'a.json'), JSON.stringify({ ...receipt, channel: 'asean' }))
    await writeFile(join(receipts, 'b.json'), '{"channel":"asean"}')
    await hub.deps.db.$executeRaw`select graphile_worker.add_job('receipt.take', '{}'::json)`
    // The folders come with the first file that goes there.
    const names = (folder: string) => readdir(join(receipts, folder)).catch((): string[] => [])
    await eventually(async () => (await names('taken')).includes('a.json'), 'taken')
    await eventually(async () => (await names('refused')).includes('b.json.reason.txt'), 'refused')
    expect((await deliveries(asset.id))[0]!.state).toBe('withdrawn')
    const list = await curator.get<{ receipts: LedgerReceipt[] }>(`/api/v1/receipts?asset=${asset.id}&source=file-drop`)
    expect(list.body.receipts).toHaveLength(1)
  })

  it('offers an edit of a live item to the curator, and one act sends it', async () => {
    const { asset } = await published()
    const now = await author.get<{ asset: { revision: number } }>(`/api/v1/assets/${asset.id}`)
    const edit = await author.send(
      'PATCH',
      `/api/v1/assets/${asset.id}`,
      { title: 'Lễ hội, bản sửa' },
      {
        'if-match': `"r${now.body.asset.revision}"`,
      },
    )
    expect(edit.status).toBe(200)
    const { body } = await curator.get<{ updates: PendingUpdate[] }>('/api/v1/pending-updates')
    expect(body.updates.find(each => each.asset.id === asset.id)?.channels).toEqual([
      expect.objectContaining({ code: 'asean', why: 'edited' }),
    ])
    expect((await author.post(`/api/v1/assets/${asset.id}/updates`, {})).status).toBe(403)
    const sent = await curator.post<{ queued: number }>(`/api/v1/assets/${asset.id}/updates`, {})
    expect(sent).toMatchObject({ status: 200, body: { queued: 1 } })
    expect(await become(asset.id, 'published', 'update')).toMatchObject({ version: 2 })
    expect((await curator.post(`/api/v1/assets/${asset.id}/updates`, {})).status).toBe(409)
  })

  it('recalls everywhere, tells who took it, and keeps it back until a curator lifts it', async () => {
    const { asset } = await published()
    const reader = await hub.person('Người dùng', { memberships: [{ unit: 'dai', role: 'reader' }] })
    await hub.deps.db.assetReuse.create({
      data: { id: newId(), assetId: asset.id, version: 1, personId: reader.personId, purpose: 'web', file: 'text' },
    })
    expect((await curator.post(`/api/v1/assets/${asset.id}/recall`, { reason: 'legal' })).status).toBe(202)
    const own = await reader.get<{ recalls: { id: string; reuses: number }[] }>('/api/v1/me/recalls')
    expect(own.body.recalls).toEqual([expect.objectContaining({ reuses: 1, acknowledgedAt: null })])
    const { id } = own.body.recalls[0]!
    expect((await author.post(`/api/v1/me/recalls/${id}/acknowledgement`, {})).status).toBe(404)
    expect((await reader.post(`/api/v1/me/recalls/${id}/acknowledgement`, { note: 'Đã gỡ khỏi trang' })).status).toBe(
      200,
    )
    await become(asset.id, 'withdrawn', 'withdraw')
    const page = await curator.get<RecallPage>(`/api/v1/recalls/${id}`)
    expect(page.body.recall.progress).toMatchObject({ channels: 1, channelsDone: 1, people: 1, peopleDone: 1 })
    expect(page.body.people[0]).toMatchObject({ name: 'Người dùng', note: 'Đã gỡ khỏi trang' })
    const again = () =>
      transaction(hub.deps.db, tx =>
        queueDelivery(tx, { assetId: asset.id, channelId: channel.id, op: 'publish', requestedBy: curator.personId }),
      )
    await expect(again()).rejects.toMatchObject({ key: 'conflict' })
    expect((await curator.post(`/api/v1/recalls/${id}/lifting`)).status).toBe(200)
    expect((await curator.post(`/api/v1/recalls/${id}/lifting`)).status).toBe(409)
    await again()
    await become(asset.id, 'published')
  })
})
