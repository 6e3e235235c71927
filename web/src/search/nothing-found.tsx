import { Button } from '@mantine/core'
import { IconCloudUpload, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '#contracts/search'
import { useMe } from '../app/me.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { filterCount, type LibraryState, readLibraryState, withoutFilters } from './library-state.ts'

type Props = { state: LibraryState; answer: SearchAnswer | undefined; onChange: (next: LibraryState) => void }

/** An empty library and an empty answer are two things, and each has its next act. */
export function NothingFound({ state, answer, onChange }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const count = filterCount(state)
  if (!state.q && count === 0) {
    return (
      <PageState
        tone="accent"
        icon={<IconCloudUpload />}
        title={t('search.empty.title')}
        actions={me.may.upload && <LinkButton to="/dang-tai">{t('search.empty.act')}</LinkButton>}
      >
        {t('search.empty.text')}
      </PageState>
    )
  }
  const meant = answer?.didYouMean
  return (
    <PageState
      icon={<IconSearch />}
      title={state.q ? t('search.none.title', { q: state.q.trim() }) : t('search.none.titleFilters')}
      actions={
        <>
          {count > 0 && (
            <Button variant="default" onClick={() => onChange(withoutFilters(state))}>
              {t('search.none.clearFilters')}
            </Button>
          )}
          {state.q && (
            <Button variant="subtle" onClick={() => onChange(readLibraryState({ ...state, q: '' }))}>
              {t('search.none.clearWords')}
            </Button>
          )}
        </>
      }
    >
      {meant && (
        <p>
          {t('search.didYouMean')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(readLibraryState({ ...state, q: meant }))}>
            {meant}
          </Button>
        </p>
      )}
      {state.q && !meant && <p>{t('search.none.text')}</p>}
      {count > 0 && <p>{t('search.none.filters', { count })}</p>}
    </PageState>
  )
}
