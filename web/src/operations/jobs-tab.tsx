import { Button } from '@mantine/core'
import { IconCircleCheck, IconFilterOff, IconRefresh } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contracts/job'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { jobWord } from './job-word.ts'
import classes from './jobs-tab.module.css'
import { type JobPage, type JobState, useJobs, useRetryJob } from './use-jobs.ts'
import { WorkerNotice } from './worker-notice.tsx'

const states = ['dead', 'retrying', 'running', 'waiting'] as const satisfies readonly JobState[]
const tones = { waiting: 'neutral', running: 'accent', retrying: 'warning', dead: 'error' } as const

/** What the workers do, and what has stopped for good with its reason. */
export function JobsTab() {
  const [state, setState] = useJobState()
  const query = useJobs(state === 'any' ? undefined : state)
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const [first] = query.data.pages
  if (!first) return null
  const jobs = query.data.pages.flatMap(page => page.jobs)
  return (
    <>
      <WorkerNotice workers={first.workers} missingTools={first.missingTools} />
      <JobFilter page={first} state={state} onState={setState} />
      {jobs.length === 0 ? (
        <Nothing filtered={state !== 'any'} onAll={() => setState('any')} />
      ) : (
        <JobRows jobs={jobs} />
      )}
      {query.hasNextPage && <MoreButton busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
    </>
  )
}

function useJobState(): [JobState | 'any', (state: JobState | 'any') => void] {
  const search = useSearch({ from: '/shell/quan-tri' })
  const navigate = useNavigate()
  const state = states.find(name => name === search.state) ?? 'any'
  return [
    state,
    next =>
      void navigate({
        to: '/quan-tri',
        search: { tab: 'jobs', ...(next === 'any' ? {} : { state: next }) },
        replace: true,
      }),
  ]
}

function JobFilter({
  page,
  state,
  onState,
}: {
  page: JobPage
  state: JobState | 'any'
  onState: (state: JobState | 'any') => void
}) {
  const { t } = useTranslation()
  return (
    <div className={classes.bar}>
      <FilterChips
        label={t('operations.jobs.states')}
        value={state}
        onChange={onState}
        chips={[
          { value: 'any', label: t('operations.jobs.any') },
          ...states.map(value => ({ value, label: t(`operations.jobs.state.${value}`), count: page.counts[value] })),
        ]}
      />
      <span className="dim small">{t('operations.jobs.refresh')}</span>
    </div>
  )
}

function JobRows({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('operations.jobs.list')}>
      {jobs.map(job => (
        <JobRow key={job.id} job={job} />
      ))}
    </ul>
  )
}

function JobRow({ job }: { job: Job }) {
  const { t } = useTranslation()
  const f = useFormat()
  const word = jobWord(job.name)
  const words = word ? t(`operations.jobs.name.${word}`) : job.name
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p className={classes.name}>{words}</p>
        <p className="dim small">
          {job.assetId && (
            <Link className="link" to="/tu-lieu/$id" params={{ id: job.assetId }}>
              {job.assetTitle ?? job.assetId}
            </Link>
          )}
          {job.assetId && ' · '}
          {f.dateTime(job.runAt)} · {t('operations.jobs.column.tries')}{' '}
          {t('operations.jobs.tries', { done: job.attempts, max: job.maxAttempts })}
        </p>
        {job.reason && (
          <p className={classes.reason} data-state={job.state}>
            <b>{t('operations.jobs.reason')}</b> {job.reason}
          </p>
        )}
      </div>
      <StateBadge tone={tones[job.state]}>{t(`operations.jobs.state.${job.state}`)}</StateBadge>
      <RetryButton job={job} words={words} />
    </li>
  )
}

function RetryButton({ job, words }: { job: Job; words: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const retry = useRetryJob()
  if (job.state !== 'dead') return <span />
  const again = () =>
    retry.mutate(job.id, {
      onSuccess: () => void showToast({ message: t('operations.jobs.retried') }),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={16} stroke={1.6} />}
      loading={retry.isPending}
      aria-label={t('operations.jobs.retryNamed', { name: `${words} ${job.assetTitle ?? ''}`.trim() })}
      onClick={again}
    >
      {t('operations.jobs.retry')}
    </Button>
  )
}

function Nothing({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  const { t } = useTranslation()
  if (!filtered) {
    return (
      <PageState tone="accent" icon={<IconCircleCheck />} title={t('operations.jobs.empty.title')}>
        {t('operations.jobs.empty.text')}
      </PageState>
    )
  }
  return (
    <PageState
      icon={<IconFilterOff />}
      title={t('operations.jobs.emptyState.title')}
      actions={
        <Button variant="default" onClick={onAll}>
          {t('operations.jobs.emptyState.act')}
        </Button>
      }
    >
      {t('operations.jobs.emptyState.text')}
    </PageState>
  )
}

function MoreButton({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.more}>
      <Button variant="default" loading={busy} onClick={onMore}>
        {t('operations.jobs.more')}
      </Button>
    </div>
  )
}
