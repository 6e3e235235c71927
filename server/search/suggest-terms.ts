import type { SuggestionAnswer } from '#contracts/suggestion'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { Prisma, type Tx } from '#server/platform/db'
import { foldedWords } from './fold.ts'

type Suggested = SuggestionAnswer['terms'][number]
type Named = { facet: Suggested['facet']; key: string; value: string; label: string; names: string[] }

const shownTerms = 6
// Names that fit are looked at in their order until enough of them find something.
const countedTerms = 20
const countedItems = 100

/** Topics, places, units and the like with a name that has every word, the last one unfinished; those that would find something. */
export async function suggestTerms(
  tx: Tx,
  actor: Actor,
  words: readonly string[],
  language: 'vi' | 'en',
): Promise<Suggested[]> {
  const fitting = (await namedThings(tx, language))
    .map(named => ({ named, fit: Math.max(0, ...named.names.map(name => fitOf(foldedWords(name), words))) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.named.label.localeCompare(b.named.label, 'vi'))
    .slice(0, countedTerms)
    .map(({ named }) => named)
  if (fitting.length === 0) return []
  const counts = await countEach(tx, actor, fitting)
  return fitting
    .map(({ facet, value, label }, i) => ({ facet, value, label, ...countOf(counts[i] ?? 0) }))
    .filter(({ count }) => count > 0)
    .slice(0, shownTerms)
}

const countOf = (n: number) => ({ count: Math.min(n, countedItems), exact: n <= countedItems })

/** How well a name fits what was typed: 0 where a word is missing; the whole name before its beginning before its middle. */
function fitOf(name: readonly string[], typed: readonly string[]): number {
  const last = typed.length - 1
  const fits = typed.every((word, i) => name.some(own => (i === last ? own.startsWith(word) : own === word)))
  if (!fits) return 0
  const joined = name.join(' ')
  const text = typed.join(' ')
  if (joined === text) return 4
  return joined.startsWith(text) ? 3 : joined.includes(` ${text}`) ? 2 : 1
}

function namedThings(tx: Tx, language: 'vi' | 'en'): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    select scheme as facet, code as key, code as value,
      case when ${language === 'en'} then coalesce(name_en, name_vi) else name_vi end as label, array_remove(array[name_vi, name_en], null) as names
    from term where scheme in ('topic', 'pillar', 'theme', 'place', 'audience')
    union all
    select 'unit', u.id::text, u.code, now_named.short_name,
      array_agg(n.name) || array_agg(n.short_name) || array_agg(coalesce(n.name_en, n.name))
    from unit u
    join unit_name n on n.unit_id = u.id
    join unit_name now_named on now_named.id = unit_name_at(u.id, hub_today())
    group by u.id, u.code, now_named.short_name`
}

const conditions: Record<Suggested['facet'], (key: string) => Prisma.Sql> = {
  unit: key => Prisma.sql`a.unit_id in (select unit_lineage(${key}::uuid))`,
  place: key => Prisma.sql`a.places && array(select place_within(${key}::text))`,
  topic: key => Prisma.sql`a.topics && array[${key}::text]`,
  pillar: key => Prisma.sql`a.pillars && array[${key}::text]`,
  theme: key => Prisma.sql`a.themes && array[${key}::text]`,
  audience: key => Prisma.sql`a.audiences && array[${key}::text]`,
}

/** How many items the actor would find by each, at most one more than are told. */
async function countEach(tx: Tx, actor: Actor, named: readonly Named[]): Promise<number[]> {
  const each = named.map(
    ({ facet, key }) => Prisma.sql`(select count(*)::int from (
      select 1 from asset a where ${conditions[facet](key)} and ${visibleSql(actor, 'a')} limit ${countedItems + 1}) as n)`,
  )
  const [row] = await tx.$queryRaw<{ counts: number[] }[]>`select array[${Prisma.join(each)}] as counts`
  return row?.counts ?? []
}
