import { IconChecks } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission, ProblemState } from '../app/problem-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { UpdateCard } from './update-card.tsx'
import { usePendingUpdates } from './use-updates.ts'

/** What was edited after it was approved: the difference, and one act that sends it. */
export function UpdatesPage() {
  const { t } = useTranslation()
  usePageTitle(t('channels.update.title'))
  const me = useMe()
  const { asset } = useSearch({ from: '/shell/cap-nhat' })
  const query = usePendingUpdates()
  if (!me.may.curate) return <NoPermission who="curators" />
  // Who came for one item sees it first.
  const updates = (query.data ?? []).toSorted(
    (one, other) => Number(other.asset.id === asset) - Number(one.asset.id === asset),
  )
  return (
    <Page>
      <PageHeader title={t('channels.update.title')}>{t('channels.update.intro')}</PageHeader>
      {query.isPending && <ListSkeleton />}
      {query.isError && !query.data && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && updates.length === 0 && (
        <PageState
          icon={<IconChecks />}
          title={t('channels.update.none')}
          actions={
            <LinkButton to="/phat-hanh" variant="default">
              {t('channels.title')}
            </LinkButton>
          }
        >
          {t('channels.update.noneText')}
        </PageState>
      )}
      {updates.map((update, index) => (
        <UpdateCard key={update.asset.id} update={update} open={asset ? update.asset.id === asset : index === 0} />
      ))}
    </Page>
  )
}
