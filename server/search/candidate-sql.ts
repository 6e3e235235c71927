import { visibleSql } from '#server/assets/visible-sql'
import { Prisma } from '#server/platform/db'
import type { FacetName, IndexQuery } from './search-index.ts'

/** More are not looked at: totals beyond are shown as "5000+". */
export const candidateCap = 5_000

/** Which documents to look at: those that a tsquery finds, those that a column's tsquery finds, or every one. */
export type Match = { tsquery: string } | { column: Prisma.Sql } | 'every'

/** The query without its filters. */
export function withoutFilters(query: IndexQuery): IndexQuery {
  return {
    ...query,
    kind: [],
    unit: [],
    topic: [],
    place: [],
    audience: [],
    language: [],
    from: undefined,
    to: undefined,
  }
}

/** The rows of `asset a` (and `search_doc d`, where something is looked for) that match, may be seen and pass the filters. */
export function fromMatching(match: Match, query: IndexQuery, without: FacetName | null = null): Prisma.Sql {
  const conditions = [visibleSql(query.actor, 'a'), ...filters(query, without)]
  if (match === 'every') return Prisma.sql`from asset a where ${Prisma.join(conditions, ' and ')}`
  conditions.unshift(
    'column' in match ? Prisma.sql`d.tsv @@ ${match.column}` : Prisma.sql`d.tsv @@ ${match.tsquery}::tsquery`,
  )
  return Prisma.sql`from search_doc d join asset a on a.id = d.asset_id where ${Prisma.join(conditions, ' and ')}`
}

/** Names of the facets that a query filters by. */
export function filteredFacets(query: IndexQuery): FacetName[] {
  return facetColumns.filter(({ name }) => query[name].length > 0).map(({ name }) => name)
}

/** `lineage`: the function that a filter by the facet's values widens them with. */
export type FacetColumn = { name: FacetName; column: Prisma.Sql; many: boolean; lineage?: Prisma.Sql }
export const facetColumns: readonly FacetColumn[] = [
  { name: 'kind', column: Prisma.sql`kind`, many: false },
  { name: 'unit', column: Prisma.sql`unit_id`, many: false, lineage: Prisma.sql`unit_lineage` },
  { name: 'topic', column: Prisma.sql`topics`, many: true },
  { name: 'place', column: Prisma.sql`places`, many: true, lineage: Prisma.sql`place_lineage` },
  { name: 'audience', column: Prisma.sql`audiences`, many: true },
  { name: 'language', column: Prisma.sql`language`, many: false },
]

function filters(query: IndexQuery, without: FacetName | null): Prisma.Sql[] {
  const found = facetColumns
    .filter(({ name }) => name !== without && query[name].length > 0)
    .map(({ name, column, many }) => {
      const values = [...query[name]]
      if (name === 'unit') return Prisma.sql`a.unit_id = any(${values}::uuid[])`
      return many ? Prisma.sql`a.${column} && ${values}::text[]` : Prisma.sql`a.${column} = any(${values}::text[])`
    })
  if (query.from) found.push(Prisma.sql`a.date >= ${postgresDate(query.from)}::date`)
  if (query.to) found.push(Prisma.sql`a.date <= ${postgresDate(query.to)}::date`)
  return found
}

// The contract's dates may be of the year 0000, which Postgres does not have.
const postgresDate = (date: string): string => (date < '0001-01-01' ? '0001-01-01' : date)
