import { IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { FilterChips } from '../channels/filter-chips.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { MarkAllButton } from './mark-all-button.tsx'
import { NotificationList } from './notification-list.tsx'
import classes from './notifications.module.css'
import { useUnread } from './use-live.ts'

const atOnce = 30

/** Everything I was told. */
export function NotificationsPage() {
  const { t } = useTranslation()
  usePageTitle(t('notifications.title'))
  const unread = useUnread()
  const [filter, setFilter] = useState<'everything' | 'unreadOnly'>('everything')
  const unreadOnly = filter === 'unreadOnly'
  return (
    <Page>
      <PageHeader title={t('notifications.title')} />
      <div className={classes.bar}>
        <FilterChips
          label={t('notifications.filter')}
          value={filter}
          onChange={setFilter}
          chips={[
            { value: 'everything', label: t('notifications.everything') },
            { value: 'unreadOnly', label: t('notifications.unreadOnly'), count: unread },
          ]}
        />
        <MarkAllButton unreadOnly={unreadOnly} limit={atOnce} />
        <LinkButton
          to="/tai-khoan"
          hash="thong-bao"
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconSettings size={16} stroke={1.6} />}
        >
          {t('notifications.choose')}
        </LinkButton>
      </div>
      <div className={classes.page}>
        <NotificationList unreadOnly={unreadOnly} limit={atOnce} paged />
      </div>
    </Page>
  )
}
