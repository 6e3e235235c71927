import type { FacetName } from '#contracts/search-values'
import { Prisma } from '#server/platform/db'
import { candidateCap, filteredFacets, fromMatching, type Match } from './candidate-sql.ts'
import { type FacetColumn, facetColumns } from './facet-columns.ts'
import type { QueryPlan } from './query-planner.ts'
import { scoreSql, tellsAll } from './rank-sql.ts'
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
 * The CTE `m`: what is counted, narrow. Where there are more than the cap, those with the phrase in their title come in first. Facts are
 * looked up for these alone, but where a filter asks them.
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
  const ids = Prisma.sql`select a.id, d.title_f`
  const from = fromMatching(match, query)
  const phrase = ` ${wanted.plan.words.map(w => w.word).join(' ')} `
  const titled = fromMatching({ tsquery: wanted.queries.titled }, query)
  return [
    Prisma.sql`found as materialized (${ids} ${from} limit ${limit})`,
    Prisma.sql`titled as materialized (${ids} ${titled} and d.tsv @@ ${wanted.queries[wanted.tier] ?? ''}::tsquery
      and strpos(d.title_f, ${phrase}) > 0 and (select count(*) from found) > ${candidateCap} limit ${limit})`,
    Prisma.sql`picked as materialized (
      select id from titled union all select id from found where id not in (select id from titled) limit ${limit})`,
    Prisma.sql`m as materialized (select ${columns} from picked join asset a on a.id = picked.id
      ${facts ? Prisma.sql`left join search_fact f on f.asset_id = picked.id` : Prisma.empty})`,
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
    // The head is unpacked here once (a copy by ||); every look at it would unpack it again.
    const unpacked = Prisma.sql`select m.id, m.date, d.* from m cross join lateral (
      select d.head || ''::tsvector as head, d.title_f, d.title_c, d.body_c from search_doc d where d.asset_id = m.id offset 0) as d`
    const score = scoreSql(wanted.plan, wanted.queries, wanted.tier)
    return Prisma.sql`select id, score, date::text, '' as title from (select m.id, m.date, ${score} as score from (${unpacked}) as m) as s
      ${next} order by score desc, date desc, id desc limit ${rows}`
  }
  return sortedSql(query, sort === 'relevance' ? 'newest' : sort, matchOf(wanted), after)
}
