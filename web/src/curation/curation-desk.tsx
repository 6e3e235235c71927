import { IconInbox } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './curation-desk.module.css'
import { DecisionPanel } from './decision-panel.tsx'
import { KeyBar } from './key-bar.tsx'
import { NominationQueue, type QueueFilter } from './nomination-queue.tsx'
import { NominationStage } from './nomination-stage.tsx'
import { useDecision } from './use-decision.ts'
import { type Desk, useDesk } from './use-desk.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useNominations } from './use-nominations.ts'

const ReturnModal = lazy(() => import('./return-modal.tsx').then(file => ({ default: file.ReturnModal })))
const KeysHelp = lazy(() => import('./keys-help.tsx').then(file => ({ default: file.KeysHelp })))

export function CurationDesk() {
  const query = useNominations('open')
  if (query.isPending) return <LoadingPage />
  if (query.isError && !query.data) {
    return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  }
  const nominations = query.data.pages.flatMap(page => page.nominations)
  return <DeskWith nominations={nominations} more={query.hasNextPage ? () => void query.fetchNextPage() : null} />
}

type Props = { nominations: Nomination[]; more: (() => void) | null }

function DeskWith({ nominations, more }: Props) {
  const [filter, setFilter] = useState<QueueFilter>('all')
  const desk = useDesk(nominations.filter(one => filter === 'all' || one.clearance.cleared === (filter === 'cleared')))
  const [dialog, setDialog] = useState<'return' | 'help' | null>(null)
  const decision = useDecision(desk)
  const act = useDeskKeys({
    next: () => desk.move(1),
    previous: () => desk.move(-1),
    approve: () => desk.current && decision.approve(desk.current),
    return: () => desk.current && setDialog('return'),
    help: () => setDialog('help'),
  })
  return (
    <div className={classes.desk} data-open={desk.open || undefined}>
      <NominationQueue desk={desk} all={nominations} filter={filter} onFilter={setFilter} onMore={more} />
      {desk.current ? (
        <>
          <NominationStage key={desk.current.id} nomination={desk.current} onBack={desk.close} />
          <DecisionPanel nomination={desk.current} decision={decision} onReturn={() => setDialog('return')} />
        </>
      ) : (
        <Nothing desk={desk} filtered={filter !== 'all'} />
      )}
      <KeyBar onPress={act} />
      <Suspense>
        {dialog === 'return' && desk.current && (
          <ReturnModal nomination={desk.current} decision={decision} onClose={() => setDialog(null)} />
        )}
        {dialog === 'help' && <KeysHelp onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  )
}

function Nothing({ filtered }: { desk: Desk; filtered: boolean }) {
  const { t } = useTranslation()
  if (filtered) return <section className={classes.nothing} />
  return (
    <section className={classes.nothing}>
      <PageState
        tone="accent"
        icon={<IconInbox />}
        title={t('curation.empty.title')}
        actions={
          <LinkButton to="/kho" variant="default">
            {t('curation.empty.act')}
          </LinkButton>
        }
      >
        {t('curation.empty.text')}
      </PageState>
    </section>
  )
}
