import {
  IconAlertCircle,
  IconCircleCheck,
  IconClock,
  IconCloudUpload,
  IconCopy,
  IconFilePlus,
  IconLoader2,
  IconPlayerPause,
  IconRefresh,
  IconWifiOff,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { ownGroupsOf } from './own-fields.ts'
import type { Refusal } from './refusal.ts'
import { secondsLeft } from './transfer-rate.ts'
import type { UploadItem } from './upload-item.ts'
import classes from './upload-row.module.css'
import { useTimeLeft } from './use-time-left.ts'

const icons = {
  unfinished: IconRefresh,
  staged: IconFilePlus,
  waiting: IconClock,
  sending: IconCloudUpload,
  paused: IconPlayerPause,
  interrupted: IconWifiOff,
  refused: IconAlertCircle,
  ingesting: IconLoader2,
  processing: IconLoader2,
  ready: IconCircleCheck,
  failed: IconAlertCircle,
} as const

/** Where a file stands: a sign and a sentence, never colour alone. */
export function RowState({ item }: { item: UploadItem }) {
  const text = useStateText(item)
  const Icon = item.refusal?.key === 'duplicate' ? IconCopy : icons[item.state]
  return (
    <span className={classes.state} data-state={item.state}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span>{item.state === 'refused' && item.refusal ? <RefusalText refusal={item.refusal} /> : text}</span>
    </span>
  )
}

function useStateText(item: UploadItem): string {
  const { t } = useTranslation()
  const f = useFormat()
  const sending = useSendingText(item)
  const part = f.percent(Math.floor((item.sent * 100) / Math.max(1, item.size)))
  switch (item.state) {
    case 'unfinished':
      return item.modified === null
        ? t('uploads.state.elsewhere', { percent: part })
        : t('uploads.state.unfinished', { percent: part })
    case 'staged': {
      if (item.unpack) return t('uploads.state.stagedZip')
      const own = ownGroupsOf(item.own).map(group => t(`uploads.own.group.${group}`))
      if (own.length > 0) return t('uploads.state.stagedOwn', { fields: own.join(', ') })
      const said = ownGroupsOf({ title: '', ...item.proposed }).map(group => t(`uploads.own.group.${group}`))
      return said.length > 0 ? t('uploads.state.stagedFile', { fields: said.join(', ') }) : t('uploads.state.staged')
    }
    case 'paused':
      return t('uploads.state.paused', { percent: part })
    case 'interrupted':
      return item.retryAt === null
        ? t('uploads.state.offline', { percent: part })
        : t('uploads.state.interrupted', { percent: part, time: f.time(item.retryAt) })
    case 'failed':
      return item.failure ?? t('uploads.state.failed')
    case 'processing':
      return item.progress > 0
        ? t('uploads.state.processingPercent', { percent: f.percent(item.progress) })
        : t('uploads.state.processing')
    case 'sending':
      return sending
    default:
      return t(`uploads.state.${item.state}`)
  }
}

function useSendingText(item: UploadItem): string {
  const { t } = useTranslation()
  const f = useFormat()
  const timeLeft = useTimeLeft()
  const percent = (bytes: number) => f.percent(Math.floor((bytes * 100) / Math.max(1, item.size)))
  const speed = item.rate.perSecond
  const left = secondsLeft(item.size - item.sent, speed ?? 0)
  const parts = [
    percent(item.sent),
    speed !== null && speed > 0 && t('uploads.perSecond', { size: f.bytes(speed) }),
    left !== null && left > 0 && timeLeft(left),
    item.resumedFrom !== null && t('uploads.state.resumed', { percent: percent(item.resumedFrom) }),
  ].filter(part => part !== false)
  return speed === null && item.resumedFrom === null ? t('uploads.state.sending') : parts.join(' · ')
}

function RefusalText({ refusal }: { refusal: Refusal }) {
  const { t, i18n } = useTranslation()
  const f = useFormat()
  const { key, detail, other, quota } = refusal
  if (key === 'duplicate')
    return (
      <>
        {t(other ? 'uploads.refusal.duplicate.title' : 'uploads.refusal.duplicate.alone')}{' '}
        {other && (
          <Link to="/tu-lieu/$id" params={{ id: other.id }} className="link">
            {other.title || t('uploads.refusal.duplicate.untitled')}
          </Link>
        )}
      </>
    )
  if (key === 'quota-exceeded' && quota) {
    const parts = [
      quota.maxBytes !== null &&
        t('uploads.quota.bytes', { used: f.bytes(quota.bytes), most: f.bytes(quota.maxBytes) }),
      quota.maxFiles !== null &&
        t('uploads.quota.files', { used: f.number(quota.files, 0), most: f.number(quota.maxFiles, 0) }),
    ].filter(part => part !== false)
    return `${t('app.problem.quota-exceeded.title')}: ${parts.join('; ')}. ${t('app.problem.quota-exceeded.act')}`
  }
  if (key === 'empty' || key === 'unreadable')
    return `${t(`uploads.refusal.${key}.title`)}. ${t(`uploads.refusal.${key}.act`)}`
  // A newer hub may name a problem that this page does not know; its own sentence names the limit or the type it saw.
  const known = i18n.exists(`app.problem.${key}.title`) ? key : 'unknown'
  return `${t(`app.problem.${known}.title`)}. ${detail ?? t(`app.problem.${known}.act`)}`
}
