import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SearchAnswer, SearchHit } from '#contracts/search'
import { facetNames, type LibraryState, readLibraryState } from './library-state.ts'
import { useSuggestions } from './use-search.ts'

export type Suggestion =
  | { type: 'meant'; text: string; act: () => void }
  | { type: 'all'; text: string; count: number; exact: boolean; act: () => void }
  | { type: 'facet'; text: string; count: number; act: () => void }
  | { type: 'asset'; hit: SearchHit; act: () => void }

/** What the search box offers for the words in it: a better spelling, terms of that name, the first items. */
export function useSuggestionOptions(text: string, on: boolean): Suggestion[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [asked] = useDebouncedValue(text, 150)
  const { data } = useSuggestions(asked, on)
  if (!on || text.trim().length < 2 || !data) return []
  const library = (state: LibraryState) => () => void navigate({ to: '/kho', search: readLibraryState(state) })
  const meant: Suggestion[] = data.didYouMean
    ? [{ type: 'meant', text: data.didYouMean, act: library({ q: data.didYouMean }) }]
    : []
  const facets: Suggestion[] = matchingFacets(data, asked).map(({ name, value, label, count }) => ({
    type: 'facet',
    text: t('search.box.inFacet', { facet: t(`search.facet.${name}`), label }),
    count,
    act: library({ [name]: [value] }),
  }))
  const assets: Suggestion[] = data.hits.map(hit => ({
    type: 'asset',
    hit,
    act: () => void navigate({ to: '/tu-lieu/$id', params: { id: hit.id } }),
  }))
  const all: Suggestion[] =
    data.total > 0
      ? [{ type: 'all', text: text.trim(), count: data.total, exact: data.totalIsExact, act: library({ q: text }) }]
      : []
  return [...meant, ...all, ...facets, ...assets]
}

/** Places, topics and units whose name holds every word that was typed, marks or not. */
function matchingFacets(data: SearchAnswer, text: string) {
  const words = plain(text).split(/\s+/).filter(Boolean)
  return facetNames
    .filter(name => name === 'place' || name === 'topic' || name === 'unit')
    .flatMap(name => data.facets[name].map(entry => ({ name, ...entry })))
    .filter(entry => words.length > 0 && words.every(word => plain(entry.label).includes(word)))
    .slice(0, 3)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
}
