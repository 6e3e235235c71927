import type { SearchAnswer } from '#contracts/search'
import { type FacetName, facetNames } from '#contracts/search-values'
import type { Db } from '#server/platform/db'
import type { FacetCounts } from './search-index.ts'

type Label = { facet: string; key: string; value: string; label: string }

const schemes = ['topic', 'pillar', 'theme', 'place', 'audience'] as const

/**
 * Gives facet values the names people read: names of terms in the language asked for, units by their name of today (their last one
 * where they have ended) and their code as value. All others keep their codes: the web has their words. One statement.
 */
export async function labelFacets(db: Db, facets: FacetCounts, language: 'vi' | 'en'): Promise<SearchAnswer['facets']> {
  const units = facets.unit.map(({ value }) => value)
  const terms = schemes.flatMap(scheme => facets[scheme].map(({ value }) => ({ scheme, value })))
  const rows =
    units.length + terms.length === 0
      ? []
      : await db.$queryRaw<Label[]>`
    select 'unit' as facet, u.id::text as key, u.code as value, n.short_name as label
    from unit u
    join unit_name n on n.id = unit_name_at(u.id, hub_today())
    where u.id = any(${units}::uuid[])
    union all
    select t.scheme, t.code, t.code, case when ${language === 'en'} then coalesce(t.name_en, t.name_vi) else t.name_vi end
    from term t
    where (t.scheme, t.code) in (
      select * from unnest(${terms.map(({ scheme }) => scheme)}::text[], ${terms.map(({ value }) => value)}::text[]))`
  const labels = new Map(rows.map(({ facet, key, value, label }) => [`${facet} ${key}`, { value, label }]))
  const named = (name: FacetName) =>
    facets[name].map(({ value, count }) => ({ ...(labels.get(`${name} ${value}`) ?? { value, label: value }), count }))
  return Object.fromEntries(facetNames.map(name => [name, named(name)])) as SearchAnswer['facets']
}
