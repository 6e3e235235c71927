import type { FacetName } from '#contracts/search-values'
import type { Actor } from '#server/access/actor'
import { type ReadClause, readScope } from '#server/access/read-scope'
import type { IndexQuery } from './search-index.ts'

/** A condition on a document of the engine; `filterText` writes it in the engine's language. Nothing typed is ever syntax: values are. */
export type EngineFilter =
  | { all: readonly EngineFilter[] }
  | { any: readonly EngineFilter[] }
  | { field: string; in: readonly string[] }
  | { field: string; notIn: readonly string[] }
  | { field: string; is: '<=' | '<' | '>=' | '>'; than: number }
  | { field: string; flag: boolean }

const nothing: EngineFilter = { field: 'id', in: ['none'] }

/**
 * Meilisearch's filter grammar. Codes and ids hold no quotes, backslashes or control characters: a value with one is asked for with U+FFFD in
 * their place, finds nothing, and needs no escaping. Lists with no value match nothing, or everything where they exclude.
 */
export function filterText(filter: EngineFilter): string {
  if ('all' in filter) return joined(filter.all, ' AND ', 'id EXISTS')
  if ('any' in filter) return joined(filter.any, ' OR ', filterText(nothing))
  if ('in' in filter)
    return `${filter.field} IN [${(filter.in.length > 0 ? filter.in : ['none']).map(quoted).join(', ')}]`
  if ('notIn' in filter)
    return filter.notIn.length > 0 ? `${filter.field} NOT IN [${filter.notIn.map(quoted).join(', ')}]` : 'id EXISTS'
  if ('flag' in filter) return `${filter.field} = ${filter.flag}`
  return `${filter.field} ${filter.is} ${filter.than}`
}

function joined(parts: readonly EngineFilter[], by: string, none: string): string {
  return parts.length === 0 ? none : `(${parts.map(filterText).join(by)})`
}

function quoted(value: string): string {
  // Half a pair of UTF-16 is no JSON that the engine reads.
  return `"${value.replace(/["'\\\p{Cc}\p{Cs}]/gu, '\ufffd')}"`
}

/** The engine's moment: milliseconds of the database's clock, by which embargoes end and rights run out without a write. */
export type Now = number

/** The documents that the actor may read: the twin of `visibleSql`, built from the same `readScope`. */
export function scopeFilter(actor: Actor, now: Now): EngineFilter {
  return { any: readScope(actor).map(clause => clauseFilter(clause, now)) }
}

function clauseFilter({ visibilities, unitIds, uploadedBy, prepares, keeps }: ReadClause, now: Now): EngineFilter {
  const parts: EngineFilter[] = [{ field: 'visibility', in: visibilities }]
  if (unitIds) parts.push({ field: 'unit', in: unitIds })
  if (uploadedBy) parts.push({ field: 'uploadedBy', in: [uploadedBy] })
  if (!prepares) parts.push({ field: 'embargoUntil', is: '<=', than: now })
  if (!keeps) parts.push(...inForce(now))
  return { all: parts }
}

const inForce = (now: Now): EngineFilter[] => [
  { field: 'rightsFrom', is: '<=', than: now },
  { field: 'rightsEnd', is: '>', than: now },
  { field: 'withdrawnAt', is: '>', than: now },
]

/** What may be used now at all: the twin of facet-columns.ts' `usableNow`. */
export function usableNow(now: Now): EngineFilter {
  return {
    all: [{ field: 'recalled', flag: false }, { field: 'embargoUntil', is: '<=', than: now }, ...inForce(now)],
  }
}

/** The field that holds a facet's values as they are counted, which for units and places is their whole lineage. */
export const countedField: Record<FacetName, string> = {
  kind: 'kind',
  unit: 'unitLine',
  topic: 'topics',
  pillar: 'pillars',
  theme: 'themes',
  place: 'placeLine',
  audience: 'audiences',
  language: 'language',
  rights: 'purposes',
  orientation: 'orientation',
  colour: 'colours',
  duration: 'duration',
  captions: 'captions',
  consent: 'consent',
  year: 'year',
}

/** What a facet is filtered by where that is not the field it is counted in: the caller's list holds the lineage already. */
const askedField: Partial<Record<FacetName, string>> = { unit: 'unit', place: 'places' }

/** The documents that have one of a facet's values. */
export function facetFilter(name: FacetName, values: readonly string[], now: Now): EngineFilter {
  const field = askedField[name] ?? countedField[name]
  if (name === 'rights') return { all: [{ field, in: values }, usableNow(now)] }
  if (name !== 'consent') return { field, in: values }
  const withdrawn: EngineFilter = { field: 'withdrawnAt', is: '<=', than: now }
  const standing: EngineFilter = {
    all: [
      { field, in: values.filter(value => value !== 'withdrawn') },
      { field: 'withdrawnAt', is: '>', than: now },
    ],
  }
  return values.includes('withdrawn') ? { any: [withdrawn, standing] } : standing
}

/** Every filter of a query but the facet `without`, permission first. `hidden`: ids that the engine does not know as they are. */
export function queryFilter(
  query: IndexQuery,
  { now, hidden }: { now: Now; hidden: readonly string[] },
  without: FacetName | null = null,
): EngineFilter {
  const parts: EngineFilter[] = [scopeFilter(query.actor, now)]
  if (hidden.length > 0) parts.push({ field: 'id', notIn: hidden })
  for (const name of Object.keys(countedField) as FacetName[])
    if (name !== without && query[name].length > 0) parts.push(facetFilter(name, query[name], now))
  if (query.from) parts.push({ field: 'date', is: '>=', than: dateNumber(query.from) })
  if (query.to) parts.push({ field: 'date', is: '<=', than: dateNumber(query.to) })
  const { minSeconds, maxSeconds } = query
  if (minSeconds !== undefined) parts.push({ field: 'durationMs', is: '>=', than: minSeconds * 1000 })
  if (maxSeconds !== undefined) parts.push({ field: 'durationMs', is: '<', than: (maxSeconds + 1) * 1000 })
  return { all: parts }
}

/** A date as a number in its order: `2020-01-31` is 20200131. */
export function dateNumber(date: string): number {
  return Number(date.replaceAll('-', ''))
}
