import { Button } from '@mantine/core'
import { IconFilterOff, IconHistory } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { formatDate } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { AuditChainLine } from './audit-chain-line.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditRow } from './audit-row.tsx'
import classes from './audit-tab.module.css'
import { type AuditEntry, type AuditFilter, useAudit } from './use-audit.ts'

// The questions that are asked most: who saw, took, changed, approved, pushed.
const quick = [
  { act: '', key: 'all' },
  { act: 'asset.view', key: 'saw' },
  { act: 'asset.download', key: 'took' },
  { act: 'asset.reuse', key: 'used' },
  { act: 'asset.edit', key: 'changed' },
  { act: 'nomination.approve', key: 'approved' },
  { act: 'delivery.received', key: 'pushed' },
] as const

/** Who did what: sentences by day, the record itself one press away. */
export function AuditTab() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/shell/quan-tri' })
  const [filter, setFilter] = useState<AuditFilter>({})
  const query = useAudit({ ...filter, subject: search.subject })
  const filtered = Object.values(filter).some(value => value !== undefined)
  const entries = query.data?.pages.flatMap(page => page.entries) ?? []
  return (
    <>
      <div className={classes.bar}>
        <p className="dim">{t('operations.audit.text')}</p>
        <AuditChainLine />
      </div>
      {search.subject && (
        <p className={classes.subject}>
          <span>{t('operations.audit.onlySubject')}</span>
          <LinkButton to="/quan-tri" search={{ tab: 'audit' }} variant="default" size="xs">
            {t('operations.audit.allSubjects')}
          </LinkButton>
        </p>
      )}
      <FilterChips
        label={t('operations.audit.quick.label')}
        chips={quick.map(({ act, key }) => ({ value: act, label: t(`operations.audit.quick.${key}`) }))}
        value={quick.find(({ act }) => act === (filter.act ?? ''))?.act ?? 'other'}
        onChange={act => setFilter(now => ({ ...now, act: act || undefined }))}
      />
      <AuditFilters
        filter={{ ...filter, subject: search.subject }}
        onChange={change => setFilter(now => ({ ...now, ...change }))}
      />
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError && !query.data ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : entries.length === 0 ? (
        <Nothing filtered={filtered} onAll={() => setFilter({})} />
      ) : (
        <Days entries={entries} />
      )}
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('operations.audit.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Days({ entries }: { entries: AuditEntry[] }) {
  const days = new Map<string, AuditEntry[]>()
  for (const entry of entries) {
    const day = formatDate(new Date(entry.at))
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days].map(([day, acts]) => (
    <section key={day}>
      <h2 className={classes.day}>{day}</h2>
      <ul>
        {acts.map(entry => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  ))
}

function Nothing({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  const { t } = useTranslation()
  const words = filtered ? 'emptyFilter' : 'empty'
  return (
    <PageState
      icon={filtered ? <IconFilterOff /> : <IconHistory />}
      title={t(`operations.audit.${words}.title`)}
      actions={
        filtered && (
          <Button variant="default" onClick={onAll}>
            {t('operations.audit.emptyFilter.act')}
          </Button>
        )
      }
    >
      {t(`operations.audit.${words}.text`)}
    </PageState>
  )
}
