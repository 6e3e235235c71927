import { IconRotate } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RecallPage as Recall } from '#contracts/ledger'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { LiftRecall } from './lift-recall.tsx'
import { OwnRecallCard } from './own-recall-card.tsx'
import { RecallBadge } from './recall-badge.tsx'
import { RecallChannels, RecallLinks, RecallPeople } from './recall-lists.tsx'
import classes from './recall-page.module.css'
import { RecallProgress } from './recall-progress.tsx'
import { useOwnRecalls, useRecallPage } from './use-ledger.ts'

/** One recall: for curators by channel, link and person; for whoever took the item what is asked of them. */
export function RecallPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/shell/thu-hoi/$id' })
  usePageTitle(t('ledger.recalls.title'))
  const me = useMe()
  return me.may.curate ? <Followed key={id} id={id} /> : <Mine key={id} id={id} />
}

function Followed({ id }: { id: string }) {
  const page = useRecallPage(id, true)
  if (page.isError && !page.data)
    return (
      <Page>
        <ProblemState error={page.error} onRetry={() => void page.refetch()} />
      </Page>
    )
  if (page.data) return <Loaded page={page.data} />
  return (
    <Page>
      <ListSkeleton />
    </Page>
  )
}

/** Who is no curator sees the own part of it, or that there is nothing of theirs. */
function Mine({ id }: { id: string }) {
  const { t } = useTranslation()
  const own = useOwnRecalls()
  const recall = own.data?.find(each => each.id === id)
  return (
    <Page>
      <PageHeader title={t('ledger.recalls.title')}>{t('ledger.recalls.ownText')}</PageHeader>
      {own.isPending && <ListSkeleton rows={1} />}
      {own.isError && <ProblemState error={own.error} onRetry={() => void own.refetch()} />}
      {recall && <OwnRecallCard recall={recall} />}
      {own.data && !recall && (
        <PageState
          icon={<IconRotate />}
          title={t('ledger.recalls.notYours')}
          actions={
            <LinkButton to="/thu-hoi" variant="default">
              {t('ledger.recalls.title')}
            </LinkButton>
          }
        >
          {t('ledger.recalls.notYoursText')}
        </PageState>
      )}
    </Page>
  )
}

function Loaded({ page }: { page: Recall }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { recall } = page
  const time = f.dateTime(recall.requestedAt)
  return (
    <Page>
      <PageHeader
        title={t('ledger.recalls.of', { title: recall.asset.title })}
        actions={
          <>
            <LinkButton to="/tu-lieu/$id" params={{ id: recall.asset.id }} variant="default">
              {t('channels.act.openAsset')}
            </LinkButton>
            {!recall.liftedAt && recall.kind !== 'kill' && <LiftRecall id={recall.id} />}
          </>
        }
      >
        {recall.requestedBy
          ? t('ledger.recalls.by', { name: recall.requestedBy, time })
          : t('ledger.recalls.at', { time })}
      </PageHeader>
      <div className={classes.top}>
        <span className={classes.picture}>
          <AssetThumb asset={recall.asset} />
        </span>
        <div>
          <p className={classes.line}>
            <RecallBadge recall={recall} />
            <span>{t('ledger.recalls.because', { reason: t(`ledger.recalls.reason.${recall.reason}`) })}</span>
          </p>
          {recall.public && <p>{t('ledger.recalls.told', { text: recall.public })}</p>}
          {recall.liftedAt && <p>{t('ledger.recalls.liftedAt', { time: f.dateTime(recall.liftedAt) })}</p>}
        </div>
      </div>
      <RecallProgress recall={recall} />
      <RecallChannels channels={page.channels} />
      <RecallPeople people={page.people} />
      <RecallLinks links={page.links} />
    </Page>
  )
}
