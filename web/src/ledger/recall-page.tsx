import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecallPage as Recall } from '#contracts/ledger'
import { usePageTitle } from '../app/hub-name.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './ledger.module.css'
import { RecallBadge } from './recall-badge.tsx'
import { useLift, useRecallPage } from './use-ledger.ts'

/** One recall: which channels have taken it down, which links stopped, who has confirmed. */
export function RecallPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/shell/thu-hoi/$id' })
  usePageTitle(t('ledger.recalls.title'))
  const page = useRecallPage(id)
  if (page.isError && !page.data) {
    return (
      <Page>
        <ProblemState error={page.error} onRetry={() => void page.refetch()} />
      </Page>
    )
  }
  if (!page.data) {
    return (
      <Page>
        <ListSkeleton />
      </Page>
    )
  }
  return <Loaded page={page.data} />
}

function Loaded({ page }: { page: Recall }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { recall } = page
  const time = f.dateTime(recall.requestedAt)
  return (
    <Page>
      <PageHeader
        title={recall.asset.title}
        actions={recall.liftedAt || recall.kind === 'kill' ? null : <Lift id={recall.id} />}
      >
        {recall.requestedBy
          ? t('ledger.recalls.by', { name: recall.requestedBy, time })
          : t('ledger.recalls.at', { time })}
      </PageHeader>
      <p className={classes.line}>
        <RecallBadge recall={recall} />
        <span>{t(`ledger.recalls.reason.${recall.reason}`)}</span>
        <Link to="/tu-lieu/$id" params={{ id: recall.asset.id }}>
          {t('channels.act.openAsset')}
        </Link>
      </p>
      <Channels channels={page.channels} />
      <People people={page.people} />
      {page.links.length > 0 && (
        <Section title={t('ledger.recalls.linksTitle')}>
          {page.links.map(link => (
            <li key={link.id} className={classes.item}>
              <span>{[link.collection, link.label, link.madeBy].filter(Boolean).join(' · ')}</span>
              <span className="dim small">{t('ledger.recalls.downloads', { count: link.downloads })}</span>
            </li>
          ))}
        </Section>
      )}
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
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

function Lift({ id }: { id: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const lift = useLift(id)
  const [asking, setAsking] = useState(false)
  const go = () =>
    lift.mutate(undefined, {
      onSuccess: () => setAsking(false),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('ledger.recalls.lift')}
      </Button>
      {asking && (
        <Dialog onClose={() => setAsking(false)} size={440} title={t('ledger.recalls.lift')}>
          <p>{t('ledger.recalls.liftAsk')}</p>
          <div className={classes.line}>
            <Button loading={lift.isPending} onClick={go}>
              {t('ledger.recalls.liftYes')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('ledger.recalls.keep')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
