import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { listJobs, retryJob } from './list-jobs.ts'

/** The jobs console, for administrators. */
export function jobsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listJobs, ({ caller, query }) => {
    requireAdministrator(caller.actor)
    return listJobs(db, query)
  })
  mount(router, operations.retryJob, async ({ caller, params }) => {
    requireAdministrator(caller.actor)
    const job = await retryJob(db, params.number!)
    if (!job) throw new ProblemError('not-found')
    return { job }
  })
  return router
}

// identity's requireHubRole stands in a later slice.
function requireAdministrator(actor: Actor): void {
  if (actor.kind === 'anonymous') throw new ProblemError('sign-in-required')
  if (!can(actor, { act: 'hub.administer' })) throw new ProblemError('not-allowed')
}
