import type { FederatedMultiSearchParams, MultiSearchParams, MultiSearchQueryWithFederation } from 'meilisearch'
import { type FacetName, facetNames, type SearchSort } from '#contracts/search-values'
import type { EngineQuery } from './engine-queries.ts'
import { countedField, type EngineFilter, filterText, type Now, queryFilter, usableNow } from './meilisearch-filter.ts'
import { engineCap } from './meilisearch-settings.ts'
import { type FacetCounts, type IndexQuery, noCounts } from './search-index.ts'

/** So many hits of the beginning are ranked by the hub; what follows stands as the engine has it. */
export const rerankedHits = 120

/** What a request is about beside the query: the index, the moment, what the engine may not speak of. */
export type Asked = { uid: string; now: Now; hidden: readonly string[] }

type Window = {
  offset: number
  limit: number
  sort?: readonly string[]
  fields?: readonly string[]
  facets?: readonly string[]
}

/** The union of `queries` under a filter as one list, with facets counted over the union. */
export function unionRequest(
  { uid }: Pick<Asked, 'uid'>,
  queries: readonly EngineQuery[],
  filter: EngineFilter,
  { offset, limit, sort, fields = ['id'], facets = [] }: Window,
): FederatedMultiSearchParams {
  const text = filterText(filter)
  return {
    federation: { offset, limit, ...(facets.length > 0 ? { facetsByIndex: { [uid]: [...facets] } } : {}) },
    queries: queries.map(
      (query): MultiSearchQueryWithFederation => ({
        ...asked(uid, query, text),
        ...(sort ? { sort: [...sort] } : {}),
        attributesToRetrieve: [...fields],
        federationOptions: { weight: query.weight },
      }),
    ),
  }
}

const asked = (uid: string, { q, on }: EngineQuery, filter: string) =>
  ({
    ...{ indexUid: uid, q, filter, matchingStrategy: 'all' as const },
    ...(on ? { attributesToSearchOn: [on] } : {}),
  }) as const

/** Which of `ids` each of the queries finds: one answer a query, in their order. */
export function flagRequest(uid: string, queries: readonly EngineQuery[], ids: readonly string[]): MultiSearchParams {
  const filter = filterText({ field: 'id', in: ids })
  return {
    queries: queries.map(query => ({
      ...asked(uid, query, filter),
      limit: ids.length,
      attributesToRetrieve: ['id'],
    })),
  }
}

/** The engine's order of a sort; ids decide between equals, as in Postgres. */
export function sortOrder(sort: Exclude<SearchSort, 'relevance' | 'most-used'>): string[] {
  const orders = {
    newest: ['date:desc', 'id:desc'],
    oldest: ['date:asc', 'id:asc'],
    title: ['titleKey:asc', 'id:asc'],
    largest: ['size:desc', 'id:desc'],
    smallest: ['size:asc', 'id:asc'],
  }
  return orders[sort]
}

/** A count of facets that share one filter: those that nobody filters by together, every other one by itself. */
export type FacetCount = { facets: readonly FacetName[]; filter: EngineFilter; of: 'values' | 'withdrawn' }

/**
 * How the asked facets are counted, each under the other filters and never under its own. `rights` counts what may be used at this moment; of
 * `consent` the value `withdrawn` is a matter of the clock and is counted apart.
 */
export function facetPlan(query: IndexQuery, at: Pick<Asked, 'now' | 'hidden'>): FacetCount[] {
  const wanted = facetNames.filter(name => query.facets.includes(name))
  const alone = (name: FacetName) => query[name].length > 0 || name === 'rights' || name === 'consent'
  const together = wanted.filter(name => !alone(name))
  const counts: FacetCount[] =
    together.length > 0 ? [{ facets: together, filter: queryFilter(query, at), of: 'values' }] : []
  for (const name of wanted.filter(alone)) {
    const filter = queryFilter(query, at, name)
    if (name === 'rights') counts.push({ facets: [name], filter: both(filter, usableNow(at.now)), of: 'values' })
    else if (name === 'consent') {
      const withdrawn = { field: 'withdrawnAt', is: '<=', than: at.now } as const
      const standing = { field: 'withdrawnAt', is: '>', than: at.now } as const
      counts.push({ facets: [name], filter: both(filter, standing), of: 'values' })
      counts.push({ facets: [name], filter: both(filter, withdrawn), of: 'withdrawn' })
    } else counts.push({ facets: [name], filter, of: 'values' })
  }
  return counts
}

const both = (a: EngineFilter, b: EngineFilter): EngineFilter => ({ all: [a, b] })

/** What an answer to a count says: the distribution by field, and how many documents there are. */
export type CountAnswer = { distribution: Record<string, Record<string, number>>; total: number }

/** The facets out of the answers to `facetPlan`'s counts, in its order: most frequent first, as Postgres has them. */
export function readFacets(counts: readonly FacetCount[], answers: readonly CountAnswer[]): FacetCounts {
  const facets = noCounts()
  for (const [i, { facets: names, of }] of counts.entries()) {
    const answer = answers[i]
    if (!answer) continue
    for (const name of names) {
      if (of === 'withdrawn')
        facets[name].push(...(answer.total > 0 ? [{ value: 'withdrawn', count: answer.total }] : []))
      else
        for (const [value, count] of Object.entries(answer.distribution[countedField[name]] ?? {}))
          facets[name].push({ value, count })
    }
  }
  for (const name of facetNames)
    facets[name] = facets[name].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, 100)
  return facets
}

/** A total as it is told: no further than the cap. */
export function toldTotal(total: number): { total: number; totalIsExact: boolean } {
  return { total: Math.min(total, engineCap), totalIsExact: total <= engineCap }
}
