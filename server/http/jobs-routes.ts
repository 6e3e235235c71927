import { Router } from 'express'
import type { Job } from '#contracts/job'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { stopClip } from '#server/clips/stop-clip'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { raisedPriority } from '#server/queue/lane-priorities'
import { findJob, listJobs, type QueueJob, raiseJob, retryJob } from '#server/queue/list-jobs'
import { stopProcessing } from '#server/renditions/stop-processing'
import { jobViews } from './job-view.ts'

/** The jobs console, for administrators. It stands here because it needs the audit and the assets, which come after the queue. */
export function jobsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listJobs, async ({ caller, query }) => {
    requireHubRole(caller.actor, 'administer')
    const list = await listJobs(db, query)
    return { ...list, jobs: await jobViews(db, caller.actor, list.jobs) }
  })
  mount(router, operations.retryJob, ({ caller, params }) =>
    change(db, caller, 'job.retry', tx => retryJob(tx, params.number!)),
  )
  mount(router, operations.raiseJob, ({ caller, params }) =>
    change(db, caller, 'job.raise', tx => raiseJob(tx, params.number!, raisedPriority)),
  )
  mount(router, operations.cancelJob, ({ caller, params }) =>
    change(db, caller, 'job.cancel', async tx => {
      const job = await findJob(tx, params.number!)
      if (job?.clipId) return stopClipOf(tx, caller, job)
      if (!job?.assetId) return null
      if (job.name !== 'scan.file' && !job.name.startsWith('rendition.')) throw new ProblemError('conflict')
      await stopProcessing(tx, caller, job.assetId)
      return job
    }),
  )
  return router
}

async function stopClipOf(tx: Tx, caller: Caller, job: QueueJob): Promise<QueueJob | null> {
  const clip = await tx.assetClip.findUnique({ where: { id: job.clipId ?? '' }, select: { id: true, sourceId: true } })
  if (!clip) return null
  await stopClip(tx, caller, clip.sourceId, clip.id)
  return job
}

type Act = (tx: Tx) => Promise<QueueJob | null>

/** Throws `not-found` where the act finds no job that it could be about. */
async function change(db: Db, caller: Caller, act: string, work: Act): Promise<{ job: Job }> {
  requireHubRole(caller.actor, 'administer')
  const job = await transaction(db, async tx => {
    const found = await work(tx)
    if (!found) throw new ProblemError('not-found')
    await record(tx, caller, { act, subjectKind: 'job', subjectId: found.id, after: { name: found.name } })
    return found
  })
  const [view] = await jobViews(db, caller.actor, [job])
  return { job: view! }
}
