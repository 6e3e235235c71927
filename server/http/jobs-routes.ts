import { Router } from 'express'
import { operations } from '#contracts/operations'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { listJobs, retryJob } from '#server/queue/list-jobs'

/** The jobs console, for administrators. It stands here because it needs the audit, which comes after the queue. */
export function jobsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listJobs, ({ caller, query }) => {
    requireHubRole(caller.actor, 'administer')
    return listJobs(db, query)
  })
  mount(router, operations.retryJob, ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    return transaction(db, async tx => {
      const job = await retryJob(tx, params.number!)
      if (!job) throw new ProblemError('not-found')
      await record(tx, caller, { act: 'job.retry', subjectKind: 'job', subjectId: job.id, after: { name: job.name } })
      return { job }
    })
  })
  return router
}
