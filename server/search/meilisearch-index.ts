import { type Clock, systemClock } from '#server/platform/clock'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { askUnion, flagHits } from './ask-engine.ts'
import { withoutFilters } from './candidate-sql.ts'
import type { EngineConnection } from './engine-connection.ts'
import { type EngineCursor, readEngineCursor, writeEngineCursor } from './engine-cursor.ts'
import { EngineError } from './engine-error.ts'
import { type EngineQuery, rankedQueries, tierQueries } from './engine-queries.ts'
import { type EngineMoment, engineMoment, noteChange, noteChanges } from './engine-state.ts'
import { countedField, queryFilter } from './meilisearch-filter.ts'
import {
  type CountAnswer,
  facetPlan,
  readFacets,
  rerankedHits,
  sortOrder,
  toldTotal,
  unionRequest,
} from './meilisearch-request.ts'
import { engineCap } from './meilisearch-settings.ts'
import { foundWords } from './postgres-index.ts'
import { putDocument, putDocuments, removeDocument } from './put-document.ts'
import { literalPlan, type QueryPlan } from './query-planner.ts'
import { type QueryWord, queryWords } from './query-words.ts'
import { rerank } from './rerank.ts'
import {
  type IndexAnswer,
  type IndexQuery,
  noCounts,
  type PutReport,
  type SearchDocument,
  type SearchIndex,
} from './search-index.ts'
import { synonymCache } from './synonym-cache.ts'
import type { Synonyms } from './synonyms.ts'
import { chooseTier, neededTiers, type Tier, type TierCounts, widerTiers } from './tiers.ts'
import { planQueries } from './tsquery.ts'
import { correctedPlan } from './understand.ts'
import { vocabularyCache } from './vocabulary.ts'

/** A reading of the query at a width; null lists everything. */
type Taken = { plan: QueryPlan; tier: Tier } | null
type Page = { ids: string[]; total: number; more: boolean; answers: CountAnswer[] }

const nothing: IndexAnswer = {
  ...{ ids: [], total: 0, totalIsExact: true, facets: noCounts(), next: null, taken: null },
  found: { words: [], begins: null, phrases: [] },
}
// As long as a correction may take of the database.
const timeoutMs = 2_000

/**
 * Search by Meilisearch. The hub's planner says what to look for, the engine finds and counts under the asker's permission, and the hub ranks.
 * What is written goes to Postgres in the caller's transaction, with a note that the engine has yet to hear of it (push-changes.ts).
 * `query` throws EngineError where the engine cannot answer: with-fallback.ts asks Postgres then.
 */
export class MeilisearchIndex implements SearchIndex {
  readonly #db: Db
  readonly #engine: EngineConnection
  readonly #vocabulary
  readonly #synonyms

  constructor(db: Db, engine: EngineConnection, clock: Clock = systemClock) {
    this.#db = db
    this.#engine = engine
    this.#vocabulary = vocabularyCache(clock)
    this.#synonyms = synonymCache(clock)
  }

  async put(tx: Tx, document: SearchDocument): Promise<PutReport> {
    const report = await putDocument(tx, document)
    await noteChange(tx, document.assetId)
    return report
  }

  async putMany(tx: Tx, documents: readonly SearchDocument[]): Promise<PutReport[]> {
    const reports = await putDocuments(tx, documents)
    await noteChanges(
      tx,
      documents.map(({ assetId }) => assetId),
    )
    return reports
  }

  async remove(tx: Tx, assetId: string): Promise<void> {
    await removeDocument(tx, assetId)
    await noteChange(tx, assetId)
  }

