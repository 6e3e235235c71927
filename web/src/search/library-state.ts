import type { SearchFilters } from '#contracts/search'
import {
  captionStates,
  colourFamilies,
  consentStates,
  durationSpans,
  type FacetName,
  orientations,
  type SearchSort,
  searchSorts,
} from '#contracts/search-values'

/** In the order of the page: what is asked for most stands first. */
export const facetNames = [
  'kind',
  'topic',
  'place',
  'unit',
  'rights',
  'orientation',
  'colour',
  'duration',
  'captions',
  'year',
  'language',
  'audience',
  'pillar',
  'theme',
  'consent',
] as const satisfies readonly FacetName[]

/** What the library shows, as it stands in the address: `/kho?q=nui+ba&kind=image,video&sort=newest`. */
export type LibraryState = {
  [name in FacetName]?: SearchFilters[name]
} & {
  q?: string
  from?: string
  to?: string
  sort?: Exclude<SearchSort, 'relevance'>
  view?: 'list'
}

/** Facets whose values are known here: an address with others is read without them. */
const closed: Partial<Record<FacetName, readonly string[]>> = {
  kind: ['image', 'video', 'audio', 'document', 'article'],
  rights: ['web', 'social', 'print', 'broadcast', 'exhibition', 'education', 'internal'],
  orientation: orientations,
  colour: colourFamilies,
  duration: durationSpans,
  captions: captionStates,
  consent: consentStates,
}
const sorts: readonly string[] = searchSorts.filter(sort => sort !== 'relevance')

/** Reads an address; what is unknown or empty is left out, so that the same state has one address. */
export function readLibraryState(raw: Record<string, unknown>): LibraryState {
  const state: LibraryState = {}
  const q = typeof raw.q === 'string' ? raw.q.slice(0, 500) : ''
  if (q.trim()) state.q = q
  for (const name of facetNames) {
    const values = listOf(raw[name]).filter(
      value => (closed[name]?.includes(value) ?? true) && (name !== 'year' || /^\d{4}$/.test(value)),
    )
    if (values.length > 0) Object.assign(state, { [name]: values })
  }
  for (const name of ['from', 'to'] as const) {
    const value = raw[name]
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) state[name] = value
  }
  if (typeof raw.sort === 'string' && sorts.includes(raw.sort)) state.sort = raw.sort as LibraryState['sort']
  if (raw.view === 'list') state.view = 'list'
  return state
}

function listOf(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : []
  return [...new Set(parts.map(part => part.trim()).filter(Boolean))].slice(0, 50)
}

/** How many conditions narrow the search, the words not counted. */
export function filterCount(state: LibraryState): number {
  return (
    facetNames.reduce((sum, name) => sum + (state[name]?.length ?? 0), 0) + (state.from ? 1 : 0) + (state.to ? 1 : 0)
  )
}

export function withoutFilters(state: LibraryState): LibraryState {
  return readLibraryState({ q: state.q, sort: state.sort, view: state.view })
}

/** The state with one facet's value taken in or out. */
export function toggleFacet(state: LibraryState, name: FacetName, value: string): LibraryState {
  const now: readonly string[] = state[name] ?? []
  const next = now.includes(value) ? now.filter(v => v !== value) : [...now, value]
  return readLibraryState({ ...state, [name]: next })
}
