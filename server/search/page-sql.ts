import type { FacetName } from '#contracts/search-values'
import { Prisma } from '#server/platform/db'
import { candidateCap, filteredFacets, fromMatching, type Match } from './candidate-sql.ts'
import { type FacetColumn, facetColumns } from './facet-columns.ts'
import type { QueryPlan } from './query-planner.ts'
import { scoreSql } from './rank-sql.ts'
import type { SearchCursor } from './search-cursor.ts'
import type { FacetCounts, IndexQuery } from './search-index.ts'
import { sortedSql } from './sorted-sql.ts'
import type { Tier } from './tiers.ts'
import type { PlanQueries } from './tsquery.ts'

/** What is looked for: a plan at a tier, or nothing (then everything is listed). */
export type Wanted = { plan: QueryPlan; queries: PlanQueries; tier: Tier } | null
export type HitRow = { id: string; score: number; date: string; title: string }
/** One page with its totals; `total` is one above the cap where there are more. `hits` holds one more than the page if there is. */
export type PageRow = { total: number; hits: HitRow[]; facets: Partial<FacetCounts> }

const limit = candidateCap + 1

/**
 * One statement for a page: the candidates (at most the cap), their number, the facets each under the other filters, and the hits
 * after the cursor.
 */
export function pageSql(query: IndexQuery, wanted: Wanted, after: SearchCursor | null): Prisma.Sql {
  const match = matchOf(wanted)
  const counted = facetColumns.filter(({ name }) => query.facets.includes(name))
  const filtered = filteredFacets(query).filter(name => query.facets.includes(name))
  const sets = filtered.map(name => {
    const columns = facetValuesOf(counted.filter(facet => facet.name === name))
    return Prisma.sql`${setName(name)} as materialized (
      select a.id${columns} ${fromMatching(match, query, { without: name, facts: true })} limit ${limit})`
  })
  const facets = counted.map(facet => {
    const values = facetValues(facet, filtered.includes(facet.name) ? setName(facet.name) : Prisma.raw('m'))
    return Prisma.sql`${facet.name}::text, (select coalesce(json_agg(f), '[]') from (
      select value, count(*)::int as count from (${values}) as v where value is not null
      group by value order by count desc, value limit 100) as f)`
  })
  const built = facets.length > 0 ? Prisma.sql`json_build_object(${Prisma.join(facets, ', ')})` : Prisma.sql`'{}'::json`
  return Prisma.sql`
    with ${Prisma.join([...candidates(query, wanted, counted), ...sets, ...flagSets(query, wanted)], ', ')}
    select (select count(*)::int from m) as total,
      (select coalesce(json_agg(h), '[]') from (${hits(query, wanted, after)}) as h) as hits,
      ${built} as facets`
}

const setName = (name: FacetName) => Prisma.raw(`m_${name}`)
const columnName = (name: FacetName) => Prisma.raw(`f_${name}`)
/** `, kind as f_kind, ...`: a set carries only what is counted in it. */
const facetValuesOf = (facets: readonly Counted[]): Prisma.Sql =>
  facets.reduce((sql, { name, value }) => Prisma.sql`${sql}, ${value} as ${columnName(name)}`, Prisma.empty)

type Counted = FacetColumn & { name: FacetName }

/**
 * The values of a facet, a row for each item that a filter by the value would find. A filter by a unit or a place finds their
 * predecessors and successors too, so an item counts for its whole lineage, once for each; a lineage is looked up once, not per item.
 */
function facetValues({ name, many, lineage }: Counted, set: Prisma.Sql): Prisma.Sql {
  const column = columnName(name)
  const own = many
    ? Prisma.sql`select id, unnest(${column}) as value from ${set}`
    : Prisma.sql`select id, ${column} as value from ${set}`
  if (!lineage) return Prisma.sql`select value::text as value from (${own}) as ${Prisma.raw(`own_${name}`)}`
  return Prisma.sql`
    with own as materialized (${own}),
      line as (select value, ${lineage}(value) as member from (select distinct value from own) as each)
    select distinct own.id, line.member::text as value from own join line using (value)`
}

const matchOf = (wanted: Wanted): Match => (wanted ? { tsquery: wanted.queries[wanted.tier] ?? '' } : 'every')

/** The CTE `m`. Where there are more than the cap, those with the phrase in their title come in first. */
function candidates(query: IndexQuery, wanted: Wanted, counted: readonly Counted[]): Prisma.Sql[] {
  const columns = Prisma.sql`a.id, a.date${facetValuesOf(counted)}`
  const from = fromMatching(matchOf(wanted), query, { facts: counted.some(({ facts }) => facts) })
  // Ids rise with time: the newest stand for the whole where there are too many to count.
  if (!wanted) return [Prisma.sql`m as materialized (select ${columns} ${from} order by a.id desc limit ${limit})`]
  if (query.sort !== 'relevance') return [Prisma.sql`m as materialized (select ${columns} ${from} limit ${limit})`]
  // The head is unpacked here once (a copy by ||); every look at it later would unpack it again.
  const ranked = Prisma.sql`${columns}, d.head || ''::tsvector as head, d.title_f, d.title_c, d.body_c`
  const phrase = ` ${wanted.plan.words.map(w => w.word).join(' ')} `
  return [
    Prisma.sql`found as materialized (select ${ranked} ${from} limit ${limit})`,
    Prisma.sql`titled as materialized (select ${ranked} ${from} and strpos(d.title_f, ${phrase}) > 0
      and (select count(*) from found) > ${candidateCap} limit ${limit})`,
    Prisma.sql`m as materialized (
      select * from titled union all select * from found where id not in (select id from titled) limit ${limit})`,
  ]
}

/** Which candidates hold every word, and which hold the phrase; what the tier itself demands needs no second look. */
function flagSets(query: IndexQuery, wanted: Wanted): Prisma.Sql[] {
  if (!wanted || query.sort !== 'relevance') return []
  const set = (tsquery: string, given: boolean) =>
    given ? Prisma.sql`select id from m` : Prisma.sql`select a.id ${fromMatching({ tsquery }, query)}`
  const { queries, tier } = wanted
  return [
    Prisma.sql`exact as materialized (${set(queries.all, tier === 'phrase' || tier === 'all')})`,
    Prisma.sql`together as materialized (${set(queries.phrase, tier === 'phrase')})`,
  ]
}

function hits(query: IndexQuery, wanted: Wanted, after: SearchCursor | null): Prisma.Sql {
  const rows = query.limit + 1
  const sort = !wanted && query.sort === 'relevance' ? 'newest' : query.sort
  if (sort === 'relevance' && wanted) {
    const next = after
      ? Prisma.sql`where (score, date, id) < (${after.score}::float8, ${after.date}::date, ${after.id}::uuid)`
      : Prisma.empty
    const score = scoreSql(wanted.plan, wanted.queries, wanted.tier)
    return Prisma.sql`select id, score, date::text, '' as title from (select m.id, m.date, ${score} as score from m) as s
      ${next} order by score desc, date desc, id desc limit ${rows}`
  }
  return sortedSql(query, sort === 'relevance' ? 'newest' : sort, matchOf(wanted), after)
}
