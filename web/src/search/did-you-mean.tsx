import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '#contracts/search'
import classes from './did-you-mean.module.css'
import { type LibraryState, readLibraryState } from './library-state.ts'

type Props = { answer: SearchAnswer | undefined; state: LibraryState; onChange: (next: LibraryState) => void }

export function DidYouMean({ answer, state, onChange }: Props) {
  const { t } = useTranslation()
  const meant = answer?.didYouMean
  if (!meant || answer.hits.length === 0) return null
  return (
    <p className={classes.line}>
      {t('search.didYouMean')}{' '}
      <button
        type="button"
        className={classes.words}
        onClick={() => onChange(readLibraryState({ ...state, q: meant }))}
      >
        {meant}
      </button>
    </p>
  )
}
