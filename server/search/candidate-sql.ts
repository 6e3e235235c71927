import type { FacetName } from '#contracts/search-values'
import { visibleSql } from '#server/assets/visible-sql'
import { Prisma } from '#server/platform/db'
import { facetColumns, facetFilter } from './facet-columns.ts'
import type { IndexQuery } from './search-index.ts'

/** More are not looked at: totals beyond are shown as "5000+". */
export const candidateCap = 5_000

/** Which documents to look at: those that a tsquery finds, those that a column's tsquery finds, or every one. */
export type Match = { tsquery: string } | { column: Prisma.Sql } | 'every'

const noFacets = Object.fromEntries(facetColumns.map(({ name }) => [name, []])) as unknown as Record<FacetName, never[]>
const noSpans = { from: undefined, to: undefined, minSeconds: undefined, maxSeconds: undefined }

/** The query without its filters. */
export function withoutFilters(query: IndexQuery): IndexQuery {
  return { ...query, ...noFacets, ...noSpans }
}

type Wish = { without?: FacetName | null; facts?: boolean; beside?: Prisma.Sql; among?: Prisma.Sql }

/**
 * The rows of `asset a` (and `search_doc d`, where something is looked for) that match, may be seen and pass the filters but
 * `without`. `facts`: `search_fact f` is wanted too; it is there whenever a filter asks it. `beside`: joins of the caller. `among`: what
 * their ids must be (`in (...)`, `= any(...)`), so that few are not looked for among all that match.
 */
export function fromMatching(
  match: Match,
  query: IndexQuery,
  { without = null, facts = false, beside = Prisma.empty, among }: Wish = {},
): Prisma.Sql {
  const filters = filtersOf(query, without)
  const asked = facts || filters.some(filter => filter.facts)
  if (match === 'every') {
    const joined = asked ? Prisma.sql`left join search_fact f on f.asset_id = a.id` : Prisma.empty
    const conditions = [visibleSql(query.actor, 'a'), ...filters.map(({ sql }) => sql)]
    if (among) conditions.unshift(Prisma.sql`a.id ${among}`)
    return Prisma.sql`from asset a ${joined} ${beside} where ${Prisma.join(conditions, ' and ')}`
  }
  const matches =
    'column' in match ? Prisma.sql`d.tsv @@ ${match.column}` : Prisma.sql`d.tsv @@ ${match.tsquery}::tsquery`
  // A bitmap over the words first, then a look at each item's row: taken for two tables to be joined, every vector would be read.
  const seen = visibleSql(query.actor, 'a')
  const asset = Prisma.sql`cross join lateral (select * from asset a where a.id = d.asset_id and ${seen} offset 0) a`
  const joined = asked
    ? Prisma.sql`left join lateral (select * from search_fact f where f.asset_id = a.id offset 0) f on true`
    : Prisma.empty
  const conditions = [matches, ...filters.map(({ sql }) => sql)]
  if (among) conditions.unshift(Prisma.sql`d.asset_id ${among}`)
  const where = Prisma.join(conditions, ' and ')
  return Prisma.sql`from search_doc d ${asset} ${joined} ${beside} where ${where}`
}

/** Names of the facets that a query filters by. */
export function filteredFacets(query: IndexQuery): FacetName[] {
  return facetColumns.filter(({ name }) => query[name].length > 0).map(({ name }) => name)
}

type Filter = { sql: Prisma.Sql; facts?: true | undefined }

function filtersOf(query: IndexQuery, without: FacetName | null): Filter[] {
  const found: Filter[] = facetColumns
    .filter(({ name }) => name !== without && query[name].length > 0)
    .map(column => ({ sql: facetFilter(column, query[column.name]), facts: column.facts }))
  if (query.from) found.push({ sql: Prisma.sql`a.date >= ${postgresDate(query.from)}::date` })
  if (query.to) found.push({ sql: Prisma.sql`a.date <= ${postgresDate(query.to)}::date` })
  const { minSeconds, maxSeconds } = query
  if (minSeconds !== undefined) found.push({ sql: Prisma.sql`f.duration_ms >= ${minSeconds * 1000}::int`, facts: true })
  // Inclusive to the second that a person sees: 2 min 0.4 s is at most 2 minutes.
  if (maxSeconds !== undefined)
    found.push({ sql: Prisma.sql`f.duration_ms < ${(maxSeconds + 1) * 1000}::int`, facts: true })
  return found
}

// The contract's dates may be of the year 0000, which Postgres does not have.
const postgresDate = (date: string): string => (date < '0001-01-01' ? '0001-01-01' : date)
