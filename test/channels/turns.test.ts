import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Delivery } from '#contracts/delivery'
import { callWaiting } from '#server/channels/call-waiting'
import { requestRecall } from '#server/channels/request-recall'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { deliveryRig, until } from './delivery-rig.ts'

/** Whose turn it is: one hub with its worker in this process, receivers that go wrong as they are told. */
describe('deliveries take turns', () => {
  let hub: TestHub
  let rig: Awaited<ReturnType<typeof deliveryRig>>
  let curator: TestClient
  let dir: string
  let portal: PortalReceiver
  let channelId: string
  let code: string
  let count = 0
  beforeAll(async () => {
    const env = {
      HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*',
      HUB_LIMIT_REQUESTS: '0',
      HUB_DELIVERY_PACE: '0.001',
      HUB_DELIVERY_TIMEOUTS: '20000,3000,60000',
    }
    hub = await startTestHub({ worker: true, env })
    rig = await deliveryRig(hub)
    curator = await hub.person('Cao Văn Tuyển', { hubRoles: ['curator'] })
  })
  afterAll(async () => {
    await rig?.close()
    await hub?.close()
  })
  const open = async (folder: string) =>
    startPortalReceiver({ dir: folder, port: 0, keys: async () => hub.deps.keys.jwks })
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-turns-'))
    portal = await open(dir)
    count += 1
    code = `cong-${count}`
    channelId = await rig.addChannel(code, portal.url)
  })
  afterEach(async () => {
    await portal.stop()
    await rm(dir, { recursive: true, force: true })
  })

  const db = () => hub.deps.db
  const row = (id: string) => db().delivery.findUniqueOrThrow({ where: { id }, include: { receipts: true } })
  const becomes = (id: string, state: string, ms = 20_000) =>
    until(`a delivery is ${state}`, async () => (await row(id)).state === state, ms)
  const hold = (paused: boolean) => curator.post(`/api/v1/channels/${channelId}/pause`, { paused, reason: 'thử' })
  const health = async () => {
    const { body } = await curator.get<{ channels: Channel[] }>('/api/v1/channels')
    return body.channels.find(each => each.id === channelId)!
  }
  const fill = async (unit: string, n: number, to = channelId) => {
    const ids: string[] = []
    for (let k = 0; k < n; k += 1) ids.push((await rig.queue(await rig.addItem(unit), to)).id)
    return ids
  }
  const recall = (assetId: string) =>
    requestRecall(
      db(),
      {
        actor: { kind: 'person', id: rig.person.id, name: '', hubRoles: ['curator'], memberships: [] },
        origin: { address: null, requestId: null },
      } as Parameters<typeof requestRecall>[1],
      assetId,
      { kind: 'takedown', reason: 'error', public: '', mediaToo: false },
    )

  it('sends versions of an item in their order: an update waits for what is on its way', async () => {
    portal.fail({ mode: 'slow', op: 'item', delayMs: 1500 })
    const assetId = await rig.addItem()
    const first = await rig.queue(assetId, channelId)
    await becomes(first.id, 'sending')
    const second = await rig.queue(assetId, channelId, 'update')
    await becomes(second.id, 'published')
    expect((await row(first.id)).state).toBe('published')
    const tries = await db().deliveryAttempt.findMany({ where: { step: 'item', delivery: { assetId } } })
    const ends = (id: string) => tries.filter(each => each.deliveryId === id).map(({ at, ms }) => at.getTime() - ms)
    // The second request began after the first was answered.
    expect(Math.min(...ends(second.id))).toBeGreaterThan(
      tries.find(each => each.deliveryId === first.id)!.at.getTime() - 5,
    )
    expect(portal.items()).toEqual([expect.objectContaining({ id: assetId, version: 2 })])
  })

  it('does not hold a channel up behind one whose receiver hangs with many deliveries waiting', async () => {
    const hungDir = await mkdtemp(join(tmpdir(), 'hub-hung-'))
    const hung = await open(hungDir)
    hung.fail({ mode: 'hang', op: 'item', times: 1_000_000 })
    const hungId = await rig.addChannel(`treo-${count}`, hung.url)
    await fill('bao', 40, hungId)
    await until(
      'six hang',
      async () => (await db().delivery.count({ where: { channelId: hungId, turn: 'sending' } })) === 6,
      20_000,
    )
    const ids = await fill('bao', 5)
    for (const id of ids) await becomes(id, 'published')
    // Never more than its lanes, however many wait.
    expect(await db().delivery.count({ where: { channelId: hungId, turn: { in: ['called', 'sending'] } } })).toBe(6)
    expect(await db().delivery.count({ where: { channelId: hungId, attempts: 0 } })).toBe(34)
    await db().delivery.updateMany({ where: { channelId: hungId }, data: { state: 'cancelled' } })
    await hung.stop()
    await until(
      'the hung ones have ended',
      async () => (await db().delivery.count({ where: { channelId: hungId, turn: 'sending' } })) === 0,
      40_000,
    )
    await rm(hungDir, { recursive: true, force: true })
  }, 90_000)

  it('gives each unit its turn: one item of a unit does not wait behind many of another', async () => {
    await hold(true)
    const many = await fill('bao', 40)
    const [one] = await fill('stttt', 1)
    await hold(false)
    await becomes(one!, 'published')
    const before = await db().delivery.count({ where: { id: { in: many }, state: 'published' } })
    expect(before).toBeLessThan(20)
    await until(
      'all are there',
      async () => (await db().delivery.count({ where: { id: { in: many }, state: 'published' } })) === 40,
      40_000,
    )
  }, 90_000)

  it('lets a withdrawal overtake all that waits, over a channel that is full, closed, at its limit and paused', async () => {
    const [there] = await fill('bao', 1)
    await becomes(there!, 'published')
    const { assetId } = await row(there!)
    const shut = new Date(Date.now() + 7 * 3_600_000).getUTCHours() < 12 ? ['13:00', '13:01'] : ['01:00', '01:01']
    await db().channel.update({
      where: { id: channelId },
      data: { perHour: 1, windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: shut[0], to: shut[1] }] },
    })
    const waiting = await fill('bao', 12)
    await hold(true)
    const { deliveries } = await recall(assetId)
    await becomes(deliveries[0]!.id, 'withdrawn')
    expect(portal.items()).toEqual([expect.objectContaining({ id: assetId, state: 'withdrawn' })])
    expect(await db().delivery.count({ where: { id: { in: waiting }, attempts: 0 } })).toBe(12)
  })

  it('breaks a push off that is recalled while its file travels to a receiver that hangs', async () => {
    portal.fail({ mode: 'hang', op: 'media', times: 9 })
    const [id] = await fill('bao', 1)
    await becomes(id!, 'media')
    const began = Date.now()
    expect((await recall((await row(id!)).assetId)).cancelled).toBe(1)
    await until('its turn is over', async () => (await row(id!)).turn === null, 15_000)
    // The file alone would have had a minute.
    expect(Date.now() - began).toBeLessThan(15_000)
    expect([(await row(id!)).state, portal.items()]).toEqual(['cancelled', []])
  })

  it('cancels what waits; what is being sent can only be recalled, which waits for its answer', async () => {
    await hold(true)
    const [id] = await fill('bao', 1)
    expect((await curator.post(`/api/v1/deliveries/${id}/cancellation`, {})).status).toBe(200)
    await hold(false)
    portal.fail({ mode: 'slow', op: 'item', delayMs: 1500 })
    const [sending] = await fill('bao', 1)
    await becomes(sending!, 'sending')
    expect((await curator.post(`/api/v1/deliveries/${sending}/cancellation`, {})).status).toBe(409)
    const { deliveries } = await recall((await row(sending!)).assetId)
    await becomes(deliveries[0]!.id, 'withdrawn')
    expect([(await row(id!)).state, portal.items().map(({ state }) => state)]).toEqual(['cancelled', ['withdrawn']])
  })

  it('keeps what waits over a pause and sends it when the channel goes on', async () => {
    await hold(true)
    const ids = await fill('bao', 8)
    await callWaiting(db(), new Date())
    expect(portal.items()).toEqual([])
    expect((await health()).health).toMatchObject({ waiting: 8, breaker: 'closed' })
    await hold(false)
    for (const id of ids) await becomes(id, 'published')
    expect((await health()).health).toMatchObject({ waiting: 0, oldestWaitingAt: null })
  })

  it('says of a sick receiver that its breaker is open, since when it waits and when it last went well, and mends by itself', async () => {
    const [well] = await fill('bao', 1)
    await becomes(well!, 'published')
    const { lastSuccessAt } = (await health()).health
    expect(lastSuccessAt).not.toBeNull()
    portal.fail({ mode: '500', times: 1_000_000 })
    const [sick, other] = await fill('bao', 2)
    // One answer: at this pace the breaker is open for less than a second.
    let now = (await health()).health
    const opened = async () => {
      now = (await health()).health
      return now.breaker === 'open'
    }
    await until('the breaker is open', opened, 30_000)
    expect(now.lastSuccessAt).toBe(lastSuccessAt)
    expect(now.openUntil).not.toBeNull()
    expect(now.waiting).toBe(2)
    expect(now.oldestWaitingAt).toBe((await row(sick!)).createdAt.toISOString())
    portal.recover()
    for (const id of [sick!, other!]) await becomes(id, 'published', 40_000)
    expect((await health()).health).toMatchObject({ breaker: 'closed', openUntil: null, waiting: 0 })
  }, 90_000)

  it('waits as long as Retry-After says, and at once where a curator says so', async () => {
    portal.fail({ mode: '429', op: 'item', retryAfter: 3600 })
    const [id] = await fill('bao', 1)
    await becomes(id!, 'retrying')
    expect((await row(id!)).nextAt!.getTime()).toBeGreaterThan(Date.now() + 3_500_000)
    expect((await curator.post(`/api/v1/deliveries/${id}/retry`, {})).status).toBe(202)
    await becomes(id!, 'published')
  })

  it('makes a dead letter when the schedule is over, and sends all dead letters of a channel again', async () => {
    const ids = await fill('bao', 0)
    portal.fail({ mode: '500', op: 'item', times: 2 })
    await hold(true)
    ids.push(...(await fill('bao', 2)))
    await db().delivery.updateMany({ where: { id: { in: ids } }, data: { attempts: 9 } })
    await hold(false)
    for (const id of ids) await becomes(id, 'dead')
    const { body } = await curator.post<{ retried: number }>('/api/v1/deliveries/dead-retries', { channel: code })
    expect(body.retried).toBe(2)
    await until('both are there', async () => portal.items().length === 2, 30_000)
    const { body: list } = await curator.get<{ deliveries: Delivery[] }>(
      `/api/v1/deliveries?channel=${code}&state=dead`,
    )
    for (const { asset } of list.deliveries) {
      const newest = await db().delivery.findFirstOrThrow({
        where: { assetId: asset.id, channelId },
        orderBy: { version: 'desc' },
      })
      await becomes(newest.id, 'published')
    }
  }, 60_000)

  it.each([
    ['item.published', 'in_review', 'published'],
    ['item.rejected', 'in_review', 'rejected'],
    ['item.withdrawn', 'published', 'withdrawn'],
    ['item.updated', 'in_review', 'published'],
  ])('takes the callback %s: %s becomes %s, with the receipt that came', async (type, from, to) => {
    const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`
    await db().channel.update({
      where: { id: channelId },
      data: { credentials: hub.deps.sealer.seal(JSON.stringify({ webhookSecret })) },
    })
    const [id] = await fill('bao', 1)
    await becomes(id!, 'published')
    await db().delivery.update({ where: { id: id! }, data: { state: from } })
    const { assetId, version, digest } = await row(id!)
    const receiptId = `told-${type}`
    const data = { receiptId, id: assetId, version, digest, publicUrl: null, receivedAt: new Date().toISOString() }
    const payload = JSON.stringify({ type, timestamp: new Date().toISOString(), data })
    const now = new Date()
    const headers = {
      'content-type': 'application/json',
      'webhook-id': `msg_${type}`,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecret).sign(`msg_${type}`, now, payload),
    }
    const tell = () => fetch(`${hub.url}/hooks/portal/${code}`, { method: 'POST', headers, body: payload })
    expect([(await tell()).status, (await tell()).status]).toEqual([204, 204])
    const { state, receipts } = await row(id!)
    expect([state, receipts.filter(each => each.receiptId === receiptId).length]).toEqual([to, 1])
    expect(Buffer.from(receipts.find(each => each.receiptId === receiptId)!.raw).toString()).toBe(payload)
  })

  it('marks nothing as lost where the receiver hangs in the middle of its list', async () => {
    const ids = await fill('bao', 3)
    for (const id of ids) await becomes(id, 'published')
    // The first page comes, the second never.
    const pages = createServer((request, response) => {
      if (!request.url?.includes('cursor=')) response.end(JSON.stringify({ items: [], next: 'more' }))
    })
    await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`
    await db().channel.update({ where: { id: channelId }, data: { address } })
    expect((await curator.post(`/api/v1/channels/${channelId}/reconciliations`, {})).status).toBe(202)
    await until(
      'the comparison has ended',
      async () => (await db().reconcileRun.count({ where: { channelId, problem: { not: null } } })) === 1,
      20_000,
    )
    expect(await db().reconcileFinding.count({ where: { channelId } })).toBe(0)
    for (const id of ids) expect((await row(id)).state).toBe('published')
    pages.closeAllConnections()
    pages.close()
  })
})
