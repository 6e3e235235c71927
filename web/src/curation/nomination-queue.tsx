import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useMe } from '../app/me.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { countFilters, type DeskSearch } from './desk-filter.ts'
import classes from './nomination-queue.module.css'
import { QueueFilters } from './queue-filters.tsx'
import { queueGroups } from './queue-groups.ts'
import { QueueHeading } from './queue-heading.tsx'
import { QueueRow } from './queue-row.tsx'
import type { Desk } from './use-desk.ts'

type Props = {
  desk: Desk
  all: Nomination[]
  search: DeskSearch
  onSearch: (search: DeskSearch) => void
  onMore: (() => void) | null
}

/** Who waits, by what is due first: picture, title, unit, and whether it could go at once. */
export function NominationQueue({ desk, all, search, onSearch, onMore }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const groups = queueGroups(desk.shown, search, new Date())
  return (
    <section className={classes.queue} aria-label={t('curation.list')}>
      <div className={classes.head}>
        <h2>{t(search.view === 'scheduled' ? 'curation.desk.scheduleTitle' : 'curation.queue')}</h2>
        {desk.current && (
          <span className="dim">{t('curation.place', { place: desk.index + 1, count: desk.shown.length })}</span>
        )}
      </div>
      {me.memberships.length > 0 && (
        <LinkButton className={classes.own} size="compact-sm" variant="subtle" to="/tuyen-chon" search={{ own: '1' }}>
          {t('curation.own.title')}
        </LinkButton>
      )}
      <QueueFilters all={all} search={search} onSearch={onSearch} />
      <div className={classes.list}>
        {groups.map(group => (
          <section key={group.key} aria-labelledby={group.head ? `nhom-${group.key}` : undefined}>
            {group.head && <QueueHeading id={`nhom-${group.key}`} head={group.head} count={group.nominations.length} />}
            <ul>
              {group.nominations.map(nomination => (
                <li key={nomination.id}>
                  <QueueRow
                    nomination={nomination}
                    current={nomination.id === desk.current?.id}
                    selected={desk.selected.has(nomination.id)}
                    desk={desk}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {desk.shown.length === 0 && (search.ready !== undefined || countFilters(search) > 0) && (
          <PageState
            small
            icon={<IconFilterOff />}
            title={t('curation.emptyFilter.title')}
            actions={
              <Button variant="default" onClick={() => onSearch({})}>
                {t('curation.emptyFilter.act')}
              </Button>
            }
          >
            {t('curation.emptyFilter.text')}
          </PageState>
        )}
        {onMore && (
          <p className={classes.more}>
            <Button variant="default" size="xs" onClick={onMore}>
              {t('curation.more')}
            </Button>
          </p>
        )}
      </div>
    </section>
  )
}
