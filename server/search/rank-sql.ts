import { Prisma } from '#server/platform/db'
import { type PlannedUnit, phrasings, type QueryPlan } from './query-planner.ts'
import type { Tier } from './tiers.ts'
import type { PlanQueries } from './tsquery.ts'

const weights = '{0.05,0.25,0.5,1}'
const rank = (tsquery: string) => Prisma.sql`ts_rank(${weights}::float4[], h.head, ${tsquery}::tsquery)`
const nothing = Prisma.sql`0`
// Unpacking a body costs more than all other steps; among many candidates enough have the marks in title, tags or description.
const bodiesRead = 500

/**
 * How well a candidate answers, as float8, but for the marks of all its words (`marksSql`): of `asset a` with its `search_doc d` and the
 * document's unpacked head `h`; `exact` and `together` are sets of ids where the tier does not say it. What the steps are worth, and why:
 * - 8 where every word is there (`exact`), so that an unfinished or missing word never stands before a whole one;
 * - 6 where the marks typed are the marks written: `cao đài` in a description beats `cáo đại` in a title, which gains at most 5.5;
 * - up to 6 for the words by field and frequency (ts_rank: title 1, tags 0.5, description 0.25), 3 for synonyms, 3 for marks;
 * - 2 for the phrase in the title, 1 where the title is nothing else, 1.5 in other words; 3 for the phrase itself outside the body,
 *   so that what was typed stands before what means the same, 1.5 for it anywhere and in any words.
 */
export function scoreSql(plan: QueryPlan, queries: PlanQueries, tier: Tier): Prisma.Sql {
  const said = tier === 'most' || tier === 'any' ? queries.apart : queries.other
  const [own = [], ...others] = phrasings(plan)
  const title = ` ${own.join(' ')} `
  const parts = [
    tellsAll(tier) ? Prisma.sql`8` : Prisma.sql`(a.id in (select id from exact))::int * 8`,
    tier === 'phrase' ? Prisma.sql`1.5` : Prisma.sql`(a.id in (select id from together))::int * 1.5`,
    Prisma.sql`(h.head @@ ${queries.sideBySide}::tsquery)::int * 3`,
    Prisma.sql`${rank(queries.own)} * 6`,
    Prisma.sql`(strpos(d.title_f, ${title}) > 0)::int * 2 + (d.title_f = ${title})::int`,
    said ? Prisma.sql`${rank(said)} * 3` : nothing,
    inTitle([...others, ...plan.units.flatMap((unit: PlannedUnit) => unit.synonyms)]),
    marks(plan, queries),
  ]
  return Prisma.sql`(${Prisma.join(parts, ' + ')})::float8`
}

/** Whether every hit of a tier holds every word. */
export function tellsAll(tier: Tier): boolean {
  return tier === 'phrase' || tier === 'all'
}

function inTitle(phrases: readonly (readonly string[])[]): Prisma.Sql {
  if (phrases.length === 0) return nothing
  const patterns = [...new Set(phrases.map(words => `% ${words.join(' ')} %`))]
  return Prisma.sql`(d.title_f like any(${patterns}::text[]))::int * 1.5`
}

const typedWith = (plan: QueryPlan) => plan.words.map(({ word, marked }) => marked ?? word).join(' ')

function marks(plan: QueryPlan, queries: PlanQueries): Prisma.Sql {
  if (!queries.marked) return nothing
  return Prisma.sql`${rank(queries.marked)} * 3 + (strpos(d.title_c, ${` ${typedWith(plan)} `}) > 0)::int * 1.5`
}

/** Whether a candidate's head has every word with the marks that were typed. */
export function hasMarksSql({ allMarked }: PlanQueries): Prisma.Sql {
  return allMarked ? Prisma.sql`h.head @@ ${allMarked}::tsquery` : Prisma.sql`false`
}

/** What the marks of all words are worth for a candidate `m` whose `marked` says `hasMarksSql`; the bodies of a few are read for it. */
export function marksSql(plan: QueryPlan, queries: PlanQueries): Prisma.Sql {
  if (!queries.allMarked) return nothing
  return Prisma.sql`case
    when m.marked then 6
    when (select count(*) from m) <= ${bodiesRead} and (
      select strpos(lower(left(d.body_c, 4000)), ${typedWith(plan)}) > 0 from search_doc d where d.asset_id = m.id) then 5.5
    else 0 end`
}
