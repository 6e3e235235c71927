import { describe, expect, it } from 'vitest'
import { searchQuery } from '#contracts/search'
import { anonymous } from '#server/access/actor'
import { isEngineCursor, readEngineCursor, writeEngineCursor } from './engine-cursor.ts'
import { filterText } from './meilisearch-filter.ts'
import { type CountAnswer, facetPlan, flagRequest, readFacets, toldTotal, unionRequest } from './meilisearch-request.ts'

const query = (said: object) => ({ ...searchQuery.parse(said), actor: anonymous })
const at = { now: 5, hidden: [] }

describe('a request to the engine', () => {
  it('asks for the union of all ways under one filter', () => {
    const queries = [
      { q: '"a b"', weight: 16, on: 'title' as const },
      { q: '"a" "b"', weight: 4 },
    ]
    const window = { offset: 0, limit: 9, facets: ['kind'], sort: ['date:desc'] }
    expect(unionRequest({ uid: 'u' }, queries, { field: 'kind', in: ['image'] }, window)).toEqual({
      federation: { offset: 0, limit: 9, facetsByIndex: { u: ['kind'] } },
      queries: [
        {
          ...{ indexUid: 'u', q: '"a b"', filter: 'kind IN ["image"]', matchingStrategy: 'all', sort: ['date:desc'] },
          ...{ attributesToSearchOn: ['title'], attributesToRetrieve: ['id'], federationOptions: { weight: 16 } },
        },
        {
          ...{ indexUid: 'u', q: '"a" "b"', filter: 'kind IN ["image"]', matchingStrategy: 'all', sort: ['date:desc'] },
          ...{ attributesToRetrieve: ['id'], federationOptions: { weight: 4 } },
        },
      ],
    })
  })
  it('asks which hits are found by what, of no others', () => {
    const [one] = flagRequest('u', [{ q: '"a"', weight: 1 }], ['x', 'y']).queries
    expect(one).toMatchObject({ filter: 'id IN ["x", "y"]', limit: 2, attributesToRetrieve: ['id'] })
  })
})

describe('facets', () => {
  it('are counted together where nobody filters by them, alone and without their own filter where somebody does', () => {
    const plan = facetPlan(query({ kind: 'image', facets: 'kind,topic,year' }), at)
    expect(plan.map(({ facets }) => facets)).toEqual([['topic', 'year'], ['kind']])
    expect(plan.map(({ filter }) => filterText(filter).includes('kind IN'))).toEqual([true, false])
    for (const { filter } of facetPlan(query({ kind: 'image' }), at))
      expect(filterText(filter)).toContain('visibility IN ["public"]')
  })
  it('count what may be used, and whose consent was taken back, by the clock', () => {
    const plan = facetPlan(query({ facets: 'rights,consent' }), at)
    expect(plan.map(({ of }) => of)).toEqual(['values', 'values', 'withdrawn'])
    expect(filterText(plan[0]!.filter)).toContain('recalled = false')
    expect(filterText(plan[2]!.filter)).toContain('withdrawnAt <= 5')
  })
  it('are read in the order of their counts, then of their values', () => {
    const plan = facetPlan(query({ facets: 'year,unit,consent' }), at)
    const answers: CountAnswer[] = [
      { distribution: { year: { '2018': 1, '2020': 3, '2019': 3 }, unitLine: { u: 2 } }, total: 4 },
      { distribution: { consent: { recorded: 1 } }, total: 3 },
      { distribution: {}, total: 2 },
    ]
    const facets = readFacets(plan, answers)
    expect(facets.year.map(({ value }) => value)).toEqual(['2019', '2020', '2018'])
    expect(facets.unit).toEqual([{ value: 'u', count: 2 }])
    expect(facets.consent).toEqual([
      { value: 'withdrawn', count: 2 },
      { value: 'recorded', count: 1 },
    ])
    expect(facets.kind).toEqual([])
  })
  it('end with their totals at the cap', () => {
    expect(toldTotal(5_000)).toEqual({ total: 5_000, totalIsExact: true })
    expect(toldTotal(5_001)).toEqual({ total: 5_000, totalIsExact: false })
  })
})

describe('a cursor of the engine', () => {
  const cursor = { sort: 'relevance', corrected: true, tier: 'open', offset: 40 } as const
  it('is read back, of the same sort alone, and told apart from those of Postgres', () => {
    const text = writeEngineCursor(cursor)
    expect(readEngineCursor(text, 'relevance')).toEqual(cursor)
    expect(() => readEngineCursor(text, 'title')).toThrow()
    expect(isEngineCursor(text)).toBe(true)
    for (const other of ['', 'x', Buffer.from('["relevance",0]').toString('base64url')])
      expect(isEngineCursor(other)).toBe(false)
  })
  it('leads no further than the cap', () => {
    for (const offset of [0, -1, 5_001, 1e9, 1.5])
      expect(() => readEngineCursor(writeEngineCursor({ ...cursor, offset }), 'relevance')).toThrow()
  })
})
