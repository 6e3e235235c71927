import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './nomination-queue.module.css'
import { dayOf, type QueueGroup } from './queue-groups.ts'

type Props = { id: string; head: NonNullable<QueueGroup['head']>; count: number }

/** What the next rows have in common: how soon they are due, or the day on which they go out. */
export function QueueHeading({ id, head, count }: Props) {
  const { t, i18n } = useTranslation()
  const f = useFormat()
  const weekday = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    weekday: 'long',
  })
  const today = 'day' in head && head.day === dayOf(new Date())
  return (
    <h3 id={id} className={classes.group} data-overdue={('due' in head && head.due === 'overdue') || undefined}>
      <span>
        {'due' in head
          ? t(`curation.desk.due.${head.due}`)
          : today
            ? t('curation.desk.today', { day: f.date(head.day) })
            : `${weekday.format(new Date(`${head.day}T12:00:00+07:00`))}, ${f.date(head.day)}`}
      </span>
      <span className={classes.groupCount}>{count}</span>
    </h3>
  )
}
