import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadEntry } from '#contracts/desk'
import { useFormat } from '../ui/format.ts'
import classes from './thread-tab.module.css'

/** Comments as words said by somebody, all else as one quiet line; `undo` stands under the last decision. */
export function ThreadList({ entries, undo }: { entries: readonly ThreadEntry[]; undo?: ReactNode }) {
  const { t } = useTranslation()
  if (entries.length === 0) return <p className="dim">{t('curation.desk.talk.none')}</p>
  const decided = entries.findLast(entry => entry.kind === 'approved' || entry.kind === 'returned')
  return (
    <ol className={classes.list}>
      {entries.map(entry => (
        <Entry key={entry.id} entry={entry} undo={entry === decided ? undo : null} />
      ))}
    </ol>
  )
}

const decisions = ['first-approval', 'approved', 'returned', 'nominated', 'resubmitted', 'withdrawn']

function Entry({ entry, undo }: { entry: ThreadEntry; undo?: ReactNode }) {
  const { t } = useTranslation()
  const f = useFormat()
  const who = entry.by?.name ?? t('curation.desk.talk.hub')
  const said = entry.text !== ''
  return (
    <li className={classes.entry} data-kind={entry.kind} data-side={entry.side} data-said={said || undefined}>
      <p className={classes.line}>
        <span>
          <b>{who}</b> <Happened entry={entry} />
        </span>
        <time className="dim small" dateTime={entry.at}>
          {f.dateTime(entry.at)}
        </time>
      </p>
      {said && <p className={classes.text}>{entry.text}</p>}
      {undo}
    </li>
  )
}

function Happened({ entry }: { entry: ThreadEntry }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { publishAt, dueAt, reason, person, campaign, priority, channel, items } = entry.facts
  if (entry.kind === 'comment') return <span className="dim small">{t(`curation.desk.talk.side.${entry.side}`)}</span>
  const facts = [
    publishAt && f.dateTime(publishAt),
    reason && t(`curation.desk.held.${reason}`),
    person,
    dueAt && t('curation.desk.dueOn', { day: f.date(dueAt) }),
    campaign,
    priority && t(`curation.desk.priority.${priority}`),
    channel,
    items && items > 1 && t('curation.desk.items', { count: items }),
  ].filter(Boolean)
  const word = t(`curation.desk.talk.kind.${entry.kind}`)
  return (
    <span className={decisions.includes(entry.kind) ? undefined : 'dim'}>
      {facts.length > 0 ? `${word}: ${facts.join(' · ')}` : word}
    </span>
  )
}
