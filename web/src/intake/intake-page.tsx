import { Button } from '@mantine/core'
import { IconInbox, IconLink } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RelayItem, RelayState } from '#contracts/intake-item'
import { usePageTitle } from '../app/hub-name.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './intake.module.css'
import { RelayRow } from './relay-row.tsx'
import { SourceList } from './source-list.tsx'
import { useRelayItems } from './use-intake.ts'

const TakeForm = lazy(() => import('./take-form.tsx').then(file => ({ default: file.TakeForm })))
const PasteForm = lazy(() => import('./paste-form.tsx').then(file => ({ default: file.PasteForm })))
const states: readonly RelayState[] = ['new', 'taken', 'dismissed', 'duplicate', 'own']

/** What comes in from elsewhere, and from where. */
export function IntakePage() {
  const { t } = useTranslation()
  usePageTitle(t('intake.inbox.title'))
  const [tab, setTab] = useState<'items' | 'sources'>('items')
  const [taking, setTaking] = useState<RelayItem | null>(null)
  const [pasting, setPasting] = useState(false)
  return (
    <Page>
      <PageHeader title={t('intake.inbox.title')}>{t('intake.inbox.text')}</PageHeader>
      <div className={classes.bar}>
        <FilterChips
          label={t('intake.inbox.tabs')}
          value={tab}
          onChange={setTab}
          chips={(['items', 'sources'] as const).map(value => ({ value, label: t(`intake.inbox.${value}`) }))}
        />
        <Button variant="default" leftSection={<IconLink size={18} stroke={1.6} />} onClick={() => setPasting(true)}>
          {t('intake.inbox.paste')}
        </Button>
      </div>
      {tab === 'items' ? <Inbox onTake={setTaking} /> : <SourceList />}
      <Suspense>
        {taking && <TakeForm key={taking.id} item={taking} onClose={() => setTaking(null)} />}
        {pasting && (
          <PasteForm
            onClose={() => setPasting(false)}
            onRead={item => {
              setPasting(false)
              setTaking(item)
            }}
          />
        )}
      </Suspense>
    </Page>
  )
}

function Inbox({ onTake }: { onTake: (item: RelayItem) => void }) {
  const { t } = useTranslation()
  const [state, setState] = useState<RelayState>('new')
  const query = useRelayItems(state)
  const counts = query.data?.pages[0]?.counts
  const items = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <>
      <FilterChips
        label={t('intake.inbox.states')}
        value={state}
        onChange={setState}
        chips={states.map(value => ({ value, label: t(`intake.inbox.state.${value}`), count: counts?.[value] }))}
      />
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length === 0 ? (
        <PageState tone="accent" icon={<IconInbox />} title={t('intake.inbox.empty.title')}>
          {t('intake.inbox.empty.text')}
        </PageState>
      ) : (
        <ul className={classes.list} aria-label={t('intake.inbox.list')}>
          {items.map(item => (
            <RelayRow key={item.id} item={item} onTake={() => onTake(item)} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} mt={16}>
          {t('intake.inbox.more')}
        </Button>
      )}
    </>
  )
}
