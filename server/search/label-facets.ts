import type { SearchAnswer } from '#contracts/search'
import type { Db } from '#server/platform/db'
import type { IndexAnswer } from './search-index.ts'

type Label = { facet: string; key: string; value: string; label: string }

/**
 * Gives facet values the names people read: names of terms in the language asked for, units by their name of today (their last one where they have
 * ended) and their code as value. Kinds and languages keep their codes: the web has their words. One statement.
 */
export async function labelFacets(
  db: Db,
  facets: IndexAnswer['facets'],
  language: 'vi' | 'en',
): Promise<SearchAnswer['facets']> {
  const keys = (name: 'unit' | 'topic' | 'place' | 'audience') => facets[name].map(({ value }) => value)
  const rows = await db.$queryRaw<Label[]>`
    select 'unit' as facet, u.id::text as key, u.code as value, n.short_name as label
    from unit u
    join unit_name n on n.id = unit_name_at(u.id, hub_today())
    where u.id = any(${keys('unit')}::uuid[])
    union all
    select t.scheme, t.code, t.code, case when ${language === 'en'} then coalesce(t.name_en, t.name_vi) else t.name_vi end
    from term t
    where t.scheme = 'topic' and t.code = any(${keys('topic')}::text[])
      or t.scheme = 'place' and t.code = any(${keys('place')}::text[])
      or t.scheme = 'audience' and t.code = any(${keys('audience')}::text[])`
  const labels = new Map(rows.map(({ facet, key, value, label }) => [`${facet} ${key}`, { value, label }]))
  const named = (name: keyof IndexAnswer['facets']) =>
    facets[name].map(({ value, count }) => ({ ...(labels.get(`${name} ${value}`) ?? { value, label: value }), count }))
  return {
    kind: named('kind'),
    unit: named('unit'),
    topic: named('topic'),
    place: named('place'),
    audience: named('audience'),
    language: named('language'),
  }
}
