import { Button } from '@mantine/core'
import { IconFilterOff, IconStar } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NominationState } from '#contracts/nomination'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './own-nominations.module.css'
import { OwnRow } from './own-row.tsx'
import { useNominations, useOwnCounts } from './use-nominations.ts'

type Filter = NominationState | 'all'
const states = ['returned', 'open', 'approved', 'withdrawn'] as const

/** What became of a unit's own nominations; what came back comes first, with its reason. */
export function OwnNominations() {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <Page>
      <PageHeader
        title={t('curation.own.title')}
        actions={
          me.may.curate ? (
            <LinkButton to="/tuyen-chon" variant="default">
              {t('curation.title')}
            </LinkButton>
          ) : undefined
        }
      >
        {t('curation.own.text')}
      </PageHeader>
      <OwnList />
    </Page>
  )
}

function OwnList() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>('all')
  const counts = useOwnCounts().data?.states
  const query = useNominations({ mine: '1', sort: 'newest', state: filter === 'all' ? undefined : filter })
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const shown = query.data?.pages.flatMap(page => page.nominations) ?? []
  if (shown.length === 0 && filter === 'all') return <NothingYet />
  const total = counts && counts.open + counts.approved + counts.returned + counts.withdrawn
  return (
    <>
      <FilterChips
        label={t('curation.own.tabs')}
        value={filter}
        onChange={setFilter}
        chips={[
          { value: 'all', label: t('curation.own.all'), count: total },
          ...states
            .filter(value => value !== 'withdrawn' || counts?.withdrawn)
            .map(value => ({ value, label: t(`curation.own.state.${value}`), count: counts?.[value] })),
        ]}
      />
      {shown.length === 0 ? (
        <PageState
          small
          icon={<IconFilterOff />}
          title={t('curation.emptyFilter.title')}
          actions={
            <Button variant="default" onClick={() => setFilter('all')}>
              {t('curation.emptyFilter.act')}
            </Button>
          }
        >
          {t('curation.emptyFilter.text')}
        </PageState>
      ) : (
        <ul className={classes.list} aria-label={t('curation.own.list')}>
          {shown.map(nomination => (
            <OwnRow key={nomination.id} nomination={nomination} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button mt={16} variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('curation.more')}
        </Button>
      )}
    </>
  )
}

function NothingYet() {
  const { t } = useTranslation()
  return (
    <PageState
      tone="accent"
      icon={<IconStar />}
      title={t('curation.own.empty.title')}
      actions={<LinkButton to="/kho">{t('curation.own.empty.act')}</LinkButton>}
    >
      {t('curation.own.empty.text')}
    </PageState>
  )
}
