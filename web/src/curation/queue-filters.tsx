import { ActionIcon, Collapse, NativeSelect, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskCounts } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { type Chip, FilterChips } from '../channels/filter-chips.tsx'
import { countFilters, type DeskSearch, type DeskView, deskSorts, deskViews } from './desk-filter.ts'
import classes from './queue-filters.module.css'
import { useDeskCounts } from './use-nominations.ts'

type Props = { all: Nomination[]; search: DeskSearch; onSearch: (search: DeskSearch) => void }

/** What to look at: the views with their counts, then campaign, order, and the finer filters behind their button. */
export function QueueFilters({ all, search, onSearch }: Props) {
  const { t } = useTranslation()
  const counts = useDeskCounts(search).data
  const [open, setOpen] = useState(countFilters({ ...search, campaign: undefined }) > 0)
  const on = countFilters({ ...search, campaign: undefined }) + (search.ready ? 1 : 0)
  const view = search.view ?? 'all'
  const set = (patch: DeskSearch) => onSearch({ ...search, ...patch })
  return (
    <div className={classes.filters}>
      <div className={classes.views}>
        <FilterChips
          label={t('curation.filter.label')}
          value={view}
          onChange={next => set({ view: next === 'all' ? undefined : next, ready: undefined })}
          chips={viewChips(counts, view).map(([value, count]): Chip<DeskView> => {
            return { value, label: t(`curation.desk.view.${value}`), count }
          })}
        />
      </div>
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          aria-label={t('curation.desk.campaign')}
          value={search.campaign ?? ''}
          data={[
            { value: '', label: t('curation.desk.anyCampaign') },
            ...(counts?.campaigns ?? []).map(({ of, count }) => ({ value: of.id, label: `${of.name} (${count})` })),
            { value: 'none', label: t('curation.desk.noCampaign') },
          ]}
          onChange={event => set({ campaign: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          size="xs"
          aria-label={t('curation.desk.sortLabel')}
          value={search.sort ?? 'due'}
          data={deskSorts.map(value => ({ value, label: t(`curation.desk.sort.${value}`) }))}
          onChange={event => {
            const next = deskSorts.find(sort => sort === event.currentTarget.value)
            set({ sort: next === 'due' ? undefined : next })
          }}
        />
        <ActionIcon
          variant={on > 0 ? 'light' : 'default'}
          size={30}
          aria-label={on > 0 ? t('curation.desk.filtersOn', { count: on }) : t('curation.desk.filters')}
          aria-expanded={open}
          onClick={() => setOpen(old => !old)}
        >
          <IconAdjustmentsHorizontal size={17} stroke={1.6} />
        </ActionIcon>
      </div>
      <Collapse expanded={open}>
        {open && <FineFilters all={all} counts={counts} search={search} onSet={set} />}
      </Collapse>
    </div>
  )
}

/** Views that hold nothing are left out, but for the queue itself, mine, and the one that is on. */
function viewChips(counts: DeskCounts | undefined, on: DeskView): [DeskView, number | undefined][] {
  const of: Record<DeskView, number | undefined> = {
    all: counts?.states.open,
    overdue: counts?.due.overdue,
    today: counts?.due.today,
    mine: counts?.assigned.me,
    second: counts?.stages.second,
    scheduled: counts?.stages.scheduled,
    held: counts?.stages.held,
  }
  return deskViews.filter(view => view === on || view === 'all' || view === 'mine' || of[view]).map(v => [v, of[v]])
}

type FineProps = {
  all: Nomination[]
  counts: DeskCounts | undefined
  search: DeskSearch
  onSet: (patch: DeskSearch) => void
}

function FineFilters({ all, counts, search, onSet }: FineProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState(search.q ?? '')
  useEffect(() => {
    if (words.trim() === (search.q ?? '')) return
    const timer = setTimeout(() => onSet({ q: words.trim() || undefined }), 300)
    return () => clearTimeout(timer)
  })
  const choices = [
    ['channel', (counts?.channels ?? []).map(({ of, count }) => [of.code, of.name, count] as const)],
    ['unit', (counts?.units ?? []).map(({ of, count }) => [of.code, of.name, count] as const)],
    ['kind', (counts?.kinds ?? []).map(({ of, count }) => [of, kindWord(of), count] as const)],
  ] as const
  function kindWord(kind: string): string {
    return kind in kinds ? t(`app.kind.${kind as keyof typeof kinds}`) : kind
  }
  const ready = all.filter(one => one.blocking === 0).length
  return (
    <div className={classes.fine}>
      <TextInput
        size="xs"
        className={classes.words}
        aria-label={t('curation.desk.words')}
        placeholder={t('curation.desk.words')}
        leftSection={<IconSearch size={15} stroke={1.6} />}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
      {choices.map(([name, list]) => (
        <NativeSelect
          key={name}
          size="xs"
          aria-label={t(`curation.desk.by.${name}`)}
          value={search[name] ?? ''}
          data={[
            { value: '', label: t(`curation.desk.any.${name}`) },
            ...list.map(([value, label, count]) => ({ value, label: `${label} (${count})` })),
          ]}
          onChange={event => onSet({ [name]: event.currentTarget.value || undefined })}
        />
      ))}
      <NativeSelect
        size="xs"
        aria-label={t('curation.desk.by.ready')}
        value={search.ready ?? ''}
        data={[
          { value: '', label: t('curation.desk.any.ready') },
          { value: 'yes', label: `${t('curation.filter.cleared')} (${ready})` },
          { value: 'no', label: `${t('curation.filter.missing')} (${all.length - ready})` },
        ]}
        onChange={event => onSet({ ready: (event.currentTarget.value || undefined) as 'yes' | 'no' | undefined })}
      />
    </div>
  )
}
const kinds = { image: 1, video: 1, audio: 1, document: 1, article: 1 } as const
