import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { weekBars, weekdays } from './sending-windows.ts'
import classes from './week-strip.module.css'

/** The week in which a channel sends, as seven lines; the same in words for who does not see it. */
export function WeekStrip({ windows }: { windows: Channel['windows'] }) {
  const { t } = useTranslation()
  if (windows.length === 0) return <p>{t('channels.admin.windows.always')}</p>
  const bars = weekBars(windows)
  return (
    <>
      <ul className="visually-hidden">
        {windows.map(({ days, from, to }) => (
          <li key={`${days.join()}${from}${to}`}>
            {weekdays
              .filter(day => days.includes(day))
              .map(day => t(`channels.admin.day.d${day}`))
              .join(', ')}
            : {from}–{to}
          </li>
        ))}
      </ul>
      <div className={classes.week} aria-hidden="true">
        {weekdays.map(day => (
          <div key={day} className={classes.day}>
            <span>{t(`channels.admin.shortDay.d${day}`)}</span>
            <div className={classes.track}>
              {(bars[day - 1] ?? []).map(({ left, width }) => (
                <i key={`${left}-${width}`} style={{ left: `${left}%`, width: `${width}%` }} />
              ))}
            </div>
          </div>
        ))}
        <div className={classes.scale}>
          <span>0</span>
          <span>6</span>
          <span>12</span>
          <span>18</span>
          <span>24</span>
        </div>
      </div>
    </>
  )
}
