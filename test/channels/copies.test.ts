import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callWaiting } from '#server/channels/call-waiting'
import { readCopies } from '#server/channels/delivery-copies'
import { findMedia } from '#server/channels/find-media'
import { deliveryViews } from '#server/channels/list-deliveries'
import { readPackageItem } from '#server/channels/package-item'
import { type QueuedPush, queueDelivery } from '#server/channels/queue-delivery'
import { requestRecall } from '#server/channels/request-recall'
import { copySlots, withCopySlot } from '#server/metadata/copy-slot'
import { evictCopies } from '#server/metadata/evict-copies'
import { transaction } from '#server/platform/db'
import { familiesOf } from '#workers/start-worker'
import { makeJpeg } from '../support/media.ts'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

/** The copies of a delivery's files: made before its turn, by a job where files are opened; who sends only takes them. */
describe('the copies of a delivery', { timeout: 60_000 }, () => {
  let rig: ChannelRig
  let channelId: string
  beforeEach(async () => {
    rig = await openChannelRig('manual-package')
    channelId = await rig.addChannel('')
  })
  afterEach(() => rig.close())

  let seed = 0
  const addAsset = async () => rig.addAsset(await makeJpeg({ width: 320 + seed++, height: 240 }))
  /** As the hub queues it, with nothing prepared. */
  const queue = (push: Partial<QueuedPush> & { assetId: string }) =>
    transaction(rig.db, tx => queueDelivery(tx, { channelId, op: 'publish', requestedBy: rig.person.id, ...push }))
  const jobs = async (id: string) => {
    const rows = await rig.db.$queryRaw<{ name: string }[]>`
      select task_identifier as name from graphile_worker.jobs where key in ('copies:' || ${id}::text, 'delivery:' || ${id}::text)`
    return rows.map(row => row.name).sort()
  }
  const problem = async (id: string) => (await deliveryViews(rig.db, [id]))[0]!.problem
  const copyOf = async (id: string) => readCopies((await rig.delivery(id)).copies)[0]!
  const webOf = async (id: string) =>
    readPackageItem(Buffer.from((await rig.delivery(id)).body!)).media.find(each => each.name.startsWith('web'))!
  /** An attempt with what is prepared, or without. */
  const send = (id: string) => rig.attempt(id, { bare: true })
  const sendInTime = async (id: string) => {
    const { nextAt } = await rig.delivery(id)
    rig.clock.time = Math.max(rig.clock.time, nextAt?.getTime() ?? 0)
    return send(id)
  }
  const recall = (assetId: string) =>
    requestRecall(rig.db, rig.caller, assetId, { kind: 'takedown', reason: 'error', public: '', mediaToo: false })
  const whileBusy = async (work: () => Promise<void>) => {
    const ends: (() => void)[] = []
    const held = Array.from({ length: copySlots.running + copySlots.waiting }, () =>
      withCopySlot(rig.store, 1, () => new Promise<void>(resolve => ends.push(resolve))).catch(() => {}),
    )
    await expect.poll(() => ends.length).toBe(copySlots.running)
    await work()
    const timer = setInterval(() => {
      for (const end of ends.splice(0)) end()
    }, 5)
    await Promise.all(held)
    clearInterval(timer)
  }

  it('are asked for with the delivery, by a job that workers with the network do not run', async () => {
    const { id } = await queue({ assetId: await addAsset() })
    expect(await jobs(id)).toEqual(['delivery.prepare'])
    const names = (role: 'media' | 'outbound') => familiesOf(role).flatMap(family => family.jobs)
    expect(names('media')).toContain('delivery.prepare')
    expect(names('outbound')).not.toContain('delivery.prepare')
  })

  it('are waited for: nothing is called up or begun, people read why, and their end calls it up', async () => {
    const { id } = await queue({ assetId: await addAsset() })
    expect(await rig.delivery(id)).toMatchObject({ turn: 'waiting', copiedAt: null })
    expect(await problem(id)).toBe('copies-preparing')
    await callWaiting(rig.db, rig.clock.now())
    expect(await send(id)).toMatchObject({ state: 'queued', attempts: 0, turn: 'waiting' })
    await rig.prepare(id)
    expect(await rig.delivery(id)).toMatchObject({ turn: 'called' })
    expect(await jobs(id)).toContain('delivery.send')
    expect(await problem(id)).toBeNull()
    expect(await send(id)).toMatchObject({ state: 'received', attempts: 1 })
    const copy = await copyOf(id)
    expect((await webOf(id)).sha256).toBe(copy.sha256)
    expect(copy.sha256).not.toBe(copy.source)
  })

  it('are ready when the time of what is scheduled or paused comes, and are made once', async () => {
    const publishAt = new Date(rig.clock.time + 3_600_000)
    const { id } = await queue({ assetId: await addAsset(), publishAt })
    await rig.prepare(id)
    const before = await rig.delivery(id)
    expect(before).toMatchObject({ turn: null, nextAt: publishAt })
    await rig.prepare(id)
    expect(await rig.delivery(id)).toEqual(before)
    expect(await rig.db.writtenCopy.count({ where: { pinned: true } })).toBe(1)
    expect(await sendInTime(id)).toMatchObject({ state: 'received', attempts: 1 })
  })

  it('hold the words that were approved: what was edited since does not leave with them', async () => {
    const assetId = await addAsset()
    const { id } = await queue({ assetId })
    await rig.prepare(id)
    await rig.db.asset.update({ where: { id: assetId }, data: { title: 'Khác', revision: { increment: 1 } } })
    expect(await send(id)).toMatchObject({ state: 'dead', problem: 'changed-since-approval', body: null })
  })

  it('are made anew where one was evicted before the sending, or after the bytes were frozen that name it', async () => {
    const { id } = await queue({ assetId: await addAsset() })
    await rig.prepare(id)
    const first = await copyOf(id)
    const evict = () => evictCopies({ db: rig.db, store: rig.store, log: console as never }, { bytes: 0, now: later })
    const later = new Date(Date.now() + 401 * 86_400_000)
    expect(await evict()).toBe(1)
    expect(await send(id)).toMatchObject({ state: 'retrying', problem: 'copies-preparing', copiedAt: null })
    expect((await webOf(id)).sha256).toBe(first.sha256)
    expect(await jobs(id)).toContain('delivery.prepare')
    // Its time comes before its copies: it waits for them.
    expect(await sendInTime(id)).toMatchObject({ state: 'retrying', attempts: 1, turn: 'waiting' })
    await rig.prepare(id)
    expect(await copyOf(id)).toEqual(first)
    expect(await send(id)).toMatchObject({ state: 'received', attempts: 2 })
    const files = [await webOf(id)]
    const { assetId } = await rig.delivery(id)
    expect(await findMedia(rig.db, rig.store, { assetIds: [assetId], files })).toHaveLength(1)
  })

  it('are made of the files that the item has by then', async () => {
    const assetId = await addAsset()
    const { id } = await queue({ assetId })
    await rig.prepare(id)
    const { source } = await copyOf(id)
    // A raised recipe: other bytes of the same picture.
    const web = await rig.db.rendition.findFirstOrThrow({ where: { sha256: source } })
    const other = await rig.addAsset(await makeJpeg({ width: 900, height: 240 }))
    const theirs = await rig.db.rendition.findFirstOrThrow({
      where: { name: 'web', object: { versions: { some: { assetId: other } } } },
    })
    const { key, sha256, size } = theirs
    await rig.db.rendition.delete({ where: { id: theirs.id } })
    await rig.db.rendition.update({ where: { id: web.id }, data: { key, sha256, size } })
    expect(await send(id)).toMatchObject({ state: 'retrying', problem: 'copies-preparing' })
    await rig.prepare(id)
    expect(await sendInTime(id)).toMatchObject({ state: 'received' })
    expect(await copyOf(id)).toMatchObject({ source: sha256 })
  })

  it('are overtaken by a recall, and nobody makes them after it', async () => {
    const assetId = await addAsset()
    const { id } = await queue({ assetId })
    await recall(assetId)
    await rig.prepare(id)
    expect(await rig.delivery(id)).toMatchObject({ state: 'cancelled', copiedAt: null })
    expect(await rig.db.writtenCopy.count()).toBe(0)
  })

  it('of what takes a companion out are waited for by no lane, and called as soon as they are there', async () => {
    const [lead, companion] = [await addAsset(), await addAsset()]
    const members = [{ assetId: companion, role: 'image' }] as never
    const first = await queue({ assetId: lead, approved: { members, contents: null } })
    await rig.prepare(first.id)
    await send(first.id)
    const push = {
      assetId: lead,
      op: 'update',
      recallOf: companion,
      approved: { members: [], contents: null },
    } as const
    const { id } = await queue(push)
    expect(await jobs(id)).toEqual(['delivery.prepare', 'delivery.withdraw'])
    expect(await send(id)).toMatchObject({ state: 'queued', attempts: 0, turn: 'waiting' })
    await rig.db.$executeRaw`select graphile_worker.remove_job(${`delivery:${id}`})`
    await rig.prepare(id)
    expect(await jobs(id)).toEqual(['delivery.prepare', 'delivery.withdraw'])
    expect(await send(id)).toMatchObject({ state: 'received' })
  })

  it('are asked for again by the sweep where their job was lost', async () => {
    const { id } = await queue({ assetId: await addAsset() })
    await rig.db.$executeRaw`select graphile_worker.remove_job(${`copies:${id}`})`
    await callWaiting(rig.db, rig.clock.now())
    expect(await jobs(id)).toEqual(['delivery.prepare'])
    // And it is called up where whoever prepared it was killed before that.
    await rig.db.delivery.update({ where: { id }, data: { copies: [], copiedAt: new Date() } })
    await callWaiting(rig.db, rig.clock.now())
    expect(await rig.delivery(id)).toMatchObject({ turn: 'called' })
  })

  it('are tried again where too many are being made; at the last try the picture goes as the hub made it', async () => {
    const { id } = await queue({ assetId: await addAsset() })
    await whileBusy(async () => {
      await expect(rig.prepare(id)).rejects.toMatchObject({ reason: 'busy' })
      expect(await rig.delivery(id)).toMatchObject({ state: 'queued', turn: 'waiting', copiedAt: null })
      await rig.prepare(id, { lastAttempt: true })
    })
    const copy = await copyOf(id)
    expect(copy.sha256).toBeNull()
    expect(await send(id)).toMatchObject({ state: 'received' })
    expect((await webOf(id)).sha256).toBe(copy.source)
  })

  it('end the delivery, and people are told, where the file is gone from the store', async () => {
    const { id } = await queue({ assetId: await addAsset() })
    const head = vi.spyOn(rig.store as Required<typeof rig.store>, 'localPath').mockReturnValue('/nowhere/at/all')
    await rig.prepare(id)
    head.mockRestore()
    expect(await rig.delivery(id)).toMatchObject({ state: 'dead', problem: 'media-lost', turn: null })
    expect(await rig.db.notification.count({ where: { kind: 'delivery-failed' } })).toBe(1)
  })
})
