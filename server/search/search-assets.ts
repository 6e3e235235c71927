import type { SearchAnswer, SearchQuery, SearchQuestion } from '#contracts/search'
import type { Actor } from '#server/access/actor'
import type { Db, Tx } from '#server/platform/db'
import { asWritten } from './as-written.ts'
import { hydrateHits } from './hydrate-hits.ts'
import { labelFacets } from './label-facets.ts'
import type { IndexQuery, SearchIndex } from './search-index.ts'

/** Finds what the actor may see; the answer is the contract's. Any engine: names, pictures and permission come from the database. */
export async function searchAssets(
  deps: { db: Db; index: SearchIndex },
  actor: Actor,
  query: SearchQuery,
  language: 'vi' | 'en' = 'vi',
): Promise<SearchAnswer> {
  const { db, index } = deps
  const found = await index.query(await indexQuery(db, actor, query))
  const [hits, facets] = await Promise.all([
    hydrateHits(db, actor, found.ids, found.found),
    labelFacets(db, found.facets, language),
  ])
  const texts = hits.flatMap(({ title, description }) => [title, description])
  return {
    hits,
    total: found.total,
    totalIsExact: found.totalIsExact,
    facets,
    didYouMean: found.taken ? asWritten(found.taken, texts) : null,
    next: found.next,
    ...(found.limited ? { limited: true as const } : {}),
  }
}

/** The ids of at most `limit` items that a search finds, in its order of time. Throws as `SearchIndex.query` does. */
export async function idsOfSearch(
  { db, index }: { db: Db; index: SearchIndex },
  actor: Actor,
  question: SearchQuestion,
  limit: number,
): Promise<string[]> {
  const query = { ...question, sort: 'newest', facets: [], limit } as const
  return (await index.query(await indexQuery(db, actor, { ...query, facets: [] }))).ids
}

async function indexQuery(db: Db, actor: Actor, query: SearchQuery): Promise<IndexQuery> {
  const { topic, pillar, theme, place, audience } = query
  const codes = {
    ...{ topic: storable(topic), pillar: storable(pillar), theme: storable(theme), audience: storable(audience) },
    place: await placesWithin(db, storable(place)),
  }
  return { ...query, ...codes, unit: await unitIds(db, storable(query.unit)), actor }
}

/** No code holds NUL and Postgres takes none in text: such a value must find nothing, not fail. */
const storable = (values: readonly string[]): string[] => values.map(value => value.replaceAll('\u0000', '\ufffd'))

// No unit has it: a filter by a unit that does not exist finds nothing, instead of not filtering.
const noUnit = '00000000-0000-0000-0000-000000000000'

/** The places asked for with those that stood before and stand now in their stead, and all that lies in them. */
export async function placesWithin(db: Db | Tx, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return []
  const rows = await db.$queryRaw<{ code: string }[]>`
    select distinct place_within(code) as code from unnest(${[...codes]}::text[]) as code`
  return rows.map(({ code }) => code)
}

/** Units by code or id, with their predecessors and successors, as ids. */
export async function unitIds(db: Db | Tx, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return []
  const rows = await db.$queryRaw<{ id: string }[]>`
    select distinct unit_lineage(id) as id from unit
    where code = any(${[...refs]}::text[]) or id::text = any(${refs.map(ref => ref.toLowerCase())}::text[])`
  return rows.length > 0 ? rows.map(({ id }) => id) : [noUnit]
}
