import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '#contracts/search'
import type { FacetName } from '#contracts/search-values'
import { formatDate } from '../ui/format.ts'
import { facetNames, type LibraryState, readLibraryState, toggleFacet } from './library-state.ts'

export type ActiveFilter = { key: string; label: string; without: LibraryState }

/** The conditions that are on, each with the state without it. */
export function useActiveFilters(state: LibraryState, answer: SearchAnswer | undefined): ActiveFilter[] {
  const { t } = useTranslation()
  const labelOf = useFacetLabel(answer)
  const facets = facetNames.flatMap(name =>
    (state[name] ?? []).map(value => ({
      key: `${name}=${value}`,
      label: labelOf(name, value),
      without: toggleFacet(state, name, value),
    })),
  )
  const dates = (['from', 'to'] as const).flatMap(name => {
    const value = state[name]
    const without = readLibraryState({ ...state, [name]: undefined })
    return value ? [{ key: name, label: `${t(`search.${name}`)} ${formatDate(value)}`, without }] : []
  })
  return [...facets, ...dates]
}

const ownWords: Partial<Record<FacetName, string>> = {
  kind: 'app.kind',
  language: 'app.languageName',
  rights: 'search.value.rights',
  orientation: 'search.value.orientation',
  colour: 'search.value.colour',
  duration: 'search.value.duration',
  captions: 'search.value.captions',
  consent: 'search.value.consent',
}

/** A facet value's name: what the page has words for in those, the others as the hub calls them. */
export function useFacetLabel(answer: SearchAnswer | undefined): (name: FacetName, value: string) => string {
  const { t, i18n } = useTranslation()
  // A value that the answer at hand does not count any more keeps the name it had.
  const known = useRef(new Map<string, string>())
  for (const name of facetNames) {
    for (const entry of answer?.facets[name] ?? []) known.current.set(`${name}=${entry.value}`, entry.label)
  }
  return (name, value) => {
    const key = `${ownWords[name]}.${value}`
    if (ownWords[name] && i18n.exists(key)) return t(key as 'app.kind.image')
    return known.current.get(`${name}=${value}`) ?? value
  }
}
