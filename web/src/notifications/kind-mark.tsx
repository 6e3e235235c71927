import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconBookmark,
  IconBroadcast,
  IconCalendarExclamation,
  IconCheck,
  IconInbox,
  IconRotate,
  IconSend,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { NotificationKind } from '#contracts/notification'
import classes from './notifications.module.css'

type Mark = { icon: ComponentType<{ size?: number; stroke?: number }>; tone: 'neutral' | 'ok' | 'warning' | 'error' }
const marks: Record<NotificationKind, Mark> = {
  'rights-ending': { icon: IconCalendarExclamation, tone: 'warning' },
  'nomination-made': { icon: IconInbox, tone: 'neutral' },
  'nomination-approved': { icon: IconCheck, tone: 'ok' },
  'nomination-returned': { icon: IconArrowBackUp, tone: 'warning' },
  'nomination-reopened': { icon: IconArrowBackUp, tone: 'neutral' },
  'delivery-done': { icon: IconSend, tone: 'ok' },
  'delivery-failed': { icon: IconAlertTriangle, tone: 'error' },
  'recall-requested': { icon: IconRotate, tone: 'warning' },
  'recall-done': { icon: IconRotate, tone: 'neutral' },
  'recall-proposed': { icon: IconAlertTriangle, tone: 'warning' },
  'recall-told': { icon: IconRotate, tone: 'error' },
  'item-differs': { icon: IconAlertTriangle, tone: 'warning' },
  'channel-paused': { icon: IconAlertTriangle, tone: 'error' },
  'webhook-given-up': { icon: IconAlertTriangle, tone: 'warning' },
  'upload-failed': { icon: IconAlertTriangle, tone: 'error' },
  'file-damaged': { icon: IconAlertTriangle, tone: 'error' },
  'file-infected': { icon: IconAlertTriangle, tone: 'error' },
  'nomination-comment': { icon: IconInbox, tone: 'neutral' },
  'nomination-assigned': { icon: IconInbox, tone: 'neutral' },
  'nomination-second': { icon: IconInbox, tone: 'warning' },
  'nomination-held': { icon: IconAlertTriangle, tone: 'error' },
  'nomination-due': { icon: IconCalendarExclamation, tone: 'warning' },
  'relay-changed': { icon: IconArrowsExchange, tone: 'neutral' },
  'relay-withdrawn': { icon: IconAlertTriangle, tone: 'warning' },
  'livestream-soon': { icon: IconBroadcast, tone: 'ok' },
  'search-news': { icon: IconBookmark, tone: 'neutral' },
}

/** The sign before the line: what happened, at a glance. The words beside it say the same. */
export function KindMark({ kind }: { kind: NotificationKind }) {
  const { icon: Icon, tone } = marks[kind] ?? marks['nomination-made']
  return (
    <span className={classes.mark} data-tone={tone} aria-hidden="true">
      <Icon size={16} stroke={1.6} />
    </span>
  )
}
