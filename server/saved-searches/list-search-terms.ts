import type { SearchTerm, SearchTermList } from '#contracts/saved-search'
import type { Actor } from '#server/access/actor'
import { requireHubRole } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { fewestAskers } from './close-days.ts'

type Row = { term: string; none: number; few: number; dozens: number; many: number }
const shown = 100

/**
 * What was searched for in a month of Vietnam, with what two or more have asked today. For curators and administrators. Throws
 * `sign-in-required` and `not-allowed`.
 */
export async function listSearchTerms(db: Db, actor: Actor, month: string | undefined): Promise<SearchTermList> {
  requireHubRole(actor, 'curate')
  const [today] = await db.$queryRaw<{ month: string; earliest: string | null }[]>`
    select to_char(hub_today(), 'YYYY-MM') as month, (select min(month)::text from search_month) as earliest`
  const wanted = month ?? today!.month
  const rows = await rowsOf(db, `${wanted}-01`)
  const nothing = rows.filter(row => row.none * 2 > sum(row)).sort((a, b) => b.none - a.none || order(a, b))
  return {
    month: wanted,
    earliest: today!.earliest,
    askers: fewestAskers,
    top: rows
      .sort((a, b) => sum(b) - sum(a) || order(a, b))
      .slice(0, shown)
      .map(termOf),
    nothing: nothing.slice(0, shown).map(termOf),
  }
}

const sum = ({ none, few, dozens, many }: Row): number => none + few + dozens + many
const order = (a: Row, b: Row): number => (a.term < b.term ? -1 : 1)
const termOf = ({ term, ...found }: Row): SearchTerm => ({ term, asked: sum({ term, ...found }), found })

// The day that runs is not in its month yet: of it too only what two or more asked is read.
function rowsOf(db: Db, first: string): Promise<Row[]> {
  return db.$queryRaw`
    select term, sum(none)::int as none, sum(few)::int as few, sum(dozens)::int as dozens, sum(many)::int as many
    from (
      select term, none, few, dozens, many from search_month where month = ${first}::date
      union all
      select d.term, d.none, d.few, d.dozens, d.many from search_day d
      where date_trunc('month', d.day) = ${first}::date
        and (select count(*) from search_asker a where a.day = d.day and a.term = d.term) >= ${fewestAskers}
    ) as counted
    group by term`
}
