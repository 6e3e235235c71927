import { Button } from '@mantine/core'
import { IconFilterOff, IconStar } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { ProblemState } from '../app/problem-state.tsx'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './own-nominations.module.css'
import { type NominationState, useNominations } from './use-nominations.ts'

type Filter = NominationState | 'all'
const states = ['returned', 'open', 'approved'] as const
const tones = { open: 'accent', approved: 'ok', returned: 'error', withdrawn: 'neutral' } as const

/** What became of a unit's own nominations; what came back comes first, with its reason. */
export function OwnNominations() {
  const { t } = useTranslation()
  return (
    <Page>
      <PageHeader title={t('curation.own.title')}>{t('curation.own.text')}</PageHeader>
      <OwnList />
    </Page>
  )
}

function OwnList() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>('all')
  const query = useNominations(undefined)
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const all = query.data.pages
    .flatMap(page => page.nominations)
    .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
  if (all.length === 0) return <NothingYet />
  const shown = all.filter(one => filter === 'all' || one.state === filter)
  return (
    <>
      <FilterChips
        label={t('curation.own.tabs')}
        value={filter}
        onChange={setFilter}
        chips={[
          { value: 'all', label: t('curation.own.all'), count: all.length },
          ...states.map(value => ({
            value,
            label: t(`curation.own.state.${value}`),
            count: all.filter(one => one.state === value).length,
          })),
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

function OwnRow({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { asset, state, decidedAt, decisionNote } = nomination
  const incomplete = state === 'open' && !nomination.clearance.cleared
  return (
    <li className={classes.row}>
      <span className={classes.picture}>
        <AssetThumb asset={asset} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>{asset.title}</p>
        <p className="dim small">
          {nomination.channel.name} · {t('curation.own.sentAt', { time: f.dateTime(nomination.createdAt) })}
          {decidedAt && <> · {t('curation.own.decidedAt', { time: f.dateTime(decidedAt) })}</>}
        </p>
        {decisionNote && (
          <p className={classes.reason} data-state={state}>
            <b>{t(state === 'returned' ? 'curation.own.returnReason' : 'curation.own.decisionNote')}</b> {decisionNote}
          </p>
        )}
      </div>
      <StateBadge tone={tones[state]}>{t(`curation.own.state.${state}`)}</StateBadge>
      <LinkButton
        size="xs"
        variant={state === 'returned' ? 'light' : 'default'}
        to="/tu-lieu/$id"
        params={{ id: asset.id }}
      >
        {t(state === 'returned' ? 'curation.own.mend' : incomplete ? 'curation.own.complete' : 'curation.openAsset')}
      </LinkButton>
    </li>
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
