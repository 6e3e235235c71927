import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { editChannel } from '#server/channels/edit-channel'
import { requestRecall } from '#server/channels/request-recall'
import { retryDelivery } from '#server/channels/retry-delivery'
import { digestHeader, sha256Of, signRequest } from '#server/channels/sign-request'
import type { ObjectStore } from '#server/storage/object-store'
import {
  type PortalReceiver,
  type ReceiverOptions,
  startPortalReceiver,
} from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

describe('hub-exchange on the wire', () => {
  let rig: ChannelRig
  let portal: PortalReceiver
  let dir: string
  let channelId: string
  const closing: (() => unknown)[] = []
  beforeAll(async () => {
    rig = await openChannelRig('hub-exchange')
  })
  afterAll(() => rig?.close())
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-portal-'))
    closing.push(() => rm(dir, { recursive: true, force: true }))
  })
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })

  async function start(options: Partial<ReceiverOptions> = {}): Promise<void> {
    portal = await startPortalReceiver({ dir, port: 0, keys: async () => rig.keys.jwks, ...options })
    closing.push(() => portal.stop())
    channelId = await rig.addChannel(portal.url)
  }
  async function listen(handler: RequestListener): Promise<string> {
    const server = createServer(handler)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const queue = async (bytes?: Buffer<ArrayBuffer>) => rig.queue({ assetId: await rig.addAsset(bytes), channelId })
  const channel = () => rig.db.channel.findUniqueOrThrow({ where: { id: channelId } })
  const kinds = (delivery: Awaited<ReturnType<ChannelRig['delivery']>>) =>
    delivery.tries.map(({ step, method, status }) => `${step} ${method} ${status}`)

  it('keeps the receipt’s bytes as they came: what the row says is what they say', async () => {
    await start()
    const { receipts } = await rig.attempt((await queue()).id)
    const { raw, receiptId, digest, version } = receipts[0]!
    expect(JSON.parse(Buffer.from(raw).toString())).toMatchObject({ receiptId, digest, version })
  })

  it('pauses the channel when the portal refuses the signature, and sends what waited once it goes on', async () => {
    await start()
    const { id } = await queue()
    const wrong = rig.wires({ ...rig.keys, sign: () => randomBytes(64) })
    const refused = await rig.attempt(id, { channels: wrong })
    expect(refused).toMatchObject({ state: 'retrying', problem: 'signature', nextAt: null, askFirst: false })
    expect(await channel()).toMatchObject({ state: 'paused', pausedReason: expect.stringContaining('signature') })
    expect(await rig.db.auditEntry.count({ where: { act: 'channel.pause', subjectId: channelId } })).toBe(1)
    expect((await rig.attempt(id)).attempts).toBe(1)
    await editChannel(rig, rig.caller, channelId, { state: 'active' })
    expect(await rig.db.$queryRaw`select key from graphile_worker.jobs where key = ${`delivery:${id}`}`).toHaveLength(1)
    expect((await rig.attempt(id)).state).toBe('published')
  })

  it('withdraws over a paused channel all the same', async () => {
    await start()
    const { id } = await queue()
    const { assetId } = await rig.attempt(id)
    await editChannel(rig, rig.caller, channelId, { state: 'paused' })
    const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, {
      kind: 'takedown',
      reason: 'legal',
      public: '',
      mediaToo: true,
    })
    expect((await rig.attempt(deliveries[0]!.id)).state).toBe('withdrawn')
  })

  it('pauses the channel for a redirect, a wrong address and a portal of another contract, and follows nothing', async () => {
    let followed = 0
    const inside = await listen((_, res) => res.end(String(++followed)))
    const answers: RequestListener[] = [
      (_, res) => res.writeHead(307, { location: inside }).end(),
      (_, res) => res.writeHead(404).end(),
      (_, res) => res.end(JSON.stringify({ contract: 'hub-exchange/2.0' })),
    ]
    for (const answer of answers) {
      channelId = await rig.addChannel(await listen(answer))
      const { id } = await queue()
      expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', nextAt: null })
      expect((await channel()).state).toBe('paused')
    }
    expect(followed).toBe(0)
  })

  it('sends media once more, read anew, when they were hurt on the way', async () => {
    await start()
    const { id } = await queue()
    const delivery = await rig.attempt(id, { store: hurting(rig.store, 1) })
    // The small picture goes beside it.
    const sent = kinds(delivery).filter(each => each.startsWith('media'))
    expect(sent.sort()).toEqual(['media PUT 201', 'media PUT 201', 'media PUT 422'])
    expect(delivery.state).toBe('published')
  })

  it('gives a delivery up whose media are hurt twice; a retry is a new version', async () => {
    await start()
    const bytes = randomBytes(2000)
    const { id } = await queue(bytes)
    const delivery = await rig.attempt(id, { store: hurting(rig.store, 2) })
    expect(delivery).toMatchObject({ state: 'dead', problem: 'digest-mismatch' })
    expect(portal.items()).toEqual([])
    expect(await portal.media()).not.toContain(sha256Of(bytes))
    const again = await retryDelivery(rig.db, rig.caller, id)
    expect(again).toMatchObject({ version: 2, state: 'queued' })
    expect((await rig.attempt(again.id)).state).toBe('published')
  })

  it('sends large media in parts and goes on where a torn part ended', async () => {
    await start({ capabilities: { partBytes: 1024 } })
    const bytes = randomBytes(5000)
    portal.fail({ mode: 'accept-then-drop', op: 'part' })
    const { id } = await queue(bytes)
    const delivery = await rig.attempt(id)
    const parts = kinds(delivery).filter(each => each.includes('PATCH'))
    expect([delivery.state, parts]).toEqual(['published', ['media PATCH null', ...Array(4).fill('media PATCH 204')]])
    expect(await portal.media()).toContain(sha256Of(bytes))
  })

  it('goes on with a resumable upload in the next attempt, and knows a file whose last answer was lost', async () => {
    await start({ capabilities: { partBytes: 1024 } })
    portal.fail({ mode: '500', op: 'upload' })
    const { id } = await queue(randomBytes(1500))
    expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', askFirst: false })
    portal.fail({ mode: 'slow', op: 'part', delayMs: 1 })
    portal.fail({ mode: 'accept-then-drop', op: 'part' })
    expect((await rig.nextAttempt(id)).state).toBe('published')
  })

  it('sends the media that the portal says it misses, and then the item', async () => {
    await start()
    const bytes = randomBytes(2000)
    const { id } = await queue(bytes)
    const losing: ObjectStore = Object.create(rig.store)
    losing.get = async (key, range) => {
      // Lost at the portal right after it came, while the small picture is still read.
      if (key.endsWith('/thumb')) {
        await expect.poll(() => portal.media()).toContain(sha256Of(bytes))
        await rm(join(dir, 'media', sha256Of(bytes)))
      }
      return rig.store.get(key, range)
    }
    const delivery = await rig.attempt(id, { store: losing })
    expect(kinds(delivery).slice(-3)).toEqual(['item PUT 424', 'media PUT 201', 'item PUT 201'])
  })

  it('stops at a version conflict and goes above the portal’s version when a curator retries', async () => {
    await start()
    const { id } = await queue()
    const { assetId } = await rig.delivery(id)
    await putForeign(assetId, 7)
    // Perhaps ours, edited there: a recall would still reach it.
    expect(await rig.attempt(id)).toMatchObject({ state: 'dead', problem: 'version-conflict', askFirst: true })
    expect(await rig.db.assetUse.count({ where: { assetId } })).toBe(1)
    const again = await retryDelivery(rig.db, rig.caller, id)
    expect(await rig.attempt(again.id)).toMatchObject({ version: 8, state: 'published' })
    expect(portal.items()).toEqual([expect.objectContaining({ id: assetId, version: 8 })])
  })

  it('refuses, before it sends anything, what the portal does not take', async () => {
    await start({ capabilities: { mediaTypes: ['application/pdf'] } })
    const { id } = await queue()
    const delivery = await rig.attempt(id)
    expect(delivery).toMatchObject({ state: 'dead', problem: 'unsupported-type' })
    expect(kinds(delivery)).toEqual(['capabilities GET 200'])
  })

  it('leaves out the small picture where the portal has no room for it', async () => {
    await start({ capabilities: { maxMediaBytes: 99 } })
    const { id } = await queue(randomBytes(50))
    expect((await rig.attempt(id)).state).toBe('published')
    expect(await portal.media()).toHaveLength(1)
  })

  it('marks an item that waits for the portal’s editor', async () => {
    await start({ moderated: true })
    const { id } = await queue()
    expect(await rig.attempt(id)).toMatchObject({
      state: 'in_review',
      publicUrl: null,
      receipts: [expect.objectContaining({ state: 'in_review' })],
    })
  })

  it('marks as withdrawn what the portal has withdrawn by itself', async () => {
    await start()
    const { id } = await queue()
    const { assetId } = await rig.attempt(id)
    const update = await rig.queue({ assetId, channelId, op: 'update' })
    const record = portal.items()[0]!
    record.state = 'withdrawn'
    expect(await rig.attempt(update.id)).toMatchObject({ state: 'withdrawn', problem: 'withdrawn-remote' })
    expect((await rig.delivery(id)).state).toBe('withdrawn')
    expect(await rig.db.assetUse.count({ where: { assetId } })).toBe(0)
  })

  it('says what stands at the portal', async () => {
    await start()
    const { id } = await queue()
    const call = {
      channel: { id: channelId, code: 'x', address: portal.url, settings: {}, credentials: {} },
      signal: rig.signal,
      observe: async () => {},
    }
    const status = (itemId: string) => rig.channels.of('hub-exchange').status(itemId, call)
    const { assetId } = await rig.attempt(id)
    expect(await status(assetId)).toMatchObject({
      kind: 'delivered',
      received: { receipt: { version: 1, state: 'published' } },
    })
    expect(await status(id)).toEqual({ kind: 'gone' })
  })

  /** An item that another push, unknown to this hub's rows, brought there. */
  async function putForeign(id: string, version: number): Promise<void> {
    const source = { unit: 'bao', name: 'Báo' }
    const item = { uri: `urn:uuid:${id}`, version: String(version) }
    const body = Buffer.from(JSON.stringify({ contract: 'hub-exchange/1.0', op: 'publish', item, media: [], source }))
    const url = `${portal.url}/items/${id}`
    const headers = {
      'content-type': 'application/json',
      'content-digest': digestHeader(sha256Of(body)),
      'idempotency-key': `"${id}.${version}.publish"`,
      'if-none-match': '*',
    }
    const signed = await signRequest(
      { method: 'PUT', url, headers },
      { keys: rig.keys, publicUrl: 'https://hub.test' },
      new Date(),
    )
    expect((await fetch(url, { method: 'PUT', headers: signed, body: new Uint8Array(body) })).status).toBe(201)
  }
})

/** A store whose first `times` reads of the large picture come with one byte wrong. */
function hurting(store: ObjectStore, times: number): ObjectStore {
  let left = times
  const wrapped: ObjectStore = Object.create(store)
  wrapped.get = async (key, range) => {
    const stream = await store.get(key, range)
    if (!key.endsWith('/web') || left-- <= 0) return stream
    const bytes = Buffer.concat(await stream.toArray())
    bytes[0]! ^= 1
    return Readable.from([bytes])
  }
  return wrapped
}
