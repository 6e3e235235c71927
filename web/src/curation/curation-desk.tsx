import { IconInbox } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { BatchBar } from './batch-bar.tsx'
import classes from './curation-desk.module.css'
import { DecisionPanel } from './decision-panel.tsx'
import { DeskDialogs } from './desk-dialogs.tsx'
import { countFilters, type DeskSearch } from './desk-filter.ts'
import { KeyBar } from './key-bar.tsx'
import { NominationQueue } from './nomination-queue.tsx'
import { NominationStage } from './nomination-stage.tsx'
import { type DeskActing, useDeskActing } from './use-desk-acting.ts'
import { useQueue } from './use-nominations.ts'

export function CurationDesk() {
  const search = useSearch({ from: '/shell/tuyen-chon' })
  const navigate = useNavigate()
  const query = useQueue(search)
  if (query.isPending) return <LoadingPage />
  if (query.isError && !query.data) {
    return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  }
  const change = (next: DeskSearch) => void navigate({ to: '/tuyen-chon', search: next, replace: true })
  return <DeskWith query={query} search={search} onSearch={change} />
}

type Props = { query: ReturnType<typeof useQueue>; search: DeskSearch; onSearch: (search: DeskSearch) => void }

function DeskWith({ query, search, onSearch }: Props) {
  const all = query.data?.pages.flatMap(page => page.nominations) ?? []
  const acting = useDeskActing(all, query.dataUpdatedAt, search)
  const { desk, dialog } = acting
  return (
    <div
      className={classes.desk}
      data-open={desk.open || undefined}
      data-selecting={desk.selected.size > 0 || undefined}
      data-stale={query.isPlaceholderData || undefined}
    >
      <NominationQueue
        desk={desk}
        all={all}
        search={search}
        onSearch={onSearch}
        onMore={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
      />
      {desk.current ? (
        <>
          <NominationStage
            key={desk.current.id}
            nomination={desk.current}
            tab={acting.tab}
            onTab={acting.setTab}
            itemIndex={acting.itemIndex}
            onItem={acting.setItemIndex}
            onBack={desk.close}
          />
          <DecisionPanel key={`quyet-dinh-${desk.current.id}`} nomination={desk.current} acting={acting} />
        </>
      ) : (
        <Nothing search={search} onSearch={onSearch} />
      )}
      {desk.selected.size > 0 && <BatchBar acting={acting} />}
      <KeyBar acting={acting} />
      {dialog && <DeskDialogs acting={acting as DeskActing & { dialog: typeof dialog }} />}
    </div>
  )
}

function Nothing({ search, onSearch }: { search: DeskSearch; onSearch: (search: DeskSearch) => void }) {
  const { t } = useTranslation()
  const narrowed = search.ready !== undefined || countFilters(search) > 0
  // The queue itself says so, with the way out.
  if (narrowed) return <section className={classes.nothing} />
  const view = search.view ?? 'all'
  return (
    <section className={classes.nothing}>
      <PageState
        tone="accent"
        icon={<IconInbox />}
        title={t(`curation.desk.nothing.${view}.title`)}
        actions={
          view === 'all' ? (
            <>
              <LinkButton to="/phat-hanh">{t('curation.desk.nothing.deliveries')}</LinkButton>
              <LinkButton to="/kho" variant="default">
                {t('curation.empty.act')}
              </LinkButton>
            </>
          ) : (
            <button type="button" className={classes.backToAll} onClick={() => onSearch({})}>
              {t('curation.emptyFilter.act')}
            </button>
          )
        }
      >
        {t(`curation.desk.nothing.${view}.text`)}
      </PageState>
    </section>
  )
}
