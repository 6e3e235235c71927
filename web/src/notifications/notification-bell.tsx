import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadMoreWords } from '../app/i18n.ts'
import classes from './notification-bell.module.css'
import { useHubEvents, useUnread } from './use-live.ts'

const NotificationPanel = lazy(async () => {
  const [panel] = await Promise.all([import('./notification-panel.tsx'), loadMoreWords()])
  return { default: panel.NotificationPanel }
})

/** The bell with how many are unread; the panel itself comes at the first click. */
export function NotificationBell() {
  const { t } = useTranslation()
  useHubEvents()
  const unread = useUnread()
  const [wanted, setWanted] = useState(false)
  const label = unread > 0 ? t('app.bell.unread', { count: unread }) : t('app.bell.open')
  const face = (
    <>
      <IconBell size={18} stroke={1.6} aria-hidden="true" />
      {unread > 0 && (
        <span className={classes.count} aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </>
  )
  const button = (open: boolean, toggle: () => void) => (
    <button
      type="button"
      className={classes.button}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-label={label}
      onClick={toggle}
    >
      {face}
    </button>
  )
  if (!wanted) return button(false, () => setWanted(true))
  return (
    <Suspense fallback={button(true, () => setWanted(false))}>
      <NotificationPanel className={classes.button} label={label} face={face} />
    </Suspense>
  )
}
