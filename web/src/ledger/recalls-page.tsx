import { IconRotate } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RecallSummary } from '#contracts/ledger'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './ledger.module.css'
import { OwnRecallCard } from './own-recall-card.tsx'
import { RecallBadge } from './recall-badge.tsx'
import { useOwnRecalls, useRecalls } from './use-ledger.ts'

/** For the curators every recall, for everybody the recalls of what they took. */
export function RecallsPage() {
  const { t } = useTranslation()
  usePageTitle(t('ledger.recalls.title'))
  const me = useMe()
  const own = useOwnRecalls()
  const all = useRecalls(me.may.curate)
  const failed = own.error ?? all.error
  const nothing = own.data?.length === 0 && (!me.may.curate || all.data?.length === 0)
  return (
    <Page>
      <PageHeader title={t('ledger.recalls.title')}>{t('ledger.recalls.intro')}</PageHeader>
      {failed && <ProblemState error={failed} onRetry={() => void Promise.all([own.refetch(), all.refetch()])} small />}
      {own.isPending && <ListSkeleton />}
      {nothing && (
        <PageState icon={<IconRotate />} title={t('ledger.recalls.none')}>
          {t(me.may.curate ? 'ledger.recalls.noneText' : 'ledger.recalls.noneOwnText')}
        </PageState>
      )}
      {own.data && own.data.length > 0 && (
        <section className={classes.section}>
          <h2>{t('ledger.recalls.own')}</h2>
          <p className="dim">{t('ledger.recalls.ownText')}</p>
          {own.data.map(recall => (
            <OwnRecallCard key={recall.id} recall={recall} />
          ))}
        </section>
      )}
      {all.data && all.data.length > 0 && (
        <section className={classes.section}>
          <h2>{t('ledger.recalls.all')}</h2>
          {all.data.map(recall => (
            <SummaryCard key={recall.id} recall={recall} />
          ))}
        </section>
      )}
    </Page>
  )
}

function SummaryCard({ recall }: { recall: RecallSummary }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { channels, channelsDone, people, peopleDone, links } = recall.progress
  return (
    <article className={classes.card}>
      <Link className={classes.name} to="/thu-hoi/$id" params={{ id: recall.id }}>
        {recall.asset.title}
      </Link>
      <span className={classes.line}>
        <RecallBadge recall={recall} />
        <span>{t(`ledger.recalls.reason.${recall.reason}`)}</span>
        <time className="dim small" dateTime={recall.requestedAt}>
          {f.dateTime(recall.requestedAt)}
        </time>
      </span>
      <span className={`${classes.line} dim small`}>
        <span>{t('ledger.recalls.channels', { done: channelsDone, all: channels })}</span>
        <span>{t('ledger.recalls.people', { done: peopleDone, all: people })}</span>
        {links > 0 && <span>{t('ledger.recalls.links', { count: links })}</span>}
      </span>
    </article>
  )
}
