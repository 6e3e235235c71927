import type { FederatedMultiSearchParams, MultiSearchParams } from 'meilisearch'
import type { EngineConnection } from './engine-connection.ts'
import { EngineError } from './engine-error.ts'
import { marksQueries, tierQueries } from './engine-queries.ts'
import { type CountAnswer, flagRequest } from './meilisearch-request.ts'
import type { QueryPlan } from './query-planner.ts'
import type { RankedHit } from './rerank.ts'
import type { Tier } from './tiers.ts'

/** A hit as the engine stores it; `titleF` and the others only where they were asked for. */
export type StoredHit = Omit<RankedHit, 'exact' | 'together' | 'marked'>

const stranger = 'it does not answer as Meilisearch does'

/** Asks for the union of queries. Throws EngineError, also for an answer that is none of Meilisearch's. */
export async function askUnion(
  engine: EngineConnection,
  request: FederatedMultiSearchParams,
): Promise<CountAnswer & { hits: StoredHit[] }> {
  const answer = await engine.search(client => client.multiSearch<FederatedMultiSearchParams, StoredHit>(request))
  if (!Array.isArray(answer?.hits) || typeof answer.estimatedTotalHits !== 'number')
    throw new EngineError('away', stranger)
  const distribution = answer.facetsByIndex?.[engine.uid]?.distribution ?? {}
  return { hits: answer.hits, total: answer.estimatedTotalHits, distribution }
}

async function askEach(engine: EngineConnection, request: MultiSearchParams): Promise<string[][]> {
  if (request.queries.length === 0) return []
  const answer = await engine.search(client => client.multiSearch<MultiSearchParams, { id: string }>(request))
  if (!Array.isArray(answer?.results)) throw new EngineError('away', stranger)
  return answer.results.map(({ hits }) => hits.map(({ id }) => id))
}

/** Which hits hold every word, the phrase, the phrase with its marks: asked of the engine, which alone knows the bodies. */
export async function flagHits(
  engine: EngineConnection,
  { plan, tier }: { plan: QueryPlan; tier: Tier },
  hits: readonly StoredHit[],
): Promise<RankedHit[]> {
  if (hits.length === 0) return []
  const given = { exact: tier === 'phrase' || tier === 'all', together: tier === 'phrase' }
  const asked = [
    given.exact ? [] : (tierQueries(plan, 'all') ?? []),
    given.together ? [] : (tierQueries(plan, 'phrase') ?? []),
    marksQueries(plan).slice(0, 1),
  ]
  const ids = hits.map(({ id }) => id)
  const found = await askEach(engine, flagRequest(engine.uid, asked.flat(), ids))
  const [exact, together, marked] = asked.map(queries => new Set(found.splice(0, queries.length).flat()))
  return hits.map(hit => ({
    ...hit,
    exact: given.exact || exact!.has(hit.id),
    together: given.together || together!.has(hit.id),
    marked: marked!.has(hit.id),
  }))
}
