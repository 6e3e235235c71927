import { Button } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import type { Reconciliation } from '#contracts/ledger'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './channel-page.module.css'
import { useReconcile, useReconciliations } from './use-channel-admin.ts'
import { useReason } from './use-reason.ts'

type Finding = Reconciliation['findings'][number]
const tones: Record<Finding['acted'], Tone> = {
  pushed: 'accent',
  reported: 'warning',
  'needs-approval': 'warning',
  withdrawing: 'error',
  noted: 'neutral',
}

/** Does the receiver hold what the hub believes? The last comparisons, what they found and what was done. */
export function ReconcileSection({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const problem = useProblem()
  // The run that was the newest when a new one was asked for: it waits for a worker until another stands there.
  const [before, setBefore] = useState<string | null | undefined>(undefined)
  const waiting = before !== undefined
  const query = useReconciliations(channel.id, waiting)
  const ask = useReconcile(channel.id)
  const runs = query.data ?? []
  const newest = runs[0]
  if (waiting && newest && newest.id !== before && newest.endedAt) setBefore(undefined)
  const busy = ask.isPending || waiting || newest?.endedAt === null
  const start = () =>
    ask.mutate(undefined, {
      onSuccess: () => setBefore(newest?.id ?? null),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <section className={classes.part}>
      <div className={classes.head}>
        <h2>{t('channels.reconcile.title')}</h2>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsDiff size={16} stroke={1.6} />}
          loading={busy}
          onClick={start}
        >
          {t('channels.reconcile.now')}
        </Button>
      </div>
      <p className="dim small">{t('channels.reconcile.text')}</p>
      <p role="status" className={busy ? 'small' : 'visually-hidden'}>
        {busy ? t('channels.reconcile.running') : ''}
      </p>
      {query.isError && <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />}
      {query.data && runs.length === 0 && !busy && <p className="dim">{t('channels.reconcile.none')}</p>}
      <ol className={classes.runs}>
        {runs
          .filter(run => run.endedAt !== null)
          .map((run, index) => (
            <Run key={run.id} run={run} open={index === 0} />
          ))}
      </ol>
    </section>
  )
}

function Run({ run, open }: { run: Reconciliation; open: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const reason = useReason()
  const count = run.findings.length
  return (
    <li className={classes.run} data-tone={run.problem ? 'error' : count > 0 ? 'warning' : 'ok'}>
      <p className={classes.runHead}>
        <time dateTime={run.startedAt}>{f.dateTime(run.startedAt)}</time>
        <span className="dim small">
          {t('channels.reconcile.seen', { count: run.seen, number: f.number(run.seen) })}
        </span>
      </p>
      {run.problem ? (
        <p className={classes.runProblem}>{t('channels.reconcile.failed', { text: reason(run.problem, null) })}</p>
      ) : count === 0 ? (
        <p>{t('channels.reconcile.same')}</p>
      ) : (
        <details open={open}>
          <summary>{t('channels.reconcile.found', { count, number: f.number(count) })}</summary>
          <ul>
            {run.findings.map(finding => (
              <FindingRow key={`${finding.itemId}${finding.kind}${finding.at}`} finding={finding} />
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function FindingRow({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  return (
    <li className={classes.finding}>
      <span>
        {finding.title === null ? (
          <span className={classes.id}>{finding.itemId}</span>
        ) : (
          <Link className="link" to="/tu-lieu/$id" params={{ id: finding.itemId }}>
            {finding.title || t('search.untitled')}
          </Link>
        )}
        <span className="small dim">{t(`channels.reconcile.kind.${finding.kind}`)}</span>
      </span>
      <StateBadge tone={tones[finding.acted]}>{t(`channels.reconcile.acted.${finding.acted}`)}</StateBadge>
    </li>
  )
}
