import { useTranslation } from 'react-i18next'
import { filterCount, type LibraryState } from '../search/library-state.ts'

/** What a search looks for, in one line: the words and how many filters. */
export function useQuestionLine(): (state: LibraryState) => string {
  const { t } = useTranslation()
  return state => {
    const count = filterCount(state)
    const parts = [
      ...(state.q ? [t('saved.words', { q: state.q.trim() })] : []),
      ...(count > 0 ? [t('saved.filters', { count })] : []),
    ]
    return parts.join(' · ') || t('saved.everything')
  }
}
