import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './batch-progress.module.css'
import type { Totals } from './queue-totals.ts'
import { useTimeLeft } from './use-time-left.ts'

/** The whole batch as one bar, with speed and time left. */
export function BatchProgress({ all }: { all: Totals }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <section className={classes.card} aria-label={t('uploads.overall')}>
      <div className={classes.line}>
        <span>
          <b>{f.percent(all.percent)}</b>{' '}
          <span className="dim">
            · {t('uploads.sentOf', { sent: f.bytes(all.sent), total: f.bytes(all.bytes) })}
            {all.active && all.perSecond > 0 && <> · {t('uploads.perSecond', { size: f.bytes(all.perSecond) })}</>}
          </span>
        </span>
        <Outlook all={all} />
      </div>
      <span
        className={classes.bar}
        role="progressbar"
        aria-label={t('uploads.overall')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={all.percent}
      >
        <span
          data-done={(!all.active && all.paused === 0) || undefined}
          style={{ transform: `scaleX(${all.percent / 100})` }}
        />
      </span>
    </section>
  )
}

function Outlook({ all }: { all: Totals }) {
  const { t } = useTranslation()
  const timeLeft = useTimeLeft()
  if (all.active && all.sending === 0) return <span className="dim">{t('uploads.waitingForLine')}</span>
  if (all.active)
    return <span className="dim">{all.secondsLeft === null ? t('uploads.measuring') : timeLeft(all.secondsLeft)}</span>
  if (all.paused > 0) return <span className="dim">{t('uploads.summary.paused', { count: all.paused })}</span>
  if (all.processing > 0)
    return <span className="dim">{t('uploads.summary.processing', { count: all.processing })}</span>
  return (
    <span className={classes.outlook} role="status">
      {all.done > 0 && (
        <span className={classes.done}>
          <IconCircleCheck size={16} stroke={1.6} aria-hidden="true" />
          {t('uploads.summary.allDone', { count: all.done })}
        </span>
      )}
      {all.troubled > 0 && (
        <span className={classes.trouble}>
          <IconAlertCircle size={16} stroke={1.6} aria-hidden="true" />
          {t('uploads.summary.someTrouble', { count: all.troubled })}
        </span>
      )}
    </span>
  )
}
