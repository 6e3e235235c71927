import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelDeps } from '#server/channels/channel'
import type { ChannelKind } from '#server/channels/dialect'
import { liftRecall } from '#server/channels/lift-recall'
import { requestRecall } from '#server/channels/request-recall'
import { sha256Of } from '#server/channels/sign-request'
import type { SigningKeys } from '#server/platform/signing-keys'
import { type ChannelRig, openChannelRig } from '../channels/channel-rig.ts'

/** How a receiver under test goes wrong at its next calls. `item` takes effect, `status` is the question after it. */
export type RemoteFailure = {
  /** `repeat`: a proxy on the way hands the request over twice. */
  mode: '500' | 'hang' | 'accept-then-drop' | '429' | 'repeat'
  op: 'item' | 'media' | 'withdrawal' | 'status'
  times?: number
  retryAfter?: number
}
export type RemoteItem = { id: string; version: number; state: string }
export type Remote = {
  address: string
  fail(failure: RemoteFailure): void
  recover(): void
  /** What stands there, withdrawn items too. */
  items(): Promise<RemoteItem[]> | RemoteItem[]
  media(): Promise<string[]>
  /** How many of a picture's two files this kind sends. */
  mediaPerItem?: number
  /** A picture that the receiver takes for one; else any bytes do. */
  picture?(): Promise<Buffer>
  settings?: object
  credentials?: object
  stop(): Promise<void>
}

/** What kinds of receivers are like; what stands here is what WordPress and hub-exchange have in common. */
type Ways = {
  /** It can be asked what it holds. Else a repeated request must do no harm, and is made. */
  asks: boolean
  /** The status of a new item's answer, and that of a fault. */
  accepted: number
  fault: number
  /** The hub itself writes down what it took, as it goes. */
  remembered: boolean
  /** It keeps the files of an item that was withdrawn. */
  keepsMedia: boolean
  /** Files travel to it. */
  takesMedia: boolean
  /** It says when to come again. */
  saysWhen: boolean
  /** What it says of an item that it took: `received` where it has no page. */
  done: 'published' | 'received'
}
const usual: Ways = {
  ...{ asks: true, remembered: false, accepted: 201, fault: 500, keepsMedia: false, takesMedia: true, saysWhen: true },
  done: 'published',
}

