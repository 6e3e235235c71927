import { Checkbox } from '@mantine/core'
import {
  IconCalendarClock,
  IconExclamationCircle,
  IconMessage,
  IconPencil,
  IconStack2,
  IconUserCheck,
} from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { Age } from './age.tsx'
import { dayOf, dueGroup } from './queue-groups.ts'
import classes from './queue-row.module.css'
import { type Desk, rowId } from './use-desk.ts'

type Props = {
  nomination: Nomination
  current: boolean
  selected: boolean
  desk: Pick<Desk, 'choose' | 'toggle' | 'range'>
}

/** One nomination in the queue. Its check mark selects; a click with shift selects up to here. */
export function QueueRow({ nomination, current, selected, desk }: Props) {
  const { t } = useTranslation()
  const { id, asset, items } = nomination
  return (
    <div className={classes.row} data-current={current || undefined} data-selected={selected || undefined}>
      <span className={classes.picture}>
        <AssetThumb asset={asset} />
        {items.length > 1 && (
          <span className={classes.many} title={t('curation.desk.items', { count: items.length })}>
            <IconStack2 size={13} stroke={1.8} aria-hidden="true" />
            {items.length}
          </span>
        )}
      </span>
      <button
        type="button"
        id={rowId(id)}
        className={classes.open}
        aria-current={current || undefined}
        aria-keyshortcuts="a r x"
        onClick={event => (event.shiftKey ? desk.range(id) : desk.choose(id))}
      >
        <span className={classes.title}>
          {nomination.priority === 'urgent' && (
            <IconExclamationCircle
              className={classes.urgent}
              size={15}
              stroke={1.8}
              aria-label={t('curation.desk.priority.urgent')}
            />
          )}
          {asset.title || t('curation.desk.untitled')}
        </span>
        <Facts nomination={nomination} />
        <State nomination={nomination} />
        {selected && <span className="visually-hidden">{t('curation.desk.isSelected')}</span>}
      </button>
      <Checkbox
        className={classes.check}
        size="xs"
        tabIndex={-1}
        checked={selected}
        aria-label={t('curation.desk.selectOne', { title: asset.title })}
        onChange={() => desk.toggle(id)}
      />
    </div>
  )
}

const Facts = memo(function Facts({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const { unit, createdAt, comments, edited, assignedTo } = nomination
  return (
    <span className={classes.facts}>
      <span className="cut">
        {unit.shortName} · <Age at={createdAt} />
      </span>
      <span className={classes.marks}>
        {edited && <IconPencil size={14} stroke={1.7} aria-label={t('curation.desk.hasEdits')} />}
        {assignedTo && (
          <span className={classes.who} title={t('curation.desk.assignedTo', { name: assignedTo.name })}>
            {initials(assignedTo.name)}
          </span>
        )}
        {comments > 0 && (
          <span className={classes.said} title={t('curation.desk.comments', { count: comments })}>
            <IconMessage size={14} stroke={1.7} aria-hidden="true" />
            {comments}
          </span>
        )}
      </span>
    </span>
  )
})

function State({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { blocking, dueAt, schedule, firstApproval, state } = nomination
  const due = dueGroup(dueAt, new Date())
  const second = state === 'open' && firstApproval !== null && !firstApproval.stale
  return (
    <span className={classes.state}>
      {schedule && schedule.state !== 'sent' ? (
        <span className={classes.when} data-held={schedule.state === 'held' || undefined}>
          <IconCalendarClock size={14} stroke={1.7} aria-hidden="true" />
          {schedule.state === 'held'
            ? t('curation.desk.heldShort')
            : dayOf(schedule.effectiveAt) === dayOf(new Date())
              ? f.time(schedule.effectiveAt)
              : f.dateTime(schedule.effectiveAt)}
        </span>
      ) : (
        dueAt && (
          <span className={classes.due} data-due={due}>
            {due === 'overdue'
              ? t('curation.desk.overdue', { day: f.date(dueAt) })
              : due === 'today'
                ? t('curation.desk.dueToday', { time: f.time(dueAt) })
                : t('curation.desk.dueOn', { day: f.date(dueAt) })}
          </span>
        )
      )}
      {second ? (
        <span className={classes.ready} data-second>
          <IconUserCheck size={14} stroke={1.7} aria-hidden="true" /> {t('curation.desk.secondShort')}
        </span>
      ) : (
        state === 'open' && (
          <span className={classes.ready} data-cleared={blocking === 0 || undefined}>
            {blocking === 0 ? t('curation.cleared') : t('curation.missing', { count: blocking })}
          </span>
        )
      )}
    </span>
  )
}

/** The two letters by which a Vietnamese name is known: of the first and of the given name, which stands last. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return `${words.length > 1 ? (words[0]?.[0] ?? '') : ''}${words.at(-1)?.[0] ?? ''}`.toLocaleUpperCase('vi')
}
