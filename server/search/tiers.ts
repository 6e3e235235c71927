import { Prisma, type Tx } from '#server/platform/db'
import { fromMatching, withoutFilters } from './candidate-sql.ts'
import type { IndexQuery } from './search-index.ts'
import type { PlanQueries } from './tsquery.ts'

/** How widely a query is taken, narrow to wide: the phrase, every word, the last word unfinished, all words but one, any word. */
export const tiers = ['phrase', 'all', 'open', 'most', 'any'] as const
export type Tier = (typeof tiers)[number]

// With so many hits a wider tier adds noise, not help.
const plenty = 20
// Fewer hits than this of a long query, and those that miss one of its words are shown after them.
const few = 3

/** How many hits each tier has, looked at up to `plenty`; undefined where a narrower one was enough or the plan has no such tier. */
export type TierCounts = Partial<Record<Tier, number>>

/**
 * Counts tiers until one suffices, in one statement. A phrase that is there is finished: its last word is not taken for a beginning. Counted without the facets' filters and only over what the actor may see, so
 * that a filter leads to exactly the hits its facet counted, and nothing hidden narrows what is shown.
 */
export async function countTiers(tx: Tx, queries: PlanQueries, query: IndexQuery): Promise<TierCounts> {
  const count = (tier: Tier) => {
    const tsquery = queries[tier]
    return tsquery
      ? Prisma.sql`(select count(*)::int from (select 1 ${fromMatching({ tsquery }, withoutFilters(query))} limit ${plenty}) as found)`
      : Prisma.sql`null::int`
  }
  const long = queries.most !== null
  const [row] = await tx.$queryRaw<{ [T in Tier]: number | null }[]>`
    with
      c1 as materialized (select ${count('phrase')} as n),
      c2 as materialized (select case when c1.n < ${plenty} then ${count('all')} end as n from c1),
      c3 as materialized (select case when c1.n = 0 and c2.n < ${plenty} then ${count('open')} end as n from c1, c2),
      c4 as materialized (select case when greatest(c2.n, c3.n) < ${few} then ${count('most')} end as n from c2, c3),
      c5 as materialized (select case when greatest(c2.n, c3.n, c4.n) = 0 then ${count('any')} end as n from c2, c3, c4)
    select c1.n as phrase, c2.n as "all", c3.n as open, ${long ? Prisma.sql`c4.n` : Prisma.sql`null::int`} as most, c5.n as "any"
    from c1, c2, c3, c4, c5`
  const counts: TierCounts = {}
  for (const tier of tiers) if (row?.[tier] != null) counts[tier] = row[tier]
  return counts
}

/**
 * Which tiers are to be counted next, for an engine that counts one tier a question: the same choice as the statement of `countTiers`. Empty
 * where what is known suffices.
 */
export function neededTiers({ phrase, all, open, most, any }: TierCounts, long: boolean): Tier[] {
  if (phrase === undefined) return ['phrase', 'all']
  if (phrase >= plenty) return []
  const every = all ?? 0
  if (phrase === 0 && every < plenty && open === undefined) return ['open']
  const wide = Math.max(every, open ?? 0)
  if (long && wide < few && most === undefined) return ['most']
  return Math.max(wide, most ?? 0) === 0 && any === undefined ? ['any'] : []
}

/** The tier to answer from: the widest that was needed and adds something. */
export function chooseTier(counts: TierCounts): Tier {
  if ((counts.phrase ?? 0) >= plenty) return 'phrase'
  let chosen: Tier = 'all'
  for (const tier of ['open', 'most', 'any'] as const) if ((counts[tier] ?? 0) > (counts[chosen] ?? 0)) chosen = tier
  return chosen
}

/** The tiers wider than this one that the plan has. */
export function widerTiers(tier: Tier, queries: PlanQueries): Tier[] {
  return tiers.slice(tiers.indexOf(tier) + 1).filter(wider => queries[wider] !== null)
}
