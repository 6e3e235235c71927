import { Router } from 'express'
import { operations } from '#contracts/operations'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import type { Auth } from './auth.ts'
import { requirePerson } from './require-person.ts'
import { currentSessionId, endSession, endSessions, listSessions } from './sessions.ts'

/** A person's own sessions: seen and ended by their owner. Somebody else's is as if it were not. */
export function sessionsRouter({ auth, db }: { auth: Auth; db: Db }): Router {
  const router = Router()
  mount(router, operations.listSessions, async ({ caller, req }) => {
    requirePerson(caller.actor)
    return { sessions: await listSessions(db, caller.actor.id, await currentSessionId(auth, req.headers)) }
  })
  mount(router, operations.endOtherSessions, async ({ caller, req }) => {
    requirePerson(caller.actor)
    const { id } = caller.actor
    await endSessions(db, id, await currentSessionId(auth, req.headers))
    await transaction(db, tx => record(tx, caller, { act: 'session.end-others', subjectKind: 'person', subjectId: id }))
  })
  mount(router, operations.endSession, async ({ caller, params }) => {
    requirePerson(caller.actor)
    const { id } = caller.actor
    if (!(await endSession(db, id, params.id!))) throw new ProblemError('not-found')
    await transaction(db, tx => record(tx, caller, { act: 'session.end', subjectKind: 'person', subjectId: id }))
  })
  return router
}
