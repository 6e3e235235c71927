import { IconBookmark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { SavedRow } from './saved-row.tsx'
import { useSavedSearches } from './use-saved.ts'

/** Tìm kiếm đã lưu: one's own, and when one is told of what is new. */
export function SavedPage() {
  const { t } = useTranslation()
  const me = useMe()
  const saved = useSavedSearches()
  usePageTitle(t('saved.title'), me.hub.name)
  return (
    <Page>
      <PageHeader title={t('saved.title')}>{t('saved.text')}</PageHeader>
      {saved.isPending ? (
        <ListSkeleton />
      ) : saved.isError ? (
        <ProblemState error={saved.error} onRetry={() => void saved.refetch()} />
      ) : saved.data.length === 0 ? (
        <PageState
          tone="accent"
          icon={<IconBookmark />}
          title={t('saved.empty.title')}
          actions={<LinkButton to="/kho">{t('saved.empty.act')}</LinkButton>}
        >
          {t('saved.empty.text')}
        </PageState>
      ) : (
        <ul aria-label={t('saved.list')}>
          {saved.data.map(search => (
            <SavedRow key={search.id} search={search} />
          ))}
        </ul>
      )}
    </Page>
  )
}
