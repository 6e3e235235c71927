import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconDownload, IconReceipt } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerReceipt } from '#contracts/ledger'
import { queryString } from '../app/api.ts'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useChannels } from '../channels/use-channels.ts'
import { DateField } from '../ui/date-field.tsx'
import { useFormat } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import classes from './ledger.module.css'
import { type LedgerFilter, useReceipts } from './use-ledger.ts'

const ProofModal = lazy(() => import('./proof-modal.tsx').then(file => ({ default: file.ProofModal })))
const states = ['received', 'in_review', 'published', 'rejected', 'withdrawn'] as const
const tones: Record<string, Tone> = { published: 'ok', received: 'accent', in_review: 'accent', rejected: 'error' }

export function LedgerPage() {
  const { t } = useTranslation()
  usePageTitle(t('ledger.title'))
  const me = useMe()
  const [filter, setFilter] = useState<LedgerFilter>({})
  const [proof, setProof] = useState<string | null>(null)
  const csv = `/api/v1/receipts.csv${queryString(filter)}`
  return (
    <Page wide>
      <PageHeader
        title={t('ledger.title')}
        actions={
          me.may.curate && (
            <Button component="a" href={csv} variant="default" leftSection={<IconDownload size={18} stroke={1.6} />}>
              {t('ledger.csv')}
            </Button>
          )
        }
      >
        {t('ledger.intro')}
      </PageHeader>
      <Filters filter={filter} onChange={setFilter} />
      <Receipts filter={useDeferredValue(filter)} onProof={setProof} />
      <Suspense>{proof && <ProofModal id={proof} onClose={() => setProof(null)} />}</Suspense>
    </Page>
  )
}

function Filters({ filter, onChange }: { filter: LedgerFilter; onChange: (filter: LedgerFilter) => void }) {
  const { t } = useTranslation()
  const channels = useChannels()
  const put = (name: keyof LedgerFilter) => (value: string) => {
    const { [name]: _, ...rest } = filter
    onChange(value ? { ...rest, [name]: value } : rest)
  }
  const set = (name: keyof LedgerFilter) => (event: { currentTarget: { value: string } }) =>
    put(name)(event.currentTarget.value)
  return (
    <search className={classes.filters}>
      <TextInput type="search" label={t('ledger.search')} value={filter.q ?? ''} maxLength={200} onChange={set('q')} />
      <NativeSelect
        label={t('ledger.channel')}
        value={filter.channel ?? ''}
        onChange={set('channel')}
        data={[
          { value: '', label: t('ledger.anyChannel') },
          ...(channels.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <NativeSelect
        label={t('ledger.state')}
        value={filter.state ?? ''}
        onChange={set('state')}
        data={[
          { value: '', label: t('ledger.anyState') },
          ...states.map(value => ({ value, label: t(`ledger.states.${value}`) })),
        ]}
      />
      <DateField label={t('ledger.from')} value={filter.from ?? ''} onChange={put('from')} />
      <DateField label={t('ledger.to')} value={filter.to ?? ''} onChange={put('to')} />
    </search>
  )
}

function Receipts({ filter, onProof }: { filter: LedgerFilter; onProof: (id: string) => void }) {
  const { t } = useTranslation()
  const query = useReceipts(filter)
  if (query.isPending) return <ListSkeleton />
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} small />
  const receipts = query.data.pages.flatMap(page => page.receipts)
  if (receipts.length === 0) {
    const filtered = Object.keys(filter).length > 0
    return (
      <PageState icon={<IconReceipt />} title={t(filtered ? 'ledger.nothing' : 'ledger.none')} small={filtered}>
        {t(filtered ? 'ledger.nothingText' : 'ledger.noneText')}
      </PageState>
    )
  }
  return (
    <>
      <ul aria-label={t('ledger.list')}>
        {receipts.map(receipt => (
          <ReceiptRow key={receipt.id} receipt={receipt} onProof={onProof} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('ledger.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function ReceiptRow({ receipt, onProof }: { receipt: LedgerReceipt; onProof: (id: string) => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const state = states.find(each => each === receipt.state) ?? 'received'
  return (
    <li className={classes.row}>
      <span>
        <Link className={classes.name} to="/tu-lieu/$id" params={{ id: receipt.asset.id }}>
          {receipt.asset.title}
        </Link>
        <span className="dim small">
          {t('ledger.version', { version: receipt.version })} · {t(`ledger.source.${receipt.source}`)}
        </span>
      </span>
      <span>{receipt.channel.name}</span>
      <StateBadge tone={tones[state] ?? 'neutral'}>{t(`ledger.states.${state}`)}</StateBadge>
      <time dateTime={receipt.recordedAt}>{f.dateTime(receipt.recordedAt)}</time>
      <Button
        size="xs"
        variant="default"
        onClick={() => onProof(receipt.id)}
        aria-label={`${t('ledger.proof')}: ${receipt.asset.title}`}
      >
        {t('ledger.proof')}
      </Button>
    </li>
  )
}
