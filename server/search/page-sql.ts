import type { FacetName } from '#contracts/search-values'
import { Prisma } from '#server/platform/db'
import { candidateCap, filteredFacets, fromMatching, type Match } from './candidate-sql.ts'
import { type FacetColumn, facetColumns } from './facet-columns.ts'
import type { QueryPlan } from './query-planner.ts'
import { hasMarksSql, marksSql, scoreSql, tellsAll } from './rank-sql.ts'
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
    with ${Prisma.join([...flagSets(query, wanted), ...candidates(query, wanted, counted), ...sets], ', ')}
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
 * predecessors and successors too, and one by a place what lies in it: an item counts for its whole lineage and for every place over
 * it, once for each; a lineage is looked up once, not per item.
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

/**
 * The CTE `m`: what is counted, with its facets and, by relevance, its score. Where there are more than the cap, those with the phrase in
 * their title come in first. Each candidate's rows are looked up once: it is scored where it is found.
 */
function candidates(query: IndexQuery, wanted: Wanted, counted: readonly Counted[]): Prisma.Sql[] {
  const facts = counted.some(facet => facet.facts)
  const match = matchOf(wanted)
  const columns = Prisma.sql`a.id, a.date${facetValuesOf(counted)}`
  // Ids rise with time: the newest stand for the whole where there are too many to count.
  if (!wanted) {
    const newest = Prisma.sql`select ${columns} ${fromMatching(match, query, { facts })} order by a.id desc limit ${limit}`
    return [Prisma.sql`m as materialized (${newest})`]
  }
  if (query.sort !== 'relevance')
    return [Prisma.sql`m as materialized (select ${columns} ${fromMatching(match, query, { facts })} limit ${limit})`]
  const { plan, queries, tier } = wanted
  const phrase = ` ${plan.words.map(w => w.word).join(' ')} `
  // The head is unpacked once for each (a copy by ||), and only for what may be seen; every look at it would unpack it again.
  const head = Prisma.sql`cross join lateral (select d.head || ''::tsvector as head where a.id is not null offset 0) h`
  const scored = Prisma.sql`select ${columns}, ${scoreSql(plan, queries, tier)} as score, ${hasMarksSql(queries)} as marked`
  const titled = fromMatching({ tsquery: queries.titled }, query, { facts, beside: head })
  return [
    Prisma.sql`titled as materialized (${scored} ${titled}
      and d.tsv @@ ${queries[tier] ?? ''}::tsquery and strpos(d.title_f, ${phrase}) > 0 limit ${limit})`,
    Prisma.sql`m as materialized (select * from titled union all (
      ${scored} ${fromMatching(match, query, { facts, beside: head })} and a.id not in (select id from titled)
      limit (select ${limit}::bigint - count(*) from titled)))`,
  ]
}

/** Which candidates hold every word, and which hold the phrase, where the tier itself does not demand it: few, as it was too few. */
function flagSets(query: IndexQuery, wanted: Wanted): Prisma.Sql[] {
  if (!wanted || query.sort !== 'relevance') return []
  const { queries, tier } = wanted
  const set = (tsquery: string) => Prisma.sql`(select a.id ${fromMatching({ tsquery }, query)})`
  return [
    ...(tellsAll(tier) ? [] : [Prisma.sql`exact as materialized ${set(queries.all)}`]),
    ...(tier === 'phrase' ? [] : [Prisma.sql`together as materialized ${set(queries.phrase)}`]),
  ]
}

function hits(query: IndexQuery, wanted: Wanted, after: SearchCursor | null): Prisma.Sql {
  const rows = query.limit + 1
  const sort = !wanted && query.sort === 'relevance' ? 'newest' : query.sort
  if (sort === 'relevance' && wanted) {
    const next = after
      ? Prisma.sql`where (score, date, id) < (${after.score}::float8, ${after.date}::date, ${after.id}::uuid)`
      : Prisma.empty
    const score = Prisma.sql`m.score + ${marksSql(wanted.plan, wanted.queries)}`
    return Prisma.sql`select id, score, date::text, '' as title from (select m.id, m.date, (${score})::float8 as score from m) as s
      ${next} order by score desc, date desc, id desc limit ${rows}`
  }
  return sortedSql(query, sort === 'relevance' ? 'newest' : sort, matchOf(wanted), after)
}
