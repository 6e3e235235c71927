import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, type WorkerEvents } from 'graphile-worker'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobName } from '#contracts/job'
import { type Db, openDb, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { type EnqueueOptions, enqueue } from '#server/queue/enqueue'
import { freeDeadWorkers } from '#server/queue/worker-process'
import { nudgeDue } from '#workers/nudge-due'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

/** Longer than any test: what comes sooner came by a nudge. */
const pollInterval = 600_000

describe('the look at what is due', () => {
  let database: TestDatabase
  let due: ReturnType<typeof nudgeDue>
  let runners: Runner[]
  let questions: number
  let failures: unknown[]
  let answers: boolean
  beforeEach(async () => {
    database = await testDatabase()
    runners = []
    questions = 0
    failures = []
    answers = true
    due = nudgeDue(counted(database.db), error => failures.push(error))
  })
  afterEach(async () => {
    due.stop()
    for (const runner of runners) await runner.stop()
    await database.drop()
  })

  /** The database, with its questions counted and, where a test wants it, without an answer. */
  function counted(db: Db): Db {
    const ask = (...args: Parameters<Db['$queryRaw']>) => {
      questions += 1
      return answers ? db.$queryRaw(...args) : Promise.reject(new Error('away'))
    }
    return new Proxy(db, {
      get: (target, name) => (name === '$queryRaw' ? ask : Reflect.get(target, name)),
    })
  }

  /** A runner of one job, as the worker starts its families. `looks` counts the times it asked the queue for a job. */
  async function family(name: JobName, concurrency = 4) {
    const events: WorkerEvents = new EventEmitter()
    const done: { id: string; at: number }[] = []
    const count = { looks: 0 }
    events.on('worker:getJob:start', () => {
      count.looks += 1
    })
    due.watch(events, [name])
    const runner = await run({
      ...{ pgPool: database.pool, concurrency, pollInterval, events, noHandleSignals: true },
      logger: new Logger(() => () => {}),
      taskList: { [name]: async payload => void done.push({ id: idOf(payload), at: Date.now() }) },
    })
    runners.push(runner)
    return { done, count, runner }
  }
  const idOf = (payload: unknown) => Object.values(payload as Record<string, string>)[0]!
  const add = async (options: EnqueueOptions = {}, db = database.db) => {
    const assetId = newId()
    await transaction(db, tx => enqueue(tx, 'search.index', { assetId }, options))
    return assetId
  }
  const ran = (done: { id: string }[], ids: readonly string[]) =>
    expect.poll(() => done.map(each => each.id).sort(), { timeout: 20_000 }).toEqual([...ids].sort())
  /** Until nobody asks the queue any more, as at a start. */
  const settled = async (count: { looks: number }) => {
    let before = -1
    await expect
      .poll(
        () => {
          const same = before === count.looks && count.looks > 0
          before = count.looks
          return same
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true)
  }

  it('brings a job to its runner as soon as it is committed, and not before', async () => {
    const { done, count } = await family('search.index')
    await settled(count)
    let id = ''
    await transaction(database.db, async tx => {
      id = newId()
      await enqueue(tx, 'search.index', { assetId: id })
      const asked = questions
      // Two looks pass while the transaction is open.
      await expect.poll(() => questions - asked, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
      expect(done).toEqual([])
    })
    await ran(done, [id])
  })

  it('brings a job at its time, which nobody announces', async () => {
    const { done, count } = await family('search.index')
    await settled(count)
    const at = Date.now() + 2_500
    const later = await add({ runAt: new Date(at) })
    const now = await add()
    await ran(done, [now, later])
    expect(done.map(each => each.id)).toEqual([now, later])
    expect(done[1]!.at).toBeGreaterThanOrEqual(at)
  })

  it('brings what another process adds, and what an announcement was lost of', async () => {
    const { done, count } = await family('search.index')
    await settled(count)
    const other = openDb(database.appUrl, { max: 1, name: 'another' })
    const announced = await add({}, other.db)
    await other.db.$disconnect()
    await other.pool.end()
    const silent = newId()
    await database.db.$executeRaw`
      insert into graphile_worker._private_jobs (task_id, payload)
      select id, json_build_object('assetId', ${silent}::text) from graphile_worker._private_tasks where identifier = 'search.index'`
    await ran(done, [announced, silent])
  })

  it('brings what a worker held that died, once it is given back', async () => {
    const { done, count } = await family('search.index')
    await settled(count)
    const id = newId()
    await database.db.$executeRaw`
      insert into graphile_worker._private_jobs (task_id, payload, locked_by, locked_at, attempts)
      select id, json_build_object('assetId', ${id}::text), 'pool-of-the-dead', now() - interval '1 min', 1
      from graphile_worker._private_tasks where identifier = 'search.index'`
    const asked = questions
    await expect.poll(() => questions - asked, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
    expect(done).toEqual([])
    expect(await freeDeadWorkers(database.db)).toEqual(['pool-of-the-dead'])
    await ran(done, [id])
  })

  it('wakes only the runner that has something to do', async () => {
    const [busy, idle] = [await family('search.index'), await family('delivery.send')]
    await settled(busy.count)
    await settled(idle.count)
    const before = idle.count.looks
    const ids = [await add(), await add(), await add()]
    await ran(busy.done, ids)
    expect(idle.count.looks).toBe(before)
  })

  it('asks about once a second at rest, whatever the number of places, and not once for each job of a burst', async () => {
    const [one, other] = [await family('search.index', 24), await family('delivery.send', 24)]
    await settled(one.count)
    await settled(other.count)
    const began = { questions, looks: one.count.looks + other.count.looks, at: Date.now() }
    await expect.poll(() => questions - began.questions, { timeout: 30_000 }).toBeGreaterThanOrEqual(4)
    // Four looks a second apart; a busy machine makes them fewer, never more.
    expect(Date.now() - began.at).toBeGreaterThanOrEqual(2_000)
    expect(one.count.looks + other.count.looks).toBe(began.looks)
    const burst = questions
    const ids = await transaction(database.db, async tx => {
      const added: string[] = []
      for (let n = 0; n < 100; n += 1) {
        added.push(newId())
        await enqueue(tx, 'search.index', { assetId: added.at(-1)! })
      }
      return added
    })
    await ran(one.done, ids)
    expect(questions - burst).toBeLessThan(50)
  })

  it('goes on after a question that the database did not answer, and says so', async () => {
    const { done, count } = await family('search.index')
    await settled(count)
    answers = false
    const id = await add()
    await expect.poll(() => failures.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(done).toEqual([])
    answers = true
    await ran(done, [id])
  })

  it('leaves a runner alone that has ended', async () => {
    const [ended, other] = [await family('search.index'), await family('search.index')]
    await settled(other.count)
    await ended.runner.stop()
    runners.splice(0, 1)
    const id = await add()
    await ran(other.done, [id])
    expect(failures).toEqual([])
  })
})
