import { Popover } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkActionIcon, LinkButton } from '../ui/link-button.tsx'
import { MarkAllButton } from './mark-all-button.tsx'
import { NotificationList } from './notification-list.tsx'
import classes from './notifications.module.css'

const shown = 8

/** The newest, under the bell. */
export function NotificationPanel({ className, label, face }: { className?: string; label: string; face: ReactNode }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(true)
  const close = () => setOpen(false)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(400px, calc(100vw - 24px))"
      radius="md"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={className} aria-label={label} onClick={() => setOpen(!open)}>
          {face}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notifications.title')}>
        <div className={classes.head}>
          <h2>{t('notifications.title')}</h2>
          <MarkAllButton unreadOnly={false} limit={shown} />
          <LinkActionIcon
            to="/tai-khoan"
            hash="thong-bao"
            variant="subtle"
            color="gray"
            aria-label={t('notifications.choose')}
            onClick={close}
          >
            <IconSettings size={18} stroke={1.6} />
          </LinkActionIcon>
        </div>
        <div className={classes.panel}>
          <NotificationList unreadOnly={false} limit={shown} onFollow={close} />
        </div>
        <div className={classes.foot}>
          <LinkButton to="/thong-bao" variant="default" fullWidth onClick={close}>
            {t('notifications.all')}
          </LinkButton>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
