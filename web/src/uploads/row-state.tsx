import {
  IconAlertCircle,
  IconCircleCheck,
  IconClock,
  IconCloudUpload,
  IconFilePlus,
  IconLoader2,
  IconWifiOff,
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import type { UploadItem } from './upload-queue.ts'
import classes from './upload-row.module.css'

const icons = {
  staged: IconFilePlus,
  waiting: IconClock,
  sending: IconCloudUpload,
  interrupted: IconWifiOff,
  refused: IconAlertCircle,
  processing: IconLoader2,
  ready: IconCircleCheck,
  failed: IconAlertCircle,
} as const

/** Where a file stands: a sign and a sentence, never colour alone. */
export function RowState({ item }: { item: UploadItem }) {
  const Icon = icons[item.state]
  const text = useStateText(item)
  return (
    <span className={classes.state} data-state={item.state}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span>{text}</span>
    </span>
  )
}

function useStateText(item: UploadItem): string {
  const { t } = useTranslation()
  const f = useFormat()
  if (item.state === 'refused' && item.refusal) return refusalText(t, item.refusal)
  if (item.state === 'failed') return item.failure ?? t('uploads.state.failed')
  if (item.state === 'processing' && item.progress > 0)
    return t('uploads.state.processingPercent', { percent: f.percent(item.progress) })
  if (item.state === 'interrupted') {
    return item.retryAt === null
      ? t('uploads.state.interruptedForGood')
      : t('uploads.state.interrupted', { time: f.time(item.retryAt) })
  }
  if (item.state === 'sending' && item.rate.perSecond !== null) {
    return `${f.percent((item.sent * 100) / item.size)} · ${t('uploads.perSecond', { size: f.bytes(item.rate.perSecond) })}`
  }
  return t(`uploads.state.${item.state}`)
}

function refusalText(t: TFunction, refusal: NonNullable<UploadItem['refusal']>): string {
  if (refusal.key === 'empty') return `${t('uploads.empty.title')}. ${t('uploads.empty.act')}`
  // The hub's own sentence names the limit or the type it saw.
  return `${t(`app.problem.${refusal.key}.title`)}. ${refusal.detail ?? t(`app.problem.${refusal.key}.act`)}`
}
