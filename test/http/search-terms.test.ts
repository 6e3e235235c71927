import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SearchTermList } from '#contracts/saved-search'
import { closeDays } from '#server/saved-searches/close-days'
import { countSearches } from '#server/saved-searches/count-searches'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const tables = ['search_day', 'search_asker', 'search_salt', 'search_month'] as const

describe('what is searched for', () => {
  let hub: TestHub
  let [curator, reader, other] = [] as unknown as [TestClient, TestClient, TestClient]
  beforeAll(async () => {
    hub = await startTestHub()
    curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    other = await hub.person('Người khác', { memberships: [{ unit: 'dai', role: 'reader' }] })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    for (const table of tables) await hub.deps.db.$executeRawUnsafe(`delete from ${table}`)
  })
  const list = async (query = '') => (await curator.get<SearchTermList>(`/api/v1/search-terms${query}`)).body
  const count = async (heard: readonly { asker: string; q: string; total?: number }[]) => {
    for (const { asker, q, total = 0 } of heard) {
      const counter = countSearches(hub.deps.db, hub.deps.log)
      counter.hear({ asker, query: { q } as never, total })
      await counter.close()
    }
  }
  const yesterday = () =>
    hub.deps.db.$transaction(
      ['search_day', 'search_asker', 'search_salt'].map(table =>
        hub.deps.db.$executeRawUnsafe(`update ${table} set day = day - 1`),
      ),
    )

  it('is counted beside the request, by what a person rested on, and shown once two asked for it on one day', async () => {
    for (const client of [reader, other])
      for (const q of ['l', 'lễ', 'Lễ hội Xuân']) await client.get(`/api/v1/search?q=${encodeURIComponent(q)}`)
    const seen = async () => (await list()).top
    await expect.poll(seen, { timeout: 20_000, interval: 200 }).toMatchObject([{ term: 'le hoi xuan', asked: 2 }])
    const rows = await hub.deps.db.searchDay.findMany()
    expect(rows.map(row => row.term)).toEqual(['le hoi xuan'])
  })

  it('tells apart what finds nothing, and how much the rest finds', async () => {
    const ask = (q: string, total: number) => ['a', 'b'].map(asker => ({ asker, q, total }))
    await count([
      ...ask('Núi Bà Đen', 250),
      ...ask('nui ba den', 3),
      ...ask('múa trống chhay-dăm', 0),
      ...ask('bánh', 12),
    ])
    const { top, nothing, askers } = await list()
    expect(askers).toBe(2)
    expect(top.map(({ term, found }) => [term, found])).toEqual([
      ['nui ba den', { none: 0, few: 2, dozens: 0, many: 2 }],
      ['banh', { none: 0, few: 0, dozens: 2, many: 0 }],
      ['mua trong chhay dam', { none: 2, few: 0, dozens: 0, many: 0 }],
    ])
    expect(nothing.map(({ term }) => term)).toEqual(['mua trong chhay dam'])
  })

  it('is not shown, and not kept after the night, where only one asked, however often', async () => {
    await count([...Array(9)].map(() => ({ asker: 'a', q: 'chuyện riêng' })))
    await count(['a', 'b'].map(asker => ({ asker, q: 'chung', total: 2 })))
    expect((await list()).top.map(({ term }) => term)).toEqual(['chung'])
    await yesterday()
    await closeDays(hub.deps.db)
    await closeDays(hub.deps.db)
    const kept = await hub.deps.db.searchMonth.findMany()
    expect(kept).toMatchObject([{ term: 'chung', none: 0, few: 2 }])
    for (const table of ['searchDay', 'searchAsker', 'searchSalt'] as const)
      expect(await (hub.deps.db[table] as { count(): Promise<number> }).count()).toBe(0)
  })

  it('adds days up to a month, and keeps months apart', async () => {
    await hub.deps.db
      .$executeRaw`insert into search_month values ('2026-01-01', 'tet', 0, 5, 0, 0), ('2026-02-01', 'tet', 1, 0, 0, 0)`
    expect(await list('?month=2026-01')).toMatchObject({
      month: '2026-01',
      earliest: '2026-01-01',
      top: [{ asked: 5 }],
    })
    expect((await list('?month=2026-02')).nothing).toMatchObject([{ term: 'tet', asked: 1 }])
    expect((await list('?month=2025-02')).top).toEqual([])
    for (const month of ['2026-13', '26-01', '2026-01-01', 'x'])
      expect((await curator.get(`/api/v1/search-terms?month=${month}`)).status).toBe(400)
  })

  it('keeps no query that looks like a person’s data', async () => {
    const personal = ['an@x.gov.vn', '0912 345 678', 'cccd 072190001234', '072.190.001.234']
    await count(personal.flatMap(q => ['a', 'b'].map(asker => ({ asker, q }))))
    expect(await hub.deps.db.searchDay.count()).toBe(0)
  })

  it('holds nothing that says who asked: no id, no address, no hour, no mark that two terms share', async () => {
    await count([
      { asker: reader.personId, q: 'một' },
      { asker: reader.personId, q: 'hai' },
      { asker: '10.1.2.3', q: 'một' },
    ])
    const said = JSON.stringify(
      await Promise.all(tables.map(table => hub.deps.db.$queryRawUnsafe(`select * from ${table}`))),
    )
    expect(said).not.toContain(reader.personId)
    expect(said).not.toContain('10.1.2.3')
    const marks = await hub.deps.db.searchAsker.findMany()
    expect(new Set(marks.map(row => Buffer.from(row.mark).toString('hex'))).size).toBe(3)
    const columns = await hub.deps.db.$queryRaw<{ type: string }[]>`
      select data_type as type from information_schema.columns where table_name = any(${[...tables]}::text[])`
    expect(new Set(columns.map(({ type }) => type))).toEqual(new Set(['date', 'text', 'bytea', 'integer']))
  })

  it('costs no search its answer where it cannot be counted, and says so in the log', async () => {
    const said: object[] = []
    const log = { ...hub.deps.log, warn: (line: object) => void said.push(line) }
    const away = { $transaction: () => Promise.reject(new Error('away')) } as unknown as typeof hub.deps.db
    const counter = countSearches(away, log as typeof hub.deps.log, 10)
    expect(counter.hear({ asker: 'a', query: { q: 'núi' } as never, total: 1 })).toBeUndefined()
    while (said.length === 0) await pause(5)
    expect(said).toMatchObject([{ event: 'search-terms.not-counted', searches: 1 }])
    await counter.close()
  })

  it('is for curators and administrators to read', async () => {
    expect((await reader.get('/api/v1/search-terms')).status).toBe(403)
    expect((await hub.anonymous.get('/api/v1/search-terms')).status).toBe(401)
  })
})
