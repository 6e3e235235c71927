import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import { useFormat } from '../ui/format.ts'
import { attemptLine } from './attempt-line.ts'
import classes from './attempt-list.module.css'
import { groupOf } from './delivery-groups.ts'
import { useReason } from './use-reason.ts'

/** Each attempt as a sentence with its time, and what comes next. */
export function AttemptList({ delivery, paused }: { delivery: Delivery; paused: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const reason = useReason()
  const tries = delivery.tries.toSorted((one, other) => one.at.localeCompare(other.at))
  return (
    <section>
      <h2 className={classes.title}>{t('channels.each')}</h2>
      {tries.length === 0 && (
        <p className="dim small">
          {t(groupOf(delivery.state) === 'underWay' ? 'channels.nothingTried' : 'channels.neverTried')}
        </p>
      )}
      <ol className={classes.list} aria-label={t('channels.eachLabel')}>
        {tries.map(attempt => {
          const line = attemptLine(attempt)
          return (
            <li key={`${attempt.at}${attempt.number}${attempt.step}`} className={classes.line} data-tone={line.tone}>
              <time dateTime={attempt.at}>{f.dateTime(attempt.at)}</time>
              <span>{t(`channels.attempt.${line.key}`, line.values)}</span>
            </li>
          )
        })}
        <Next delivery={delivery} paused={paused} />
      </ol>
      {(delivery.problemText || delivery.problem) && (
        <p className={classes.problem} data-over={groupOf(delivery.state) === 'gone' || undefined}>
          {reason(delivery.problem, delivery.problemText)}
        </p>
      )}
    </section>
  )
}

function Next({ delivery, paused }: { delivery: Delivery; paused: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { state, nextAt } = delivery
  if (paused && (state === 'queued' || state === 'retrying')) {
    return (
      <li className={classes.line} data-tone="warning">
        <span />
        <span>{t('channels.waitsForChannel')}</span>
      </li>
    )
  }
  if (nextAt && state === 'queued') {
    return (
      <li className={classes.line} data-tone="next">
        <time dateTime={nextAt}>{f.dateTime(nextAt)}</time>
        <span>{t('channels.waitsForTime')}</span>
      </li>
    )
  }
  if (!nextAt || (state !== 'retrying' && state !== 'withdrawing')) return null
  return (
    <li className={classes.line} data-tone="next">
      <time dateTime={nextAt}>{f.dateTime(nextAt)}</time>
      <span>
        {delivery.op === 'withdraw'
          ? t('channels.nextWithdrawal')
          : t('channels.nextTry', { number: delivery.attempts + 1 })}
      </span>
    </li>
  )
}
