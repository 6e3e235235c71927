import '@mantine/core/styles/Progress.layer.css'
import { Button, Progress } from '@mantine/core'
import { IconCircleCheck, IconFilterOff } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contracts/job'
import { ProblemState } from '../app/problem-state.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { JobButton } from './job-button.tsx'
import { jobWord } from './job-word.ts'
import classes from './jobs-tab.module.css'
import { type JobPage, type JobState, useJobs } from './use-jobs.ts'
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
          {job.unit && `${job.unit} · `}
          {job.lane && `${t(`operations.jobs.lane.${job.lane}`)} · `}
          {f.dateTime(job.runAt)} · {t('operations.jobs.column.tries')}{' '}
          {t('operations.jobs.tries', { done: job.attempts, max: job.maxAttempts })}
        </p>
        {job.since && (
          <p className="dim small">
            {t('operations.jobs.running', {
              time: f.dateTime(job.since),
              host: job.worker ? `${job.worker.host} (${job.worker.pid})` : '…',
            })}
            {job.percent !== null && ` · ${f.percent(job.percent)}`}
            {job.doing && ` · ${t(`assets.processingDoing.${job.doing}`)}`}
          </p>
        )}
        {job.state === 'running' && job.percent !== null && (
          <Progress value={job.percent} size={4} mt={6} aria-label={t('operations.jobs.progress', { name: words })} />
        )}
        {job.reason && (
          <p className={classes.reason} data-state={job.state}>
            <b>{t('operations.jobs.reason')}</b> {job.reason}
          </p>
        )}
      </div>
      <StateBadge tone={tones[job.state]}>{t(`operations.jobs.state.${job.state}`)}</StateBadge>
      <span className={classes.acts}>
        {(['raise', 'cancel', 'retry'] as const).map(
          act =>
            job.may[act] && (
              <JobButton key={act} act={act} id={job.id} name={`${words} ${job.assetTitle ?? ''}`.trim()} />
            ),
        )}
      </span>
    </li>
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
