import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginAttempts, type DeliveryRow } from '#server/channels/begin-attempt'
import type { Outcome } from '#server/channels/channel'
import { newReceiptBytes } from '#server/channels/hand-receipt'
import { markSending } from '#server/channels/mark-sending'
import { type Ended, settleAttempts } from '#server/channels/settle-attempt'
import { alone } from '#server/platform/gather'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

/** Several deliveries in one transaction: each as if it had been alone, and nobody waits for another's item. */
describe('deliveries of one round', () => {
  let rig: ChannelRig
  let channelId: string
  beforeEach(async () => {
    rig = await openChannelRig('hub-exchange')
    channelId = await rig.addChannel('http://127.0.0.1:9/exchange/v1')
  })
  afterEach(() => rig.close())

  const now = () => rig.clock.now()
  const at = () => ({ now: now(), random: () => 0.5 })
  const queue = async (n: number) => {
    const ids: string[] = []
    for (let k = 0; k < n; k += 1) ids.push((await rig.queue({ assetId: await rig.addAsset(), channelId })).id)
    return ids
  }
  const begin = async (ids: string[]) => (await beginAttempts(rig.db, ids, now())) as DeliveryRow[]
  const received = ({ assetId, version }: DeliveryRow): Outcome => {
    return newReceiptBytes({
      ...{ itemId: assetId, version, digest: 'a'.repeat(64), at: now(), state: 'published' as const },
      ...{ publicUrl: 'https://cong.example/1', more: {} },
    })
  }
  const ended = (row: DeliveryRow, jobId: string | null = null): Ended => {
    const taker = jobId ? { jobId, lockedBy: 'pool' } : null
    return { id: row.id, channelId, outcome: received(row), taker }
  }
  /** Holds an item's row in a transaction of its own while `work` runs. */
  const whileHeld = (deliveryId: string, work: () => Promise<void>) =>
    rig.db.$transaction(
      async tx => {
        await tx.$queryRaw`select id from asset where id = (select asset_id from delivery where id = ${deliveryId}::uuid) for update`
        await work()
      },
      { timeout: 20_000 },
    )
  /** The jobs as a worker holds them that runs. */
  const run = () =>
    rig.db.$queryRaw<{ id: string; delivery: string }[]>`
      update graphile_worker._private_jobs set locked_by = 'pool', locked_at = now(), attempts = 1 where is_available
      returning id::text, payload ->> 'deliveryId' as delivery`
  const jobs = () =>
    rig.db.$queryRaw<{ id: string; key: string; delivery: string; held: boolean }[]>`
      select id::text, key, payload ->> 'deliveryId' as delivery, locked_by = 'pool' as held
      from graphile_worker._private_jobs where key like 'delivery:%' order by id`

  it('begins, marks and settles each of them, with a receipt, a record and the news for each', async () => {
    const rows = await begin(await queue(3))
    expect(rows.map(row => [row.state, row.attempts, row.turn])).toEqual(rows.map(() => ['media', 1, 'sending']))
    expect(await markSending(rig.db, rows)).toEqual([true, true, true])
    await settleAttempts(
      rig.db,
      rows.map(row => ended(row)),
      at(),
    )
    for (const { id, assetId } of rows) {
      const row = await rig.delivery(id)
      expect([row.state, row.askFirst, row.turn]).toEqual(['published', false, null])
      expect(row.receipts.map(each => [each.assetId, each.version])).toEqual([[assetId, 1]])
      expect(await rig.db.auditEntry.count({ where: { act: 'delivery.received', subjectId: assetId } })).toBe(1)
      const news = await rig.db.notification.findMany({ where: { kind: 'delivery-done', subjectId: assetId } })
      expect(news.map(each => each.personId)).toEqual([rig.person.id])
    }
    const events = await rig.db.notification.findMany({ where: { kind: 'delivery-done' } })
    expect(new Set(events.map(each => each.eventId)).size).toBe(3)
  })

  it('settles each by its own outcome: a fault beside successes is tried again, and what is dead is told', async () => {
    const rows = await begin(await queue(3))
    const later: Outcome = {
      ...{ kind: 'retry', problem: 'timeout', text: '', notBefore: null, mayHaveArrived: true, fault: true },
    }
    const dead: Outcome = { kind: 'dead', problem: 'too-large', text: 'Quá lớn', mayHaveArrived: false }
    const outcomes = [later, received(rows[1]!), dead]
    await settleAttempts(
      rig.db,
      rows.map((row, n) => ({ id: row.id, channelId, outcome: outcomes[n]! })),
      at(),
    )
    const after = await Promise.all(rows.map(row => rig.delivery(row.id)))
    expect(after.map(row => [row.state, row.askFirst])).toEqual([
      ['retrying', true],
      ['published', false],
      ['dead', false],
    ])
    expect(after[0]!.nextAt).not.toBeNull()
    expect(await rig.db.notification.count({ where: { kind: 'delivery-failed', subjectId: rows[2]!.assetId } })).toBe(1)
    // The answers after the fault close what it had opened.
    expect(await rig.db.channel.findUnique({ where: { id: channelId } })).toMatchObject({ failuresInRow: 0 })
  })

  it('leaves alone whose item somebody holds, at every step, and waits for nobody', async () => {
    const [held, ...free] = await queue(3)
    await whileHeld(held!, async () => {
      const begun = await beginAttempts(rig.db, [held!, ...free], now())
      expect(begun.map(row => (row === alone ? alone : row?.id))).toEqual([alone, ...free])
    })
    const rows = [...(await begin([held!])), ...(await begin(free))]
    await whileHeld(held!, async () => {
      expect(await markSending(rig.db, rows)).toEqual([alone, true, true])
    })
    expect(await markSending(rig.db, [rows[0]!])).toEqual([true])
    await whileHeld(held!, async () => {
      const settled = await settleAttempts(
        rig.db,
        rows.map(row => ended(row)),
        at(),
      )
      expect(settled.map(each => each === alone)).toEqual([true, false, false])
    })
    expect((await rig.delivery(held!)).state).toBe('sending')
  })

  it('begins one of two versions of an item only, whichever comes together', async () => {
    const assetId = await rig.addAsset()
    const first = await rig.queue({ assetId, channelId })
    const second = await rig.queue({ assetId, channelId, op: 'update' })
    // The older one as if it had not been dropped.
    await rig.db.delivery.updateMany({ where: { id: first.id }, data: { state: 'queued', turn: 'called' } })
    const begun = await beginAttempts(rig.db, [first.id, second.id], now())
    expect(begun.filter(Boolean)).toHaveLength(1)
    expect(await rig.db.delivery.count({ where: { assetId, turn: 'sending' } })).toBe(1)
  })

  it('counts those of the same round for the limit of an hour', async () => {
    await rig.db.channel.update({ where: { id: channelId }, data: { perHour: 2 } })
    const ids = await queue(4)
    await rig.db.delivery.updateMany({ where: { id: { in: ids } }, data: { turn: 'called' } })
    const begun = await beginAttempts(rig.db, ids, now())
    expect(begun.filter(Boolean)).toHaveLength(2)
  })

  it('hands the next delivery to the job that is done: its row names it, so that a kill loses neither', async () => {
    const ids = await queue(8)
    const running = await run()
    expect(running).toHaveLength(6)
    const rows = await begin(running.slice(0, 2).map(job => job.delivery))
    const takers = rows.map(row => running.find(job => job.delivery === row.id)!.id)
    const settled = await settleAttempts(
      rig.db,
      rows.map((row, n) => ended(row, takers[n]!)),
      at(),
    )
    const next = settled.map(each => (each === alone ? null : each.next))
    expect(new Set(next)).toEqual(new Set(ids.slice(6)))
    const mine = (await jobs()).filter(job => takers.includes(job.id))
    expect(mine.map(job => [job.key, job.held])).toEqual(
      takers.map((_taker, n) => [`delivery:${mine[n]!.delivery}`, true]),
    )
    expect(await jobs()).toHaveLength(6)
    expect(await rig.db.delivery.count({ where: { id: { in: ids.slice(6) }, turn: 'called' } })).toBe(2)
  })

  it('hands nothing over while another job waits for a place: then places go round by the queue', async () => {
    await queue(7)
    const [first] = await run()
    const other = await rig.addChannel('http://127.0.0.1:9/other/v1')
    await rig.queue({ assetId: await rig.addAsset(), channelId: other })
    const [row] = await begin([first!.delivery])
    const [settled] = await settleAttempts(rig.db, [ended(row!, first!.id)], at())
    expect(settled).toMatchObject({ next: null })
    const waiting = (await jobs()).filter(job => !job.held)
    expect(waiting).toHaveLength(2)
  })

  it('hands nothing to a job that another worker holds by now, as if the first were dead', async () => {
    await queue(7)
    const [first] = await run()
    const [row] = await begin([first!.delivery])
    await rig.db.$executeRaw`select graphile_worker.force_unlock_workers(array['pool'])`
    await rig.db.$executeRaw`update graphile_worker._private_jobs set locked_by = 'another', locked_at = now()`
    const [settled] = await settleAttempts(rig.db, [ended(row!, first!.id)], at())
    expect(settled).toMatchObject({ next: null })
  })
})
