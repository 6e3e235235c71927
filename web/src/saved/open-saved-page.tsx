import { IconBookmark } from '@tabler/icons-react'
import { Navigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../app/api.ts'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { readLibraryState } from '../search/library-state.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageState } from '../ui/page-state.tsx'
import { useSavedSearch } from './use-saved.ts'

/** Where a notification or a letter leads: the saved search's results of now, the newest first. */
export function OpenSavedPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/shell/tim-kiem-da-luu/$id' })
  const saved = useSavedSearch(id)
  if (saved.isPending) return <LoadingPage />
  if (saved.data) {
    return <Navigate to="/kho" search={readLibraryState({ ...saved.data.query, sort: 'newest' })} replace />
  }
  const gone = saved.error instanceof ApiProblem && saved.error.key === 'not-found'
  return (
    <Page>
      {gone ? (
        <PageState
          order={1}
          icon={<IconBookmark />}
          title={t('saved.gone.title')}
          actions={<LinkButton to="/tim-kiem-da-luu">{t('saved.gone.act')}</LinkButton>}
        >
          {t('saved.gone.text')}
        </PageState>
      ) : (
        <ProblemState order={1} error={saved.error} onRetry={() => void saved.refetch()} />
      )}
    </Page>
  )
}
