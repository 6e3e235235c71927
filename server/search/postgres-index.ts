import { type Clock, systemClock } from '#server/platform/clock'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { candidateCap } from './candidate-sql.ts'
import { type PageRow, pageSql, type Wanted } from './page-sql.ts'
import { putDocument, putDocuments, removeDocument } from './put-document.ts'
import { literalPlan, type QueryPlan } from './query-planner.ts'
import { type QueryWord, queryWords } from './query-words.ts'
import type { Vocabulary } from './readings.ts'
import { readSearchCursor, type SearchCursor, writeSearchCursor } from './search-cursor.ts'
import { type FoundWords, type IndexAnswer, type IndexQuery, noCounts, type SearchIndex } from './search-index.ts'
import { slowSearch } from './slow-search.ts'
import { synonymCache } from './synonym-cache.ts'
import type { Synonyms } from './synonyms.ts'
import { chooseTier, countTiers, type TierCounts, widerTiers } from './tiers.ts'
import { planQueries } from './tsquery.ts'
import { correctedPlan } from './understand.ts'
import { vocabularyCache } from './vocabulary.ts'

/** Search in the hub's own Postgres: no extension, no other server. Folding and planning are done here, ranking in SQL. */
export function postgresIndex(db: Db, options: { clock?: Clock; timeoutMs?: number } = {}): SearchIndex {
  const clock = options.clock ?? systemClock
  const cache = vocabularyCache(clock)
  const standing = synonymCache(clock)
  const timeoutMs = options.timeoutMs ?? 5_000
  return {
    put: putDocument,
    putMany: putDocuments,
    remove: removeDocument,
    query: (query, synonyms) =>
      slowSearch(() =>
        transaction(db, async tx => {
          const known = { synonyms: synonyms ?? (await standing.read(tx)), vocabulary: () => cache.read(tx) }
          return answer(tx, query, timeoutMs, known)
        }),
      ),
  }
}

/** What the planner knows beside the query; the vocabulary is read where the query needs it. */
type Known = { synonyms: Synonyms; vocabulary: () => Promise<Vocabulary> }

const nothing: IndexAnswer = {
  ids: [],
  total: 0,
  totalIsExact: true,
  facets: noCounts(),
  found: { words: [], begins: null, phrases: [] },
  taken: null,
  next: null,
}

async function answer(tx: Tx, query: IndexQuery, timeoutMs: number, known: Known): Promise<IndexAnswer> {
  // JIT costs more than these statements; 5,000 candidates with their heads fit in 32 MB. A scan of the table would unpack every
  // vector, which the planner takes for free.
  await tx.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('jit', 'off', true), set_config('work_mem', '32MB', true),
    set_config('enable_seqscan', 'off', true)`
  const after = query.cursor === undefined ? null : readSearchCursor(query.cursor, query.sort)
  const typed = queryWords(query.q)
  if (typed.length === 0) return query.q.trim() === '' ? listEverything(tx, query, after) : nothing
  const wanted = after ? await resume(tx, query, typed, after, known) : await begin(tx, query, typed, known)
  if (!wanted) return nothing
  const { page, at } = await firstPageWithHits(tx, query, wanted, after)
  return answerOf(query, at, page)
}

async function listEverything(tx: Tx, query: IndexQuery, after: SearchCursor | null): Promise<IndexAnswer> {
  return answerOf(query, null, await readPage(tx, query, null, after))
}

type Looking = NonNullable<Wanted>

/** Reads the query as typed and, where that finds nothing, as it may have been meant; null where neither finds anything. */
async function begin(tx: Tx, query: IndexQuery, typed: readonly QueryWord[], known: Known): Promise<Looking | null> {
  const literal = lookingFor(literalPlan(typed, known.synonyms))
  const counts = await countTiers(tx, literal.queries, query)
  if ((counts.all ?? counts.phrase ?? 0) + (counts.open ?? 0) > 0) return { ...literal, tier: chooseTier(counts) }
  const plan = await correctedPlan(tx, query, typed, await known.vocabulary(), known.synonyms)
  if (plan) {
    const corrected = lookingFor(plan)
    const found = await countTiers(tx, corrected.queries, query)
    // A correction must make sense of the query; one that finds a word here and there is a guess on a guess.
    if ((found.all ?? found.phrase ?? 0) + (found.open ?? 0) + (found.most ?? 0) > 0)
      return { ...corrected, tier: chooseTier(found) }
  }
  return hasHits(counts) ? { ...literal, tier: chooseTier(counts) } : null
}

/** The list that a cursor is of: the same reading, the same tier. */
async function resume(
  tx: Tx,
  query: IndexQuery,
  typed: readonly QueryWord[],
  after: SearchCursor,
  known: Known,
): Promise<Looking> {
  const corrected = after.corrected
    ? await correctedPlan(tx, query, typed, await known.vocabulary(), known.synonyms)
    : null
  const looking = lookingFor(corrected ?? literalPlan(typed, known.synonyms))
  return { ...looking, tier: looking.queries[after.tier] === null ? 'all' : after.tier }
}

const lookingFor = (plan: QueryPlan): Looking => ({ plan, queries: planQueries(plan), tier: 'all' })
const hasHits = (counts: TierCounts): boolean => Object.values(counts).some(count => count > 0)

/** The page at the tier; where filters leave nothing of it, at the next wider one that has something. */
async function firstPageWithHits(tx: Tx, query: IndexQuery, wanted: Looking, after: SearchCursor | null) {
  let at = wanted
  let page = await readPage(tx, query, at, after)
  for (const tier of after ? [] : widerTiers(wanted.tier, wanted.queries)) {
    if (page.total > 0) break
    at = { ...wanted, tier }
    page = await readPage(tx, query, at, after)
  }
  return { page, at }
}

async function readPage(tx: Tx, query: IndexQuery, wanted: Wanted, after: SearchCursor | null): Promise<PageRow> {
  const [page] = await tx.$queryRaw<PageRow[]>(pageSql(query, wanted, after))
  if (!page) throw new Error('a page is one row')
  return page
}

function answerOf(query: IndexQuery, wanted: Looking | null, page: PageRow): IndexAnswer {
  const hits = page.hits.slice(0, query.limit)
  const last = page.hits.length > query.limit ? hits.at(-1) : undefined
  const plan = wanted?.plan
  return {
    ids: hits.map(({ id }) => id),
    total: Math.min(page.total, candidateCap),
    totalIsExact: page.total <= candidateCap,
    facets: { ...noCounts(), ...page.facets },
    found: wanted ? foundWords(wanted) : nothing.found,
    taken: plan?.corrected && page.total > 0 ? plan.words.map(({ word }) => word) : null,
    next: last
      ? writeSearchCursor({
          ...last,
          sort: query.sort,
          corrected: plan?.corrected ?? false,
          tier: wanted?.tier ?? 'all',
        })
      : null,
  }
}

/** What a reading at a tier finds, so that it can be shown in the text. */
export function foundWords({ plan, tier }: Pick<Looking, 'plan' | 'tier'>): FoundWords {
  const last = plan.words.at(-1)?.word ?? ''
  return {
    words: plan.words.flatMap(({ word, others }) => [word, ...others]),
    begins: tier === 'open' ? last : null,
    phrases: plan.units.flatMap(({ synonyms }) => synonyms),
  }
}
