import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SearchAnswer, searchQuery } from '#contracts/search'
import { anonymous } from '#server/access/actor'
import { createLog } from '#server/platform/log'
import { circuitBreaker } from '#server/search/circuit-breaker'
import { connectEngine } from '#server/search/engine-connection'
import { writeEngineCursor } from '#server/search/engine-cursor'
import { takeLease } from '#server/search/engine-lease'
import { engineState } from '#server/search/engine-state'
import { MeilisearchIndex } from '#server/search/meilisearch-index'
import { engineRecipe } from '#server/search/meilisearch-settings'
import { postgresIndex } from '#server/search/postgres-index'
import type { IndexQuery, SearchIndex } from '#server/search/search-index'
import { engineWriter } from '#server/search/start-engine-writer'
import { tellSearch } from '#server/search/tell-search'
import { withFallback } from '#server/search/with-fallback'
import { indexAssets } from '#workers/search/index-assets'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

// A network that fails, not an engine: nothing here answers as Meilisearch does.
describe('a search engine that is away', () => {
  let hub: TestHub
  const open: Server[] = []
  const sockets = new Set<Socket>()
  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
    const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    for (const title of ['Núi Bà Đen', 'Núi lửa'])
      await editor.post('/api/v1/articles', { title, html: '<p>x</p>', visibility: 'public' })
    await hub.idle()
    // The worker of a hub without an engine forgets once, at its start.
    await takeLease(hub.deps.db, 'somebody')
    await hub.deps.db.$executeRaw`update search_engine set serving = ${engineRecipe}, state = 'ready', writer = null`
  })
  afterEach(async () => {
    const closed = open.splice(0).map(server => new Promise(resolve => server.close(resolve)))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  })
  afterAll(() => hub.close())

  const query = (said: object = {}): IndexQuery => ({ ...searchQuery.parse({ q: 'nui', ...said }), actor: anonymous })
  const log = createLog('silent', 'test')
  let now = Date.parse('2026-01-01')
  const clock = { now: () => new Date(now) }

  function indexAt(url: string): { index: SearchIndex; asked: () => number } {
    const { db } = hub.deps
    let asked = 0
    const engine = new MeilisearchIndex(db, connectEngine({ url, key: null, prefix: 't_' }, { search: 300 }))
    const counting: SearchIndex = {
      ...{ put: engine.put.bind(engine), putMany: engine.putMany.bind(engine), remove: engine.remove.bind(engine) },
      query: (...given) => {
        asked++
        return engine.query(...given)
      },
    }
    const parts = { db, log, postgres: postgresIndex(db), breaker: circuitBreaker(clock) }
    return { index: withFallback({ ...parts, engine: counting }), asked: () => asked }
  }
  async function listening(server: Server): Promise<string> {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    open.push(server)
    server.on('connection', socket => sockets.add(socket))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const http = (answer: RequestListener) => listening(createServer(answer))
  const closedPort = async () => {
    const url = await http(() => {})
    await new Promise(resolve => open.pop()?.close(resolve))
    return url
  }

  const failures: [string, () => Promise<string>][] = [
    ['refuses the connection', closedPort],
    ['never answers', () => http(() => {})],
    ['cuts the line', () => listening(createNetServer(socket => socket.once('data', () => socket.destroy())))],
    ['answers 503', () => http((_req, res) => res.writeHead(503).end('busy'))],
    [
      'answers 500 with words of its own',
      () => http((_req, res) => res.writeHead(500).end('{"code":"internal","message":"x"}')),
    ],
    ['answers a page', () => http((_req, res) => res.end('<html>hello</html>'))],
    ['answers other JSON', () => http((_req, res) => res.end('{"ok":true}'))],
    ['answers null', () => http((_req, res) => res.end('null'))],
    ['is too old', () => http((_req, res) => res.end('{"pkgVersion":"1.3.0"}'))],
    ['speaks no HTTP', () => listening(createNetServer(socket => socket.end('SSH-2.0-x\r\n')))],
    ['refuses the key', () => http((_req, res) => res.writeHead(403).end('{"code":"invalid_api_key","message":"x"}'))],
    [
      'answers half',
      () =>
        http(
          (_req, res) =>
            res.writeHead(200, { 'content-length': '900' }).write('{') && setTimeout(() => res.destroy(), 20),
        ),
    ],
  ]
  it.each(failures)('that %s leaves the answer to Postgres, which says so', async (_what, failing) => {
    const { index } = indexAt(await failing())
    const twin = await postgresIndex(hub.deps.db).query(query())
    const began = performance.now()
    expect(await index.query(query())).toEqual({ ...twin, limited: true })
    expect(twin.ids).toHaveLength(2)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
  it('is waited for once, then left alone for a while and tried again', async () => {
    const { index, asked } = indexAt(await closedPort())
    for (let i = 0; i < 5; i++) expect((await index.query(query())).limited).toBe(true)
    expect(asked()).toBe(1)
    now += 1_000
    for (let i = 0; i < 5; i++) await index.query(query())
    expect(asked()).toBe(2)
  })
  it('refuses what is no fault of its', async () => {
    const { index } = indexAt(await closedPort())
    await expect(index.query(query({ cursor: 'x' }))).rejects.toMatchObject({ key: 'invalid-request' })
    const forged = Buffer.from('["engine","relevance",0,"all",-1]').toString('base64url')
    await expect(index.query(query({ cursor: forged }))).rejects.toMatchObject({ key: 'invalid-request' })
  })
  it('asks for a new search where a list that it began goes on', async () => {
    const { index } = indexAt(await closedPort())
    const cursor = writeEngineCursor({ sort: 'relevance', corrected: false, tier: 'all', offset: 40 })
    await expect(index.query(query({ cursor }))).rejects.toMatchObject({ key: 'store-unavailable' })
  })
  it('is not asked for a list that Postgres began, or for uses, and neither is called limited', async () => {
    const { index, asked } = indexAt(await closedPort())
    const { next } = await postgresIndex(hub.deps.db).query(query({ limit: 1 }))
    expect(await index.query(query({ limit: 1, cursor: next }))).not.toHaveProperty('limited')
    expect(await index.query(query({ sort: 'most-used' }))).not.toHaveProperty('limited')
    expect(asked()).toBe(0)
  })
  it('is not asked while no index of today’s recipe stands, nor held to be broken for it', async () => {
    const { db } = hub.deps
    const { index, asked } = indexAt(await closedPort())
    await db.$executeRaw`update search_engine set serving = 'older'`
    for (let i = 0; i < 3; i++) expect((await index.query(query())).limited).toBe(true)
    expect(asked()).toBe(3)
    await db.$executeRaw`update search_engine set serving = ${engineRecipe}`
  })
  it('is not believed when too many items wait whose permission changed', async () => {
    const { db } = hub.deps
    const { index } = indexAt(await http((_req, res) => res.end('{"hits":[],"estimatedTotalHits":0}')))
    await db.$executeRaw`insert into search_change (asset_id, closed) select gen_random_uuid(), true from generate_series(1, 501)`
    expect((await index.query(query())).limited).toBe(true)
    await db.$executeRaw`delete from search_change`
  })
  it('is told of nothing while it is away: the changes wait, and the state says since when', async () => {
    const { db } = hub.deps
    const hubIndex = new MeilisearchIndex(db, connectEngine({ url: await closedPort(), key: null, prefix: 't_' }))
    const { id } = await db.asset.findFirstOrThrow()
    await db.$transaction(tx => hubIndex.remove(tx, id))
    const writer = engineWriter({
      db,
      log,
      engine: connectEngine({ url: await closedPort(), key: null, prefix: 't_' }),
    })
    await expect(writer.work()).rejects.toMatchObject({ failure: 'away' })
    expect(await engineState(db)).toMatchObject({ waiting: 1, serves: true })
    await writer.leave()
    await db.$executeRaw`delete from search_change`
  })

  it('is noted as having yet to hear of every item that is indexed together with others', async () => {
    const { db } = hub.deps
    const ids = (await db.asset.findMany({ select: { id: true } })).map(({ id }) => id)
    const { index } = indexAt(await closedPort())
    await indexAssets(ids, { db, index, log })
    const noted = await db.$queryRaw<{ id: string }[]>`select asset_id as id from search_change order by 1`
    expect(noted.map(({ id }) => id)).toEqual([...ids].sort())
    expect(ids.length).toBeGreaterThan(1)
    await db.$executeRaw`delete from search_change`
  })
})

describe('a hub whose engine is away', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0', MEILI_URL: 'http://127.0.0.1:9' } })
  })
  afterAll(() => hub.close())

  const engine = async () => (await hub.anonymous.get<{ status: string; search: string }>('/readyz')).body

  it('works, answers by the same filters, says so, and stays ready', async () => {
    const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    await editor.post('/api/v1/articles', {
      title: 'Núi Bà Đen',
      html: '<p>x</p>',
      visibility: 'public',
      topics: ['du-lich'],
    })
    await hub.idle()
    const { body } = await hub.anonymous.get<SearchAnswer>('/api/v1/search?q=nui&topic=du-lich')
    expect(body).toMatchObject({ total: 1, limited: true, hits: [{ title: 'Núi Bà Đen' }] })
    expect(body.facets.kind).toEqual([{ value: 'article', label: 'article', count: 1 }])
    expect(await engine()).toMatchObject({ status: 'ok', search: 'limited' })
  })
  it('tells whoever looks after the hub since when, and what waits', async () => {
    const { db, config } = hub.deps
    let told = await tellSearch(db, config.engine)
    for (let i = 0; i < 300 && !told.lines.some(line => line.startsWith('FAILING')); i++) {
      await new Promise(resolve => setTimeout(resolve, 100))
      told = await tellSearch(db, config.engine)
    }
    expect(told.healthy).toBe(false)
    expect(told.lines).toEqual([
      'engine: Meilisearch at http://127.0.0.1:9',
      'searches are answered by Postgres meanwhile',
      'a new index is being built',
      expect.stringMatching(/^changes that it has yet to hear of: 1, the oldest of 2/),
      expect.stringMatching(/^FAILING since .*: away: /),
    ])
    expect(await tellSearch(db, null)).toEqual({ healthy: true, lines: ['engine: Postgres'] })
  })
  it('notes every change of what may be seen in its own transaction', async () => {
    const { db } = hub.deps
    const { id } = await db.asset.findFirstOrThrow()
    const noted = async () =>
      (
        await db.$queryRaw<
          { closed: boolean; seq: bigint }[]
        >`select closed, seq from search_change where asset_id = ${id}::uuid`
      )[0]
    const before = await noted()
    expect(before).toBeDefined()
    await db.asset.update({ where: { id }, data: { title: 'Núi khác' } })
    expect((await noted())?.seq).toBe(before?.seq)
    for (const data of [
      { embargoUntil: new Date('2999-01-01') },
      { rightsUntil: new Date('2020-01-01') },
      { visibility: 'draft' },
      { life: 'trashed' },
      { consentWithdrawnAt: new Date('2020-01-01') },
      { recalledAt: new Date('2020-01-01') },
    ]) {
      await db.$executeRaw`update search_change set closed = false where asset_id = ${id}::uuid`
      await db.asset.update({ where: { id }, data })
      expect.soft((await noted())?.closed, JSON.stringify(data)).toBe(true)
    }
  })
})
