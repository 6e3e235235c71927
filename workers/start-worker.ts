import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { type JobName, jobPayloads } from '#contracts/job'
import { startChainer } from '#server/audit/start-chainer'
import { callWaiting } from '#server/channels/call-waiting'
import type { Deps } from '#server/deps'
import type { Config } from '#server/platform/config'
import { forgetStops } from '#server/queue/stop-jobs'
import { beatEveryMs, freeDeadOfThisHost, freeDeadWorkers, workerProcess } from '#server/queue/worker-process'
import { failDeadClips } from './clips/fail-dead-clips.ts'
import { failDeadRenditions } from './fail-dead-renditions.ts'
import { handlers } from './handlers.ts'
import { cronItems } from './job-clock.ts'
import { nudgeDue } from './nudge-due.ts'
import { postponeJob } from './postpone-job.ts'
import { missingTools, ToolMissing } from './renditions/missing-tools.ts'
import { ScannerAway } from './scan/clamd.ts'
import { scannerWatch } from './scan/scanner-watch.ts'
import { keepEngine } from './search/keep-engine.ts'
import { JobStopped, type StopWatch, stopWatch } from './stop-watch.ts'

/**
 * One runner a family bounds what runs at once: a transcode fills a core, a thumbnail a moment. Each runner listens on a connection of
 * its own, so what is rare shares one; what may wait for others' machines never stands before what a person waits for.
 */
const families: readonly {
  roles: readonly Config['roles'][]
  jobs: readonly JobName[]
  concurrency: number
  /** Places more, for jobs that another family has too, but for those with one of these flags. */
  besides?: { without: readonly string[] }
}[] = [
  {
    roles: ['all', 'media'],
    jobs: ['rendition.image', 'rendition.marked', 'rendition.poster', 'rendition.pages'],
    concurrency: 2,
  },
  { roles: ['all', 'media'], jobs: ['rendition.document'], concurrency: 1 },
  { roles: ['all', 'media'], jobs: ['rendition.video'], concurrency: 1 },
  // A reporter's clip does not wait until an archive's film is through.
  { roles: ['all', 'media'], jobs: ['rendition.video'], concurrency: 1, besides: { without: ['long'] } },
  // A two-hour meeting takes a minute: it waits behind no film, holds up no photo, and waits behind no clip, nor a clip behind it.
  { roles: ['all', 'media'], jobs: ['rendition.audio'], concurrency: 1 },
  { roles: ['all', 'media'], jobs: ['clip.cut'], concurrency: 1 },
  { roles: ['all', 'media'], jobs: ['scan.file', 'upload.ingest', 'upload.unzip'], concurrency: 4 },
  {
    roles: ['all', 'media'],
    jobs: ['upload.sweep', 'watch.look', 'fixity.check', 'picture.compare', 'rendition.renew'],
    concurrency: 3,
  },
  { roles: ['all', 'media'], jobs: ['fixity.run', 'store.sweep', 'rendition.ocr'], concurrency: 2 },
  { roles: ['all', 'media'], jobs: ['metadata.read', 'metadata.tidy'], concurrency: 2 },
  { roles: ['all', 'outbound'], jobs: ['bulk-edit.work'], concurrency: 2 },
  { roles: ['all', 'outbound'], jobs: ['search.index', 'search.reindex', 'search.catch-up'], concurrency: 1 },
  // It reads for minutes; what people have just changed does not wait for it.
  { roles: ['all', 'outbound'], jobs: ['search.drift'], concurrency: 1 },
  // Mostly they wait for others' answers. Places for several channels that hang at once (lanes.ts) beside those that do not.
  { roles: ['all', 'outbound'], jobs: ['delivery.send'], concurrency: 24 },
  // Of their own: what is taken back never waits for what is sent.
  { roles: ['all', 'outbound'], jobs: ['delivery.withdraw'], concurrency: 4 },
  // Of their own: no delivery ever waits for a slow page.
  { roles: ['all', 'outbound'], jobs: ['reconcile.channel', 'liveness.check', 'delivery.poll'], concurrency: 3 },
  // Others' machines too; a feed that hangs stands before no page and no delivery, and a file that drips before no feed.
  { roles: ['all', 'outbound'], jobs: ['intake.fetch'], concurrency: 2 },
  { roles: ['all', 'outbound'], jobs: ['intake.media'], concurrency: 2 },
  { roles: ['all', 'outbound'], jobs: ['notification.mail', 'notification.digest', 'search.alert'], concurrency: 3 },
  { roles: ['all', 'outbound'], jobs: ['webhook.send'], concurrency: 4 },
  {
    roles: ['all', 'outbound'],
    jobs: [
      'receipt.take',
      'reconcile.all',
      'liveness.all',
      'rights.warn',
      'recall.propose',
      'trash.purge',
      'feeds.refresh',
      'package.mend',
      'desk.watch',
      'intake.poll',
      'livestream.remind',
    ],
    concurrency: 3,
  },
  // Of their own: who waits at a page for a download stands behind no import.
  { roles: ['all', 'media'], jobs: ['rendition.purpose', 'picture.focus'], concurrency: 2 },
  { roles: ['all', 'media'], jobs: ['delivery.prepare'], concurrency: 4 },
]

