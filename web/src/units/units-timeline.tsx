import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Succession, UnitHistory } from '#contracts/unit-history'
import { todayInVietnam } from '../articles/today.ts'
import { formatDate } from '../ui/format.ts'
import { useSpanText } from './span-text.ts'
import { layoutTimeline, type Timeline, type TimelineRow } from './timeline-layout.ts'
import classes from './units-timeline.module.css'

/** Units as bars over years. Screen readers and phones get the same as a list of sentences. */
export function UnitsTimeline({ units, successions }: { units: UnitHistory[]; successions: Succession[] }) {
  const { t } = useTranslation()
  const timeline = layoutTimeline(units, successions, todayInVietnam(new Date()))
  return (
    <div>
      <Axis timeline={timeline} />
      <ul aria-label={t('units.list')}>
        {timeline.rows.map(row => (
          <Row key={row.unit.id} row={row} today={timeline.today} />
        ))}
      </ul>
    </div>
  )
}

function Axis({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation()
  return (
    <div className={classes.axis} aria-hidden="true">
      <span />
      <div className={classes.track}>
        {timeline.ticks.map(tick => (
          <span key={tick.year} className={classes.tick} style={{ left: `${tick.left}%` }}>
            {tick.year}
          </span>
        ))}
        <span className={classes.todayWord} style={{ left: `${timeline.today}%` }}>
          {t('units.today')}
        </span>
      </div>
    </div>
  )
}

function Row({ row, today }: { row: TimelineRow; today: number }) {
  const last = row.bars.at(-1)
  const ended = row.end && last ? last.left + last.width : null
  return (
    <li className={classes.row}>
      <div className={classes.unit}>
        <Link className="link" to="/don-vi/$code" params={{ code: row.unit.code }}>
          {row.unit.shortName}
        </Link>
        <Sentence row={row} />
      </div>
      <div className={classes.track} aria-hidden="true">
        {row.bars.map(bar => (
          <span
            key={bar.left}
            className={classes.bar}
            data-opens={bar.opens || undefined}
            data-goes-on={bar.goesOn || undefined}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
            title={bar.name}
          >
            <span className="cut">{bar.name}</span>
          </span>
        ))}
        {ended !== null && ended < 100 && (
          <span className={classes.end} style={{ left: `${ended}%` }}>
            <span className="cut">→ {row.end?.to.map(unit => unit.shortName).join(', ') || '∎'}</span>
          </span>
        )}
        <span className={classes.today} style={{ left: `${today}%` }} />
      </div>
    </li>
  )
}

function Sentence({ row: { unit, end } }: { row: TimelineRow }) {
  const { t } = useTranslation()
  const span = useSpanText()
  const names = unit.names.map(name => `${name.name} (${span(name)})`).join('; ')
  const became =
    end?.kind && t(`units.became.${end.kind}`, { names: end.to.map(successor => successor.shortName).join(', ') })
  const ending = end ? [t('units.ended', { date: formatDate(end.lastDay) }), became].filter(Boolean).join(', ') : null
  return <p className={classes.sentence}>{[names, ending].filter(Boolean).join('. ')}.</p>
}
