import type { CronItem } from 'graphile-worker'
import type { JobName } from '#contracts/job'

/** What the clock asks for, in UTC. Missed runs of the last day are made up for, unless `backfillMs` says otherwise. */
const clock: Partial<Record<JobName, { at: string; backfillMs?: number; queue?: string }>> = {
  'upload.sweep': { at: '* * * * *', backfillMs: 0 },
  // One look at a time, whatever the number of workers: two would take the same file.
  'watch.look': { at: '* * * * *', backfillMs: 0, queue: 'watch.look' },
  // One pass at a time: they would share one disk.
  'fixity.run': { at: '17 * * * *', queue: 'fixity' },
  'rendition.renew': { at: '*/10 * * * *', backfillMs: 0, queue: 'rendition.renew' },
  // 02:40 in Vietnam.
  'store.sweep': { at: '40 19 * * *', queue: 'store.sweep' },
  'delivery.poll': { at: '*/5 * * * *', backfillMs: 0 },
  'receipt.take': { at: '* * * * *', backfillMs: 0, queue: 'receipt.take' },
  // 01:30 and 03:00 in Vietnam.
  'reconcile.all': { at: '30 18 * * *' },
  'liveness.all': { at: '0 20 * * *' },
  // Five past midnight in Vietnam; a hub that was off then makes up for it within the day.
  'rights.warn': { at: '5 17 * * *' },
  // Seven in the morning in Vietnam.
  'notification.digest': { at: '0 0 * * *' },
  // A right ends at midnight, a consent at any moment.
  'recall.propose': { at: '*/10 * * * *', backfillMs: 0 },
  // Every hour: who deletes for good does it in small bites.
  'trash.purge': { at: '25 * * * *' },
  'feeds.refresh': { at: '* * * * *', backfillMs: 0 },
  'search.catch-up': { at: '*/10 * * * *', backfillMs: 0, queue: 'search.catch-up' },
  'desk.watch': { at: '* * * * *', backfillMs: 0, queue: 'desk.watch' },
  'intake.poll': { at: '* * * * *', backfillMs: 0 },
  'livestream.remind': { at: '* * * * *', backfillMs: 0 },
  'metadata.tidy': { at: '50 * * * *', backfillMs: 0, queue: 'metadata.tidy' },
  // One look at a time: two would wait for each other's rows.
  'search.alert': { at: '* * * * *', backfillMs: 0, queue: 'search.alert' },
  // 02:10 in Vietnam.
  'search.drift': { at: '10 19 * * *', queue: 'search.drift' },
}

/** What the clock asks of a family (graphile-worker's crontab). */
export function cronItems({ jobs }: { jobs: readonly JobName[] }): CronItem[] {
  return jobs.flatMap(task => {
    const { at, backfillMs = 86_400_000, queue } = clock[task] ?? {}
    if (!at) return []
    const options = { backfillPeriod: backfillMs, maxAttempts: 25, ...(queue ? { queueName: queue } : {}) }
    return [{ task, match: at, options }]
  })
}