/** The families that a process of these roles runs: one runner, and one pool, each. */
export function familiesOf(role: Config['roles']): typeof families {
  return families.filter(({ roles }) => roles.includes(role))
}

/** Starts the runners of this process's roles, its heartbeat and its sweeps. `stop` lets running jobs end. */
export async function startWorker(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const row = workerProcess(deps.db, deps.config.roles)
  const poolIds = new Set<string>()
  const scanner = scannerWatch(deps.config.clamd)
  const beat = async () => row.beat([...poolIds], [...missingTools(), ...scanner()])
  const freed = await freeDeadOfThisHost(deps.db)
  if (freed.length > 0) deps.log.warn({ event: 'queue.freed-dead-workers', workers: freed })
  let stopping = false
  const due = nudgeDue(deps.db, error => deps.log.error({ event: 'queue.look-failed', error }))
  const stops = stopWatch(deps.db, error => deps.log.error({ event: 'queue.look-failed', error }))
  const around: Around = { watch: due.watch, stops, isStopping: () => stopping }
  const runners = await Promise.all(
    familiesOf(deps.config.roles).map(family => startFamily(deps, family, poolIds, around)),
  )
  await beat()
  const chainer = deps.config.roles === 'media' ? null : startChainer(deps.db, deps.log)
  const engine = deps.config.roles === 'media' ? null : keepEngine(deps)
  const beats = setInterval(() => void attempt(deps, 'worker.beat-failed', beat), beatEveryMs)
  const sweeps = setInterval(() => void attempt(deps, 'worker.sweep-failed', () => sweep(deps)), 10_000)
  return {
    async stop() {
      stopping = true
      clearInterval(sweeps)
      await chainer?.stop()
      await engine?.stop()
      // It beats until the last job has ended: a worker that drains is not dead.
      due.stop()
      await Promise.all(runners.map(runner => runner.stop()))
      stops.stop()
      clearInterval(beats)
      await row.leave()
    },
  }
}

/** What every family of this process shares. */
type Around = { watch: ReturnType<typeof nudgeDue>['watch']; stops: StopWatch; isStopping(): boolean }

async function startFamily(
  deps: Deps,
  family: (typeof families)[number],
  poolIds: Set<string>,
  around: Around,
): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(family.jobs.map(name => [name, task(deps, name, around)]))
  const events: WorkerEvents = new EventEmitter()
  // A job is locked in the name of its runner's pool, not of the one worker in it that runs it.
  events.on('pool:create', ({ workerPool }) => poolIds.add(workerPool.id))
  around.watch(events, family.jobs)
  return run({
    pgPool: deps.pool,
    taskList,
    concurrency: family.concurrency,
    ...(family.besides ? { forbiddenFlags: [...family.besides.without] } : {}),
    parsedCronItems: parseCronItems(cronItems(family)),
    // Each idle place looks by itself; nudgeDue wakes them far sooner.
    pollInterval: 30_000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') deps.log.error({ event: 'queue', message })
    }),
    preset: { worker: { gracefulShutdownAbortTimeout: 15_000 } },
    events,
  })
}

function task<N extends JobName>(deps: Deps, name: N, { stops, isStopping }: Around): TaskList[string] {
  return async (raw, { job, abortSignal }) => {
    const started = Date.now()
    const payload = jobPayloads[name].parse(raw) as never
    const watched = stops.watch(job.id, abortSignal)
    const context = {
      ...deps,
      lastAttempt: job.attempts >= job.max_attempts,
      signal: watched.signal,
      job: { jobId: job.id, lockedBy: job.locked_by ?? '' },
      mayTakeAnother: () => !isStopping(),
    }
    const line = { job: name, jobId: job.id, ...(payload as object) }
    try {
      await handlers[name](payload, context)
      deps.log.info({ event: 'job.done', ...line, ms: Date.now() - started })
    } catch (error) {
      if (watched.signal.reason instanceof JobStopped) {
        deps.log.info({ event: 'job.stopped', ...line, ms: Date.now() - started })
        return
      }
      if (error instanceof ToolMissing || error instanceof ScannerAway) {
        deps.log.warn({ event: 'job.waits-for-tool', ...line, tool: error.tool })
        return await postponeJob(deps.db, name, payload, job)
      }
      deps.log.warn({ event: 'job.failed', ...line, attempt: job.attempts, ms: Date.now() - started, error })
      throw error
    } finally {
      watched.end()
    }
  }
}

async function sweep(deps: Deps): Promise<void> {
  const freed = await freeDeadWorkers(deps.db)
  if (freed.length > 0) deps.log.warn({ event: 'queue.freed-dead-workers', workers: freed })
  await failDeadRenditions(deps)
  await forgetStops(deps.db)
  await failDeadClips(deps)
  await callWaiting(deps.db, deps.clock.now())
}

async function attempt(deps: Deps, event: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    deps.log.error({ event, error })
  }
}