  async query(query: IndexQuery, given?: Synonyms): Promise<IndexAnswer> {
    const cursor = query.cursor === undefined ? null : readEngineCursor(query.cursor, query.sort)
    if (query.sort === 'most-used') throw new EngineError('ours', 'uses are counted in the database alone')
    const at = await engineMoment(this.#db)
    const typed = queryWords(query.q)
    if (typed.length === 0 && query.q.trim() !== '') return nothing
    const taken = typed.length === 0 ? null : await this.#take(query, typed, at, cursor, given)
    if (typed.length > 0 && !taken) return nothing
    return this.#answer(query, taken, at, cursor)
  }

  /** As typed or, where that finds nothing, as it may have been meant; the reading of a cursor where there is one. */
  async #take(
    query: IndexQuery,
    typed: QueryWord[],
    at: EngineMoment,
    cursor: EngineCursor | null,
    given?: Synonyms,
  ): Promise<Taken> {
    const synonyms = given ?? (await transaction(this.#db, tx => this.#synonyms.read(tx)))
    const literal = literalPlan(typed, synonyms)
    const corrected = () => this.#correct(query, typed, synonyms)
    if (cursor) {
      const plan = (cursor.corrected ? await corrected() : null) ?? literal
      return { plan, tier: tierQueries(plan, cursor.tier) ? cursor.tier : 'all' }
    }
    const counts = await this.#count(query, literal, at)
    if (standing(counts) > 0) return { plan: literal, tier: chooseTier(counts) }
    const plan = await corrected()
    if (plan) {
      const found = await this.#count(query, plan, at)
      if (standing(found) + (found.most ?? 0) > 0) return { plan, tier: chooseTier(found) }
    }
    return Object.values(counts).some(count => count > 0) ? { plan: literal, tier: chooseTier(counts) } : null
  }

  /** What was meant is asked of the words in Postgres, under the asker's permission: both engines correct alike. */
  #correct(query: IndexQuery, typed: QueryWord[], synonyms: Synonyms): Promise<QueryPlan | null> {
    return transaction(this.#db, async tx => {
      await tx.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('jit', 'off', true)`
      return correctedPlan(tx, query, typed, await this.#vocabulary.read(tx), synonyms)
    })
  }

  async #count(query: IndexQuery, plan: QueryPlan, at: EngineMoment): Promise<TierCounts> {
    const filter = queryFilter(withoutFilters(query), at)
    const counts: TierCounts = {}
    for (let needed = neededTiers(counts, plan.words.length > 2); needed.length > 0; ) {
      await Promise.all(
        needed.map(async tier => {
          const queries = tierQueries(plan, tier)
          counts[tier] = queries
            ? (await askUnion(this.#engine, unionRequest(this.#engine, queries, filter, { offset: 0, limit: 1 }))).total
            : 0
        }),
      )
      needed = neededTiers(counts, plan.words.length > 2)
    }
    return counts
  }

  async #answer(query: IndexQuery, taken: Taken, at: EngineMoment, cursor: EngineCursor | null): Promise<IndexAnswer> {
    const offset = cursor?.offset ?? 0
    let now = taken
    let page = await this.#page(query, now, at, offset)
    for (const tier of taken && !cursor ? widerTiers(taken.tier, planQueries(taken.plan)) : []) {
      if (page.total > 0 || !taken) break
      now = { plan: taken.plan, tier }
      page = await this.#page(query, now, at, offset)
    }
    const next = offset + page.ids.length
    const plan = now?.plan
    return {
      ids: page.ids,
      ...toldTotal(page.total),
      facets: readFacets(facetPlan(query, at), page.answers),
      found: now ? foundWords(now) : nothing.found,
      taken: plan?.corrected && page.total > 0 ? plan.words.map(({ word }) => word) : null,
      next:
        page.more && next < engineCap
          ? writeEngineCursor({
              sort: query.sort,
              corrected: plan?.corrected ?? false,
              tier: now?.tier ?? 'all',
              offset: next,
            })
          : null,
    }
  }

  async #page(query: IndexQuery, taken: Taken, at: EngineMoment, offset: number): Promise<Page> {
    const union = taken ? (tierQueries(taken.plan, taken.tier) ?? []) : everything
    const counts = facetPlan(query, at).map(({ facets, filter }) =>
      askUnion(
        this.#engine,
        unionRequest(this.#engine, union, filter, {
          offset: 0,
          limit: 1,
          facets: facets.map(name => countedField[name]),
        }),
      ),
    )
    const list =
      taken && query.sort === 'relevance'
        ? this.#ranked(query, taken, at, offset)
        : this.#sorted(query, union, at, offset)
    const [{ ids, total }, answers] = await Promise.all([list, Promise.all(counts)])
    return { ids: ids.slice(0, query.limit), total, more: ids.length > query.limit, answers }
  }

  async #sorted(query: IndexQuery, union: readonly EngineQuery[], at: EngineMoment, offset: number) {
    const sort = sortOrder(query.sort === 'relevance' || query.sort === 'most-used' ? 'newest' : query.sort)
    const request = unionRequest(this.#engine, union, queryFilter(query, at), { offset, limit: query.limit + 1, sort })
    const { hits, total } = await askUnion(this.#engine, request)
    return { ids: hits.map(({ id }) => id), total }
  }

  /** The first hits in the hub's order, those behind them in the engine's. */
  async #ranked(query: IndexQuery, taken: NonNullable<Taken>, at: EngineMoment, offset: number) {
    const queries = rankedQueries(taken.plan, taken.tier)
    const filter = queryFilter(query, at)
    if (offset >= rerankedHits) {
      const { hits, total } = await askUnion(
        this.#engine,
        unionRequest(this.#engine, queries, filter, { offset, limit: query.limit + 1 }),
      )
      return { ids: hits.map(({ id }) => id), total }
    }
    const limit = Math.max(rerankedHits, offset + query.limit + 1)
    const fields = ['id', 'titleF', 'titleC', 'head', 'date']
    const { hits, total } = await askUnion(
      this.#engine,
      unionRequest(this.#engine, queries, filter, { offset: 0, limit, fields }),
    )
    const first = await flagHits(this.#engine, taken, hits.slice(0, rerankedHits))
    const ids = [...rerank(taken.plan, taken.tier, first), ...hits.slice(rerankedHits).map(({ id }) => id)]
    return { ids: ids.slice(offset, offset + query.limit + 1), total }
  }
}

const everything: readonly EngineQuery[] = [{ q: '', weight: 1 }]
const standing = (counts: TierCounts): number => (counts.all ?? counts.phrase ?? 0) + (counts.open ?? 0)
