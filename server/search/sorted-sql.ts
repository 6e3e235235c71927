import type { SearchSort } from '#contracts/search-values'
import { Prisma } from '#server/platform/db'
import { visibleUsesSql } from '#server/reuse/visible-uses-sql'
import { fromMatching, type Match } from './candidate-sql.ts'
import type { SearchCursor } from './search-cursor.ts'
import type { IndexQuery } from './search-index.ts'

// As much of a title as sorts and travels in a cursor.
const sortedTitle = 60
const title = Prisma.sql`left(a.title, ${sortedTitle}) collate "vi-x-icu"`

type Order = {
  /** Sort values, the id apart; all in one direction, so that a row comparison finds what follows. */
  keys: readonly Prisma.Sql[]
  /** The cursor's values of the same. */
  after: (cursor: SearchCursor) => readonly Prisma.Sql[]
  direction: 'asc' | 'desc'
  /** Carried in the cursor's `score`. */
  number?: Prisma.Sql
  beside?: Prisma.Sql
  facts?: true
}

/** The hits after the cursor in any order but relevance: one more than the page, where there is one. */
export function sortedSql(
  query: IndexQuery,
  sort: Exclude<SearchSort, 'relevance'>,
  match: Match,
  after: SearchCursor | null,
): Prisma.Sql {
  const { keys, after: valuesOf, direction, number, beside, facts } = orderOf(query, sort)
  const [order, side] = direction === 'asc' ? [Prisma.sql`asc`, Prisma.sql`>`] : [Prisma.sql`desc`, Prisma.sql`<`]
  const row = Prisma.join([...keys, Prisma.sql`a.id`])
  const next = after
    ? Prisma.sql`and (${row}) ${side} (${Prisma.join([...valuesOf(after), Prisma.sql`${after.id}::uuid`])})`
    : Prisma.empty
  const columns = Prisma.sql`a.id, ${number ?? Prisma.sql`0`}::float8 as score, a.date::text, left(a.title, ${sortedTitle}) as title`
  const from = fromMatching(match, query, { facts: facts ?? false, beside: beside ?? Prisma.empty })
  const by = Prisma.join([...keys, Prisma.sql`a.id`].map(key => Prisma.sql`${key} ${order}`))
  return Prisma.sql`select ${columns} ${from} ${next} order by ${by} limit ${query.limit + 1}`
}

function orderOf(query: IndexQuery, sort: Exclude<SearchSort, 'relevance'>): Order {
  const date = Prisma.sql`a.date`
  const dateAfter = (cursor: SearchCursor) => Prisma.sql`${cursor.date}::date`
  switch (sort) {
    case 'title':
      return {
        keys: [title],
        after: cursor => [Prisma.sql`${cursor.title}::text collate "vi-x-icu"`],
        direction: 'asc',
      }
    case 'largest':
    case 'smallest': {
      const size = Prisma.sql`coalesce(f.size, 0)`
      const after = (cursor: SearchCursor) => [Prisma.sql`${cursor.score}::float8`]
      return { keys: [size], after, direction: sort === 'largest' ? 'desc' : 'asc', number: size, facts: true }
    }
    case 'most-used': {
      const used = Prisma.sql`coalesce(used.n, 0)`
      return {
        keys: [used, date],
        after: cursor => [Prisma.sql`${cursor.score}::float8`, dateAfter(cursor)],
        direction: 'desc',
        number: used,
        beside: Prisma.sql`left join (
          select r.asset_id, count(*) as n from asset_reuse r where ${visibleUsesSql(query.actor, 'r')} group by r.asset_id
        ) as used on used.asset_id = a.id`,
      }
    }
    default:
      return { keys: [date], after: cursor => [dateAfter(cursor)], direction: sort === 'newest' ? 'desc' : 'asc' }
  }
}
