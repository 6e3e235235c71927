import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { postgresIndex } from '#server/search/postgres-index'
import { checkDrift } from '#workers/search/check-drift'
import { indexAsset } from '#workers/search/index-asset'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

describe('the nightly comparison', () => {
  let database: TestDatabase
  let unitId: string
  const lines: string[] = []
  const log = createLog('info', 'test', { write: line => void lines.push(line) })
  const quiet = createLog('silent', 'test')
  beforeAll(async () => {
    database = await testDatabase()
    unitId = (await database.db.unit.findUniqueOrThrow({ where: { code: 'bao' } })).id
  })
  afterAll(() => database?.drop())

  async function add(title: string): Promise<string> {
    const id = newId()
    const fixed = { unitId, kind: 'image', file: 'ready', visibility: 'public', uploadedBy: newId() }
    await database.db.asset.create({ data: { id, title, description: 'Mây', date: new Date('2020-01-01'), ...fixed } })
    await indexNow(id)
    return id
  }
  const indexNow = (assetId: string) =>
    indexAsset({ assetId }, { db: database.db, index: postgresIndex(database.db), log: quiet })
  const check = (engine: { url: string; key: null; prefix: string } | null = null) =>
    checkDrift({ db: database.db, log, config: { engine } })
  const asked = async () =>
    (
      await database.db.$queryRaw<{ key: string }[]>`
        select key from graphile_worker.jobs where task_identifier = 'search.index' order by key`
    ).map(({ key }) => key.replace('index:', ''))

  it('finds nothing where the index is as the database is', async () => {
    await add('Núi Bà Đen')
    await add('Bánh tráng')
    expect((await check()).postgres).toEqual({
      ...{ items: 2, indexed: 2, lookedAt: 2, missing: [], extra: [], different: [] },
    })
    expect(await asked()).toEqual([])
  })
  it('finds what is missing, what should be gone and what says something else, has it mended, keeps and tells it', async () => {
    const { db } = database
    const [missing, factless, extra, different] = [
      await add('Một'),
      await add('Hai'),
      await add('Ba'),
      await add('Bốn'),
    ]
    await db.$executeRaw`delete from search_doc where asset_id = ${missing}::uuid`
    await db.$executeRaw`delete from search_fact where asset_id = ${factless}::uuid`
    await db.$executeRaw`update asset set life = 'trashed' where id = ${extra}::uuid`
    await db.$executeRaw`update search_doc set head = head || '''la'':1A'::tsvector where asset_id = ${different}::uuid`
    const { postgres } = await check()
    expect(postgres).toMatchObject({ extra: [extra], different: [different] })
    expect(postgres?.missing.sort()).toEqual([missing, factless].sort())
    expect(await asked()).toEqual([missing, factless, extra, different].sort())
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      level: 'error',
      event: 'search.drift',
      missing: 2,
      extra: 1,
      different: 1,
    })
    // What waits to be mended is not told again.
    expect((await check()).postgres).toMatchObject({ missing: [], extra: [], different: [] })
    for (const id of await asked()) await indexNow(id)
    await db.$executeRaw`delete from graphile_worker._private_jobs`
    expect((await check()).postgres).toMatchObject({ missing: [], extra: [], different: [], items: 5, indexed: 5 })
    const kept = await db.$queryRaw<{ missing: number }[]>`select missing from search_drift order by at`
    expect(kept.map(row => row.missing)).toEqual([0, 2, 0, 0])
  })
  it('compares what it can where the engine is away', async () => {
    const found = await check({ url: 'http://127.0.0.1:9', key: null, prefix: 't_' })
    expect(Object.keys(found)).toEqual(['postgres'])
  })
})
