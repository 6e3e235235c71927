import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { FeedGroups } from './feed-groups.tsx'
import { ProtocolList } from './protocol-list.tsx'
import { useFeeds } from './use-feeds.ts'
import { WebhookSection } from './webhook-section.tsx'
import { WidgetSection } from './widget-section.tsx'

/** Everything that others may pull from the hub, with its addresses; for administrators who is told of changes. */
export function FeedsPage() {
  const { t } = useTranslation()
  usePageTitle(t('feeds.title'))
  const me = useMe()
  const query = useFeeds()
  return (
    <Page>
      <PageHeader title={t('feeds.title')}>{t('feeds.text')}</PageHeader>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <FeedGroups feeds={query.data.feeds} />
          <WidgetSection list={query.data} />
          <ProtocolList list={query.data} />
        </>
      )}
      {me.may.administer && <WebhookSection />}
    </Page>
  )
}
