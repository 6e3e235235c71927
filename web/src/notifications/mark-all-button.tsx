import { Button } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../ui/toast.ts'
import { useUnread } from './use-live.ts'
import { useMarkRead, useNotifications } from './use-notifications.ts'

/** Marks as read what the list beside it shows, and everything before; what comes meanwhile stays unread. */
export function MarkAllButton({ unreadOnly, limit }: { unreadOnly: boolean; limit: number }) {
  const { t } = useTranslation()
  const unread = useUnread()
  const newest = useNotifications(unreadOnly, limit).data?.pages[0]?.notifications[0]
  const { all } = useMarkRead()
  if (unread === 0 || !newest) return null
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconChecks size={16} stroke={1.6} />}
      loading={all.isPending}
      onClick={() =>
        all.mutate(newest.at, { onSuccess: () => void showToast({ message: t('notifications.allRead') }) })
      }
    >
      {t('notifications.markAll')}
    </Button>
  )
}
