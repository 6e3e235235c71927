import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { PageState } from '../ui/page-state.tsx'
import { Age } from './age.tsx'
import { countMissing } from './clearance-lines.ts'
import classes from './nomination-queue.module.css'
import { type Desk, rowId } from './use-desk.ts'

export type QueueFilter = 'all' | 'cleared' | 'missing'
type Props = {
  desk: Desk
  all: Nomination[]
  filter: QueueFilter
  onFilter: (filter: QueueFilter) => void
  onMore: (() => void) | null
}

/** Who waits: picture, title, unit, age, and whether it could go at once. */
export function NominationQueue({ desk, all, filter, onFilter, onMore }: Props) {
  const { t } = useTranslation()
  const cleared = all.filter(nomination => nomination.clearance.cleared).length
  return (
    <section className={classes.queue} aria-label={t('curation.list')}>
      <div className={classes.head}>
        <h2>{t('curation.queue')}</h2>
        {desk.current && (
          <span className="dim">{t('curation.place', { place: desk.index + 1, count: desk.shown.length })}</span>
        )}
      </div>
      <div className={classes.filters}>
        <FilterChips
          label={t('curation.filter.label')}
          value={filter}
          onChange={onFilter}
          chips={[
            { value: 'all', label: t('curation.filter.all'), count: all.length },
            { value: 'cleared', label: t('curation.filter.cleared'), count: cleared },
            { value: 'missing', label: t('curation.filter.missing'), count: all.length - cleared },
          ]}
        />
      </div>
      <ul className={classes.list}>
        {desk.shown.map(nomination => (
          <li key={nomination.id}>
            <QueueRow nomination={nomination} current={nomination.id === desk.current?.id} onChoose={desk.choose} />
          </li>
        ))}
        {desk.shown.length === 0 && filter !== 'all' && (
          <li>
            <PageState
              small
              icon={<IconFilterOff />}
              title={t('curation.emptyFilter.title')}
              actions={
                <Button variant="default" onClick={() => onFilter('all')}>
                  {t('curation.emptyFilter.act')}
                </Button>
              }
            >
              {t('curation.emptyFilter.text')}
            </PageState>
          </li>
        )}
        {onMore && (
          <li className={classes.more}>
            <Button variant="default" size="xs" onClick={onMore}>
              {t('curation.more')}
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}

type RowProps = { nomination: Nomination; current: boolean; onChoose: (id: string) => void }

function QueueRow({ nomination, current, onChoose }: RowProps) {
  const { t } = useTranslation()
  const missing = countMissing(nomination.clearance)
  return (
    <button
      type="button"
      id={rowId(nomination.id)}
      className={classes.row}
      aria-current={current || undefined}
      onClick={() => onChoose(nomination.id)}
    >
      <span className={classes.picture}>
        <AssetThumb asset={nomination.asset} />
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{nomination.asset.title}</span>
        <span className={classes.facts}>
          <span className="cut">
            {nomination.unit.shortName} · <Age at={nomination.createdAt} />
          </span>
          <span className={classes.ready} data-cleared={missing === 0 || undefined}>
            {missing === 0 ? t('curation.cleared') : t('curation.missing', { count: missing })}
          </span>
        </span>
      </span>
    </button>
  )
}
