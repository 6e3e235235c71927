import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SuggestionAnswer } from '#contracts/suggestion'
import { useMe } from '../app/me.ts'
import { type LibraryState, readLibraryState } from './library-state.ts'
import { forgetSearches, recentSearches } from './recent-searches.ts'
import { useSuggestions } from './use-search.ts'

type Title = SuggestionAnswer['titles'][number]
export type Suggestion = { act: () => void } & (
  | { type: 'recent' | 'forget' | 'meant' | 'all'; text: string }
  | { type: 'facet'; text: string; count: number; exact: boolean }
  | { type: 'asset'; text: string; title: Title }
)

/**
 * What the search box offers: with nothing in it what was searched for last, else a better spelling, all that the words find, filters of
 * that name, items whose title has the words.
 */
export function useSuggestionOptions(text: string, on: boolean): Suggestion[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const [asked] = useDebouncedValue(text, 150)
  const { data } = useSuggestions(asked, on)
  const library = (state: LibraryState) => () => void navigate({ to: '/kho', search: readLibraryState(state) })
  const words = text.trim()
  if (!on) return []
  if (words === '') {
    const recent = recentSearches(me.id).map(q => ({ type: 'recent' as const, text: q, act: library({ q }) }))
    const forget = { type: 'forget' as const, text: t('search.box.forget'), act: () => forgetSearches(me.id) }
    return recent.length > 0 ? [...recent, forget] : []
  }
  if (words.length < 2 || !data) return []
  const { didYouMean } = data
  return [
    ...(didYouMean ? [{ type: 'meant' as const, text: didYouMean, act: library({ q: didYouMean }) }] : []),
    { type: 'all', text: words, act: library({ q: text }) },
    ...data.terms.slice(0, 3).map(({ facet, value, label, count, exact }) => ({
      ...{ type: 'facet' as const, count, exact },
      text: t('search.box.inFacet', { facet: t(`search.facet.${facet}`), label }),
      act: library({ [facet]: [value] }),
    })),
    ...data.titles.slice(0, 4).map(title => ({
      ...{ type: 'asset' as const, text: title.id, title },
      act: () => void navigate({ to: '/tu-lieu/$id', params: { id: title.id } }),
    })),
  ]
}
