import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchQuery } from '#contracts/search'
import { anonymous } from '#server/access/actor'
import { systemClock } from '#server/platform/clock'
import { transaction } from '#server/platform/db'
import { canonText } from '#server/search/plan-marks'
import { postgresIndex } from '#server/search/postgres-index'
import { literalPlan } from '#server/search/query-planner'
import { queryWords } from '#server/search/query-words'
import { type RankedHit, rerank } from '#server/search/rerank'
import type { SearchIndex } from '#server/search/search-index'
import { synonymCache } from '#server/search/synonym-cache'
import { chooseTier, countTiers } from '#server/search/tiers'
import { planQueries } from '#server/search/tsquery'
import { evaluateSearch } from '../../scripts/eval-search.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

const province = join(import.meta.dirname, 'judged/province')

describe('the order of hits outside Postgres', () => {
  let database: TestDatabase
  let index: SearchIndex
  beforeAll(async () => {
    database = await testDatabase()
    index = postgresIndex(database.db)
    await evaluateSearch(database.db, index, province)
  }, 120_000)
  afterAll(() => database?.drop())

  /** What the engine would say of the hits, said by the rows of the index in Postgres. */
  async function asEngine(q: string, ids: readonly string[]) {
    return transaction(database.db, async tx => {
      const plan = literalPlan(queryWords(q), await synonymCache(systemClock).read(tx))
      const queries = planQueries(plan)
      const query = { ...searchQuery.parse({ q }), actor: anonymous }
      const tier = chooseTier(await countTiers(tx, queries, query))
      const typed = plan.words.some(({ marked }) => marked !== null) ? canonText(plan) : 'no marks \u0001'
      const hits = await tx.$queryRaw<RankedHit[]>`
        select a.id, d.title_f as "titleF", d.title_c as "titleC", d.head::text as head, to_char(a.date, 'YYYYMMDD')::int as date,
          d.tsv @@ ${queries.all}::tsquery as exact, d.tsv @@ ${queries.phrase}::tsquery as together,
          strpos(lower(left(d.body_c, 4000)), ${typed}) > 0 as marked
        from search_doc d join asset a on a.id = d.asset_id where a.id = any(${[...ids]}::uuid[])`
      return rerank(plan, tier, hits)
    })
  }

  it('is Postgres’ own, hit by hit, for every judged query that is taken as typed', async () => {
    const lines = readFileSync(join(province, 'queries.jsonl'), 'utf8').split('\n').filter(Boolean)
    let compared = 0
    let hits = 0
    for (const q of lines.map(line => (JSON.parse(line) as { q: string }).q)) {
      const answer = await index.query({ ...searchQuery.parse({ q, limit: 100, facets: '' }), actor: anonymous })
      if (answer.taken || answer.next) continue
      expect.soft(await asEngine(q, answer.ids), q).toEqual(answer.ids)
      compared++
      hits += answer.ids.length
    }
    expect(compared).toBeGreaterThan(60)
    expect(hits).toBeGreaterThan(compared * 3)
  }, 120_000)
})
