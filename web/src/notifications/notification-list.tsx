import { Button } from '@mantine/core'
import { IconBell, IconChecks } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { NotificationView } from '#contracts/notification'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { PageState } from '../ui/page-state.tsx'
import { NotificationRow } from './notification-row.tsx'
import classes from './notifications.module.css'
import { useMarkRead, useNotifications } from './use-notifications.ts'

type Props = { unreadOnly: boolean; limit: number; paged?: boolean; onFollow?: () => void }

/** The list in all its states, for the panel and for the page. */
export function NotificationList({ unreadOnly, limit, paged, onFollow }: Props) {
  const { t } = useTranslation()
  const list = useNotifications(unreadOnly, limit)
  const { one } = useMarkRead()
  const follow = (view: NotificationView) => {
    if (!view.read) one.mutate(view.id)
    onFollow?.()
  }
  if (list.isPending) return <ListSkeleton />
  if (list.isError) return <ProblemState error={list.error} onRetry={() => void list.refetch()} small />
  const views = list.data.pages.flatMap(page => page.notifications)
  if (views.length === 0) {
    const key = unreadOnly ? 'nothingUnread' : 'empty'
    return (
      <PageState icon={unreadOnly ? <IconChecks /> : <IconBell />} title={t(`notifications.${key}`)} small>
        {t(`notifications.${key}Text`)}
      </PageState>
    )
  }
  return (
    <>
      <ul className={classes.list} aria-label={t('notifications.list')}>
        {views.map(view => (
          <NotificationRow key={view.id} view={view} onFollow={follow} />
        ))}
      </ul>
      {paged && list.hasNextPage && (
        <Button variant="default" mt={16} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('ui.more')}
        </Button>
      )}
    </>
  )
}
