import { IconRotate } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
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
import { StateBadge } from '../ui/state-badge.tsx'
import { LiftRecall } from './lift-recall.tsx'
import { OwnRecallCard } from './own-recall-card.tsx'
import { RecallBadge } from './recall-badge.tsx'
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
      <Channels channels={page.channels} />
      <People people={page.people} />
      <Links links={page.links} />
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

function Channels({ channels }: { channels: Recall['channels'] }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <Section title={t('ledger.recalls.channelsTitle')}>
      {channels.length === 0 && <li className="dim">{t('ledger.recalls.noChannels')}</li>}
      {channels.map(channel => (
        <li key={channel.id} className={classes.item}>
          <span>
            {channel.name}
            {channel.problemText && <span className="dim small"> · {channel.problemText}</span>}
          </span>
          <span className={classes.line}>
            <span className="dim small">{t('ledger.recalls.tries', { count: channel.attempts })}</span>
            <time className="dim small" dateTime={channel.updatedAt}>
              {f.dateTime(channel.updatedAt)}
            </time>
            <StateBadge tone={channel.state === 'withdrawn' ? 'ok' : 'warning'}>
              {t(channel.state === 'withdrawn' ? 'ledger.recalls.gone' : 'ledger.recalls.going')}
            </StateBadge>
          </span>
        </li>
      ))}
    </Section>
  )
}

function People({ people }: { people: Recall['people'] }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <Section title={t('ledger.recalls.peopleTitle')}>
      {people.length === 0 && <li className="dim">{t('ledger.recalls.noPeople')}</li>}
      {people.map(person => (
        <li key={person.id} className={classes.item}>
          <span>
            {[person.name, person.unit].filter(Boolean).join(' · ')}
            <span className="dim small">
              {' '}
              · {t('ledger.recalls.taken', person)}
              {person.note && <> · {person.note}</>}
            </span>
          </span>
          <StateBadge tone={person.acknowledgedAt ? 'ok' : 'warning'}>
            {person.acknowledgedAt
              ? t('ledger.recalls.acknowledged', { time: f.dateTime(person.acknowledgedAt) })
              : t('ledger.recalls.waiting')}
          </StateBadge>
        </li>
      ))}
    </Section>
  )
}

function Links({ links }: { links: Recall['links'] }) {
  const { t } = useTranslation()
  return (
    <Section title={t('ledger.recalls.linksTitle')}>
      {links.length === 0 && <li className="dim">{t('ledger.recalls.noLinks')}</li>}
      {links.map(link => (
        <li key={link.id} className={classes.item}>
          <span>
            {[link.collection, link.label].filter(Boolean).join(' · ')}
            <span className="dim small">
              {' '}
              · {link.madeBy}, {t('ledger.recalls.downloads', { count: link.downloads })}
            </span>
          </span>
          <StateBadge tone="ok">{t('ledger.recalls.closed')}</StateBadge>
        </li>
      ))}
    </Section>
  )
}
