import { type JobName, type JobPayload, jobPayloads } from '#contracts/job'
import type { Tx } from '#server/platform/db'

/** How often each job is tried, and how urgent it is: lower numbers run first (graphile-worker). */
export const policy: Record<JobName, { maxAttempts: number; priority: number }> = {
  'rendition.image': { maxAttempts: 4, priority: 0 },
  'rendition.document': { maxAttempts: 4, priority: 5 },
  'rendition.video': { maxAttempts: 3, priority: 10 },
  'search.index': { maxAttempts: 25, priority: 0 },
  'search.reindex': { maxAttempts: 25, priority: 5 },
  'delivery.send': { maxAttempts: 25, priority: 0 },
  'upload.ingest': { maxAttempts: 12, priority: 0 },
  'upload.sweep': { maxAttempts: 1, priority: 5 },
  'fixity.run': { maxAttempts: 25, priority: 20 },
  'fixity.check': { maxAttempts: 25, priority: 5 },
  'delivery.poll': { maxAttempts: 3, priority: 5 },
  'store.sweep': { maxAttempts: 25, priority: 20 },
  'receipt.take': { maxAttempts: 1, priority: 5 },
  'reconcile.all': { maxAttempts: 12, priority: 20 },
  'reconcile.channel': { maxAttempts: 6, priority: 20 },
  'liveness.all': { maxAttempts: 12, priority: 30 },
  'liveness.check': { maxAttempts: 4, priority: 30 },
  'rights.warn': { maxAttempts: 25, priority: 5 },
  // About a day: the pause between two tries doubles up to six hours.
  'notification.mail': { maxAttempts: 12, priority: 5 },
  'notification.digest': { maxAttempts: 12, priority: 5 },
  'recall.propose': { maxAttempts: 5, priority: 5 },
  'scan.file': { maxAttempts: 4, priority: 0 },
  'trash.purge': { maxAttempts: 25, priority: 20 },
  'feeds.refresh': { maxAttempts: 3, priority: 0 },
  // The pauses between tries at a receiver stand in webhook-schedule.ts; these are for a hub that breaks off in between.
  'webhook.send': { maxAttempts: 25, priority: 5 },
  'rendition.marked': { maxAttempts: 6, priority: 2 },
  'rendition.renew': { maxAttempts: 3, priority: 30 },
  'picture.compare': { maxAttempts: 6, priority: 10 },
  'upload.unzip': { maxAttempts: 12, priority: 2 },
  'watch.look': { maxAttempts: 1, priority: 5 },
  'delivery.withdraw': { maxAttempts: 25, priority: -10 },
  'package.mend': { maxAttempts: 25, priority: 0 },
  'desk.watch': { maxAttempts: 1, priority: 5 },
  'intake.poll': { maxAttempts: 3, priority: 5 },
  // What cannot be read now is read at its next time: the source's own breaker paces that.
  'intake.fetch': { maxAttempts: 3, priority: 10 },
  'intake.media': { maxAttempts: 4, priority: 5 },
  'livestream.remind': { maxAttempts: 5, priority: 0 },
  'rendition.audio': { maxAttempts: 3, priority: 5 },
  'rendition.poster': { maxAttempts: 6, priority: 1 },
  // A person waits for it.
  'rendition.purpose': { maxAttempts: 4, priority: -1 },
  'picture.focus': { maxAttempts: 4, priority: 5 },
  // A reader looks at an empty page meanwhile.
  'rendition.pages': { maxAttempts: 3, priority: -2 },
  // Nobody waits for it.
  'rendition.ocr': { maxAttempts: 3, priority: 40 },
  'metadata.read': { maxAttempts: 4, priority: 2 },
  'metadata.tidy': { maxAttempts: 3, priority: 30 },
  // Somebody looks at the dialog.
  'clip.cut': { maxAttempts: 3, priority: 2 },
  'search.catch-up': { maxAttempts: 3, priority: 30 },
  // The pauses between tries double: about half a day for a full disk to be noticed.
  'delivery.prepare': { maxAttempts: 12, priority: 0 },
  // The next minute's does what this one did not.
  'search.alert': { maxAttempts: 1, priority: 5 },
  // Somebody looks at its progress.
  'bulk-edit.work': { maxAttempts: 25, priority: 0 },
  'search.drift': { maxAttempts: 3, priority: 30 },
}

export type EnqueueOptions = {
  /** Not before this instant. */
  runAt?: Date
  /** A waiting job with the same key is replaced, not doubled. */
  key?: string
  /** With `key`: the job that waits keeps its time, so that more of the same cannot put it off for ever. */
  keepTime?: boolean
  /** Jobs of one queue run one after the other. */
  queue?: string
  /** Instead of the job's own. */
  priority?: number
  /** Names by which a runner may leave the job to others. */
  flags?: readonly string[]
}

/**
 * Puts a job in the caller's transaction: it exists if and only if the rows it is about do. Only ids travel; the payload is checked
 * by its schema here, so that a worker never meets one it cannot read.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  const json = JSON.stringify(jobPayloads[name].parse(payload))
  const { maxAttempts, priority } = policy[name]
  await tx.$executeRaw`
    select graphile_worker.add_job(
      identifier => ${name}::text,
      payload => ${json}::json,
      queue_name => ${options.queue ?? null}::text,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${maxAttempts}::int,
      job_key => ${options.key ?? null}::text,
      priority => ${options.priority ?? priority}::int,
      flags => ${options.flags?.length ? [...options.flags] : null}::text[],
      job_key_mode => ${options.keepTime ? 'preserve_run_at' : 'replace'}::text
    )`
}
