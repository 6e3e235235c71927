import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestRecall } from '#server/channels/request-recall'
import type { ItemRecord } from '../../scripts/portal-receiver/item-store.ts'
import type { Child } from '../support/child-process.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { deliveryRig, type Portal, until } from './delivery-rig.ts'

const items = Number(process.env.FAULT_TEST_ITEMS ?? 200)
const seed = Number(process.env.FAULT_TEST_SEED ?? Math.floor(Math.random() * 1_000_000))
// Every pause of the schedule, the breaker and the receivers' patience is shortened alike; the schedule's steps are as they are.
const hurried = { HUB_DELIVERY_TIMEOUTS: '4000,4000,5000', HUB_DELIVERY_PACE: '0.004' }

describe(`${items} items, three flaky channels, kills in the middle (FAULT_TEST_SEED=${seed})`, () => {
  let hub: TestHub
  let rig: Awaited<ReturnType<typeof deliveryRig>>
  let portals: Portal[]
  let worker: Child
  const assets: string[] = []
  beforeAll(async () => {
    console.log(`FAULT_TEST_SEED=${seed}`)
    hub = await startTestHub({ env: { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*', HUB_LIMIT_REQUESTS: '0' } })
    rig = await deliveryRig(hub)
    portals = await Promise.all(
      ['mot', 'hai', 'ba'].map((code, n) => rig.portal(code, ['--flaky', '0.08', '--seed', String(seed + n)])),
    )
    const units = ['bao', 'bao', 'stttt']
    for (let n = 0; n < items; n += 1) assets.push(await rig.addItem(units[n % 3]))
    worker = await rig.worker(hurried)
  }, 120_000)
  afterAll(async () => {
    await rig?.close()
    await hub?.close()
  }, 60_000)

  const deliveries = () => hub.deps.db.delivery.findMany({ include: { receipts: true }, orderBy: { version: 'desc' } })
  const open = ['queued', 'media', 'sending', 'retrying', 'withdrawing']
  const countOpen = () =>
    hub.deps.db.delivery.count({ where: { OR: [{ state: { in: open } }, { turn: { not: null } }] } })
  /** What is not settled and what it waits for: said where that never comes. */
  const describeOpen = async () => {
    const rows = await hub.deps.db.delivery.findMany({
      where: { OR: [{ state: { in: open } }, { turn: { not: null } }] },
      take: 20,
    })
    const jobs = await hub.deps.db.$queryRaw`
      select task_identifier, key, attempts, run_at, locked_at, last_error from graphile_worker.jobs
      where task_identifier like 'delivery.%' order by run_at limit 20`
    return JSON.stringify({ now: new Date(), rows: rows.map(({ body: _, ...row }) => row), jobs }, null, 1)
  }
  const sent = (share: number) =>
    until(
      `${share} of the deliveries are settled`,
      async () => (await hub.deps.db.delivery.count({ where: { state: 'published' } })) >= items * 3 * share,
      150_000,
    )

  const began = Date.now()
  const note = (what: string) => console.log(`${Math.round((Date.now() - began) / 1000)} s: ${what}`)

  it('leaves exactly one copy of each at each receiver, with its receipt, and nothing stuck', async () => {
    for (const assetId of assets) for (const { channelId } of portals) await rig.queue(assetId, channelId)
    note('queued')
    await sent(0.15)
    note('a worker is killed')
    await worker.kill()
    const updated = assets.slice(0, items / 10)
    for (const assetId of updated) for (const { channelId } of portals) await rig.queue(assetId, channelId, 'update')
    worker = await rig.worker(hurried)
    await sent(0.4)
    note('a receiver is killed')
    await portals[1]!.kill()
    const recalled = assets.slice(-items / 20)
    const caller = { actor: { kind: 'person', id: rig.person.id, name: '', hubRoles: ['curator'], memberships: [] } }
    for (const assetId of recalled)
      await requestRecall(
        hub.deps.db,
        { ...caller, origin: { address: null, requestId: null } } as Parameters<typeof requestRecall>[1],
        assetId,
        { kind: 'takedown', reason: 'error', public: '', mediaToo: false },
      )
    await portals[1]!.start()
    await sent(0.65)
    note('another worker is killed')
    await worker.kill()
    worker = await rig.worker(hurried)
    await until('nothing is under way', async () => (await countOpen()) === 0, 240_000, describeOpen)

    note('nothing is under way')
    const rows = await deliveries()
    expect(rows.filter(({ state }) => state === 'dead')).toEqual([])
    for (const portal of portals) {
      const there = await readItems(portal.dir)
      const media = await mediaOf(portal.dir)
      expect(there.size).toBeGreaterThanOrEqual(items - recalled.length)
      for (const assetId of assets) {
        const own = rows.filter(row => row.assetId === assetId && row.channelId === portal.channelId)
        const last = own.find(({ state }) => state !== 'cancelled')
        const copy = there.get(assetId)
        if (recalled.includes(assetId)) {
          expect(copy?.state ?? 'withdrawn').toBe('withdrawn')
          expect(own.filter(({ state }) => state === 'published')).toEqual([])
          continue
        }
        // The newest version stands there, byte for byte, and its receipt is the one that the receiver gave.
        expect(last).toMatchObject({ state: 'published', version: updated.includes(assetId) ? 2 : 1 })
        expect(copy).toMatchObject({ state: 'published', version: last!.version, digest: last!.digest })
        expect(createHash('sha256').update(last!.body!).digest('hex')).toBe(last!.digest)
        expect(new Set(last!.receipts.map(({ receiptId }) => receiptId))).toEqual(new Set([copy!.receipt.receiptId]))
        // A key is answered once; no version was taken twice.
        expect(Object.keys(copy!.answers).length).toBeLessThanOrEqual(last!.version)
        for (const { sha256 } of copy!.envelope!.media) expect(media.get(sha256)).toBe(sha256)
      }
      expect([...there.keys()].filter(id => !assets.includes(id))).toEqual([])
    }
    const [left] = await hub.deps.db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from graphile_worker.jobs where task_identifier like 'delivery.%' and key is not null and locked_at is null`
    expect(left?.n).toBe(0)
  }, 600_000)
})

/** What stands in a receiver's folder: one file an item. */
async function readItems(dir: string): Promise<Map<string, ItemRecord>> {
  const names = (await readdir(join(dir, 'items'))).filter(name => name.endsWith('.json'))
  const records = await Promise.all(
    names.map(async name => JSON.parse(await readFile(join(dir, 'items', name), 'utf8')) as ItemRecord),
  )
  return new Map(records.map(record => [record.id, record]))
}

/** Each file's name with the SHA-256 that its bytes really have. */
async function mediaOf(dir: string): Promise<Map<string, string>> {
  const names = (await readdir(join(dir, 'media'))).filter(name => /^[0-9a-f]{64}$/.test(name))
  const hashed = names.map(async name => {
    const bytes = await readFile(join(dir, 'media', name))
    return [name, createHash('sha256').update(bytes).digest('hex')] as const
  })
  return new Map(await Promise.all(hashed))
}