/** What every kind of channel must hold, whatever fails: exactly one item at the receiver, and proof of it here. */
export function channelSuite(
  kind: ChannelKind,
  startRemote: (dir: string, keys: SigningKeys, mail: ChannelRig['mail']) => Promise<Remote>,
  // hub-exchange refuses a request that was repeated on its way by its nonce.
  { repeats = true, ways, name = kind }: { repeats?: boolean; ways?: Partial<Ways>; name?: string } = {},
): void {
  const { asks, remembered, accepted, fault, keepsMedia, takesMedia, saysWhen, done } = { ...usual, ...ways }
  describe(`${name}: a channel`, () => {
    let rig: ChannelRig
    let remote: Remote
    let dir: string
    let channelId: string
    let assetId: string
    beforeAll(async () => {
      rig = await openChannelRig(kind)
    })
    afterAll(() => rig?.close())
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'hub-remote-'))
      remote = await startRemote(dir, rig.keys, rig.mail)
      channelId = await rig.addChannel(remote.address, remote)
      assetId = await rig.addAsset(await remote.picture?.())
    })
    afterEach(async () => {
      await remote.stop()
      await rm(dir, { recursive: true, force: true })
    })

    const published = async () => {
      const { id } = await rig.queue({ assetId, channelId })
      expect((await rig.attempt(id)).state).toBe(done)
      return id
    }
    const recall = (kind: 'takedown' | 'kill' = 'takedown') =>
      requestRecall(rig.db, rig.caller, assetId, { kind, reason: 'error', public: '', mediaToo: true })
    const channel = () => rig.db.channel.findUniqueOrThrow({ where: { id: channelId } })
    const jobsOf = (id: string) =>
      rig.db.$queryRaw`select run_at from graphile_worker.jobs where key = ${`delivery:${id}`}`
    const uses = () => rig.db.assetUse.count({ where: { assetId, kind: 'delivery', ref: channelId } })

    it('publishes an item with its media and keeps the receipt as it came', async () => {
      const { id, version } = await rig.queue({ assetId, channelId })
      const delivery = await rig.attempt(id)
      expect(delivery).toMatchObject({
        version: 1,
        state: done,
        askFirst: false,
        attempts: 1,
        problem: null,
        nextAt: null,
      })
      expect(await remote.items()).toEqual([expect.objectContaining({ id: assetId, version, state: 'published' })])
      expect(await remote.media()).toHaveLength(remote.mediaPerItem ?? 2)
      const [receipt] = delivery.receipts
      expect(receipt).toMatchObject({ digest: delivery.digest, version: 1, state: done })
      expect(sha256Of(Buffer.from(receipt!.raw))).toBe(receipt!.sha256)
      expect(Buffer.from(receipt!.raw).toString()).toContain(delivery.digest)
      if (done === 'published') expect(delivery.publicUrl).toMatch(/^http/)
      else expect(delivery.publicUrl).toBeNull()
      expect([await uses(), (await channel()).lastSuccessAt]).toEqual([1, rig.clock.now()])
    })

    it('does nothing when the same job comes a second time', async () => {
      const id = await published()
      const before = await rig.delivery(id)
      expect(await rig.attempt(id)).toEqual(before)
    })

    it('tries again after a 500, by the schedule, with the same bytes and key', async () => {
      remote.fail({ mode: '500', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      const failed = await rig.attempt(id)
      // A mail server's 451 is a certain no; an HTTP server's 500 is none.
      expect(failed).toMatchObject({ state: 'retrying', attempts: 1, askFirst: !remembered })
      expect(failed.nextAt!.getTime() - rig.clock.time).toBe(2500)
      expect(await jobsOf(id)).toEqual([{ run_at: failed.nextAt }])
      await rig.db.asset.update({ where: { id: assetId }, data: { title: 'Đã sửa trong lúc chờ' } })
      const delivery = await rig.nextAttempt(id)
      expect(delivery).toMatchObject({ state: done, attempts: 2, body: failed.body, digest: failed.digest })
      const puts = delivery.tries.filter(each => each.step === 'item')
      expect(puts.map(each => each.status)).toEqual([fault, accepted])
      expect(new Set(puts.map(each => `${each.idempotencyKey} ${each.requestHash}`)).size).toBe(1)
      expect((await channel()).failuresInRow).toBe(0)
    })

    it('puts a job that comes too early off instead of losing it', async () => {
      remote.fail({ mode: '500', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      const { nextAt } = await rig.attempt(id)
      expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', attempts: 1, nextAt })
      expect(await jobsOf(id)).toEqual([{ run_at: nextAt }])
    })

    it('asks after a timeout before it sends again, and sends once more where nothing had arrived', async () => {
      remote.fail({ mode: 'hang', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      const hasty = rig.hasty({ item: 200 })
      expect(await rig.attempt(id, { channels: hasty })).toMatchObject({
        state: 'retrying',
        problem: 'timeout',
        askFirst: true,
      })
      const delivery = await rig.nextAttempt(id)
      const sent = delivery.tries.findIndex(({ step, status }) => step === 'item' && status === null)
      if (asks) expect(delivery.tries.slice(sent, sent + 2).map(({ step }) => step)).toEqual(['item', 'ask'])
      expect(delivery.tries.filter(({ step }) => step === 'item').map(({ status }) => status)).toEqual([null, accepted])
      expect(delivery.state).toBe(done)
      expect(await remote.items()).toHaveLength(1)
    })

    it('takes what it finds for success when the receiver accepted and then dropped the line', async () => {
      remote.fail({ mode: 'accept-then-drop', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', problem: 'network', askFirst: true })
      const delivery = await rig.nextAttempt(id)
      expect(delivery).toMatchObject({ state: done, askFirst: false })
      expect(delivery.tries.filter(each => each.step === 'item')).toHaveLength(asks ? 1 : 2)
      expect(await remote.items()).toEqual([expect.objectContaining({ id: assetId, version: 1 })])
      expect(delivery.receipts).toHaveLength(1)
    })

    it.runIf(asks)('keeps asking, and sends nothing, while the question is not answered', async () => {
      remote.fail({ mode: 'accept-then-drop', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      await rig.attempt(id)
      remote.fail({ mode: '500', op: 'status' })
      expect(await rig.nextAttempt(id)).toMatchObject({ state: 'retrying', askFirst: true, attempts: 2 })
      expect((await rig.nextAttempt(id)).tries.filter(each => each.step === 'item')).toHaveLength(1)
    })

    it.runIf(saysWhen)('waits as long as Retry-After says', async () => {
      // Retry-After counts in real time; the schedule would have said 2.5 s.
      rig.clock.time = Date.now()
      remote.fail({ mode: '429', op: 'item', retryAfter: 900 })
      const { id } = await rig.queue({ assetId, channelId })
      const delivery = await rig.attempt(id)
      expect(delivery).toMatchObject({ state: 'retrying', askFirst: false })
      expect(delivery.nextAt!.getTime() - rig.clock.time).toBeGreaterThanOrEqual(900_000)
      expect((await channel()).failuresInRow).toBe(0)
    })

    it('leaves one item and one receipt when the worker is killed after the receiver took it', async () => {
      const { id } = await rig.queue({ assetId, channelId })
      await expect(rig.attempt(id, { channels: killedAfter(rig.channels) })).rejects.toThrow('killed')
      expect(await rig.delivery(id)).toMatchObject({ state: 'sending', askFirst: true, receipts: [] })
      const delivery = await rig.attempt(id)
      expect(delivery.state).toBe(done)
      // The killed one wrote nothing down, and the next one had no need to send where it could ask.
      expect(delivery.tries.filter(each => each.step === 'item')).toHaveLength(asks || remembered ? 0 : 1)
      expect([(await remote.items()).length, delivery.receipts.length]).toEqual([1, 1])
    })

    it('leaves one item when the worker is stopped before the receiver took it', async () => {
      remote.fail({ mode: 'hang', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      const stop = new AbortController()
      const run = rig.attempt(id, { signal: stop.signal })
      await waitUntil(async () => (await rig.delivery(id)).state === 'sending')
      stop.abort()
      await expect(run).rejects.toThrow('stopped')
      // Stopped early enough, the request never came, and the fault would be the next one's.
      remote.recover()
      expect((await rig.attempt(id)).state).toBe(done)
      expect(await remote.items()).toHaveLength(1)
    })

    it.runIf(repeats)('leaves one item where a proxy on the way hands the request over twice', async () => {
      remote.fail({ mode: 'repeat', op: 'item' })
      await published()
      expect(await remote.items()).toHaveLength(1)
    })

    it.runIf(takesMedia)('does not send media again that are there', async () => {
      await published()
      const { id } = await rig.queue({ assetId, channelId, op: 'update' })
      expect((await rig.attempt(id)).tries.filter(each => each.step === 'media')).toHaveLength(0)
    })

    it('updates what is there under the next version and drops the older one that waits', async () => {
      await published()
      remote.fail({ mode: '500', op: 'item' })
      const second = await rig.queue({ assetId, channelId, op: 'update' })
      await rig.attempt(second.id)
      const third = await rig.queue({ assetId, channelId, op: 'update' })
      expect(await rig.attempt(third.id)).toMatchObject({ version: 3, state: done })
      expect(await rig.delivery(second.id)).toMatchObject({ state: 'cancelled' })
      expect(await remote.items()).toEqual([expect.objectContaining({ id: assetId, version: 3 })])
    })

    it('withdraws an item and remembers where it stood', async () => {
      const id = await published()
      const { deliveries, cancelled } = await recall()
      expect([deliveries.length, cancelled, (await rig.delivery(id)).state]).toEqual([1, 0, 'withdrawing'])
      expect(await rig.attempt(deliveries[0]!.id)).toMatchObject({ state: 'withdrawn', op: 'withdraw' })
      expect((await rig.delivery(id)).state).toBe('withdrawn')
      expect(await remote.items()).toEqual([expect.objectContaining({ state: 'withdrawn' })])
      expect([keepsMedia ? [] : await remote.media(), await uses()]).toEqual([[], 0])
    })

    it('lets a withdrawal overtake a push that may have arrived, and never sends that push again', async () => {
      remote.fail({ mode: 'accept-then-drop', op: 'item' })
      const { id } = await rig.queue({ assetId, channelId })
      await rig.attempt(id)
      const { deliveries } = await recall()
      expect(await rig.nextAttempt(id)).toMatchObject({ state: 'cancelled' })
      expect((await rig.attempt(deliveries[0]!.id)).state).toBe('withdrawn')
      expect(await remote.items()).toEqual([expect.objectContaining({ state: 'withdrawn' })])
      expect(await uses()).toBe(0)
    })

    it.runIf(takesMedia)('stops a push that is on its way when it is recalled while its media travel', async () => {
      remote.fail({ mode: 'hang', op: 'media' })
      const { id } = await rig.queue({ assetId, channelId })
      const run = rig.attempt(id, { channels: rig.hasty({ media: 500 }) })
      await waitUntil(async () => (await rig.delivery(id)).state === 'media')
      expect((await recall()).cancelled).toBe(1)
      expect(await run).toMatchObject({ state: 'cancelled' })
      expect(await remote.items()).toEqual([])
    })

    it('cancels what only waits, and says so when there is nothing to take back', async () => {
      const { id } = await rig.queue({ assetId, channelId })
      expect(await recall()).toEqual({ deliveries: [], cancelled: 1, recallId: expect.any(String) })
      expect(await rig.attempt(id)).toMatchObject({ state: 'cancelled', attempts: 0 })
      await expect(recall()).rejects.toMatchObject({ key: 'nothing-live' })
    })

    it('never gives a withdrawal up: after the schedule it tries daily', async () => {
      await published()
      const { deliveries } = await recall()
      const id = deliveries[0]!.id
      await rig.db.delivery.update({ where: { id }, data: { attempts: 30 } })
      remote.fail({ mode: '500', op: 'withdrawal' })
      const failed = await rig.attempt(id)
      expect(failed.state).toBe('retrying')
      expect(failed.nextAt!.getTime() - rig.clock.time).toBe(12 * 3_600_000)
      expect((await rig.nextAttempt(id)).state).toBe('withdrawn')
    })

    it('gives a push up when the schedule is over', async () => {
      const { id } = await rig.queue({ assetId, channelId })
      await rig.db.delivery.update({ where: { id }, data: { attempts: 9 } })
      remote.fail({ mode: '500', op: 'item' })
      expect(await rig.attempt(id)).toMatchObject({ state: 'dead', attempts: 10, nextAt: null })
    })

    it('brings an item back after a takedown, and refuses to after a kill', async () => {
      await published()
      const first = await recall()
      await rig.attempt(first.deliveries[0]!.id)
      await expect(rig.queue({ assetId, channelId })).rejects.toMatchObject({ key: 'conflict' })
      const { id: recallId } = await rig.db.recall.findFirstOrThrow({ where: { assetId, liftedAt: null } })
      await liftRecall(rig.db, rig.caller, recallId)
      const again = await rig.queue({ assetId, channelId })
      expect(await rig.attempt(again.id)).toMatchObject({ state: done, reinstate: true, version: 3 })
      const second = await recall('kill')
      await expect(rig.queue({ assetId, channelId })).rejects.toMatchObject({ key: 'conflict' })
      await rig.attempt(second.deliveries[0]!.id)
      await expect(rig.queue({ assetId, channelId })).rejects.toMatchObject({ key: 'conflict' })
    })

    it('opens the breaker after five faults in a row and looks again ten minutes later', async () => {
      remote.fail({ mode: '500', op: 'item', times: 5 })
      const { id } = await rig.queue({ assetId, channelId })
      const began = rig.clock.time
      await rig.attempt(id)
      for (let n = 1; n < 5; n += 1) await rig.nextAttempt(id)
      expect((await channel()).openUntil).toEqual(new Date(rig.clock.time + 600_000))
      const other = await rig.queue({ assetId: await rig.addAsset(await remote.picture?.()), channelId })
      expect(await rig.attempt(other.id)).toMatchObject({
        attempts: 0,
        nextAt: new Date(rig.clock.time + 600_000),
        tries: [],
      })
      expect((await rig.nextAttempt(other.id)).state).toBe(done)
      expect((await channel()).openUntil).toBeNull()
      expect(rig.clock.time).toBeGreaterThan(began)
    })

    it('sends nothing of an asset in the trash', async () => {
      const { id } = await rig.queue({ assetId, channelId })
      await rig.db.asset.update({ where: { id: assetId }, data: { life: 'trashed' } })
      expect(await rig.attempt(id)).toMatchObject({ state: 'cancelled', problem: 'asset-trashed', tries: [] })
      await expect(rig.queue({ assetId, channelId })).rejects.toMatchObject({ key: 'not-ready' })
    })
  })
}

/** A process that dies right after the receiver answered: nothing of the outcome is written down. */
function killedAfter(channels: ChannelDeps): ChannelDeps {
  return {
    ...channels,
    of: kind => ({
      ...channels.of(kind),
      async publish(push, call) {
        await channels.of(kind).publish(push, {
          ...call,
          observe: exchange => (exchange.step === 'item' ? Promise.resolve() : call.observe(exchange)),
        })
        throw new Error('killed')
      },
    }),
  }
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error('the condition never held')
}
