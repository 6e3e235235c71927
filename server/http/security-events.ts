import type { Request, Response } from 'express'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { notYours, type ProblemError } from '#server/platform/problem-error'

// What says that somebody tried a door that is not theirs. A plain 404 and a request that was badly written are none.
const refusals = new Set([
  ...['wrong-credentials', 'wrong-code', 'wrong-password', 'key-refused', 'link-ended', 'too-many-requests'],
  ...['not-allowed', 'scope-missing', 'origin-refused'],
])
// What a person who is known tried beyond their roles stands in the audit, too.
const recorded = new Set(['not-allowed', 'scope-missing', 'not-found'])
const oncePerMs = 3_600_000
const mostRemembered = 10_000

/** Notes an answer that refused something. Called before the answer goes out; writes after it. */
export type NoteRefusal = (problem: ProblemError, req: Request, res: Response) => void

/**
 * Every refusal as a security event of the log: who, from where, what for (OWASP ASVS 5.0 16.3). What a person who is signed in was
 * refused also enters the audit, each (person, problem, route) once an hour: a script that knocks all day must not fill it.
 */
export function securityEvents({ db, log }: { db: Db; log: Log }, clock: () => number = Date.now): NoteRefusal {
  const noted = new Map<string, number>()
  const isNew = (key: string): boolean => {
    const now = clock()
    if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < oncePerMs) return false
    noted.delete(key)
    // Insertion order is age: the oldest goes first.
    for (const oldest of noted.keys()) {
      if (noted.size < mostRemembered) break
      noted.delete(oldest)
    }
    noted.set(key, now)
    return true
  }
  return (problem, req, res) => {
    const hidden = problem.cause === notYours
    if (!hidden && !refusals.has(problem.key)) return
    const caller = res.locals.caller as Caller | undefined
    const person = caller?.actor.kind === 'person' ? caller.actor.id : undefined
    const [method, path] = [req.method, req.path.slice(0, 300)]
    const line = { requestId: res.locals.requestId, problem: problem.key, hidden, method, path, person }
    log.warn({ event: 'access.refused', ...line, address: caller?.origin.address })
    if (!caller || !person || !recorded.has(problem.key)) return
    if (!isNew(`${person} ${problem.key} ${method} ${path.replace(/[0-9a-f-]{36}/g, '{id}')}`)) return
    const act = {
      act: 'access.refused',
      subjectKind: 'person',
      subjectId: person,
      after: { problem: problem.key, method, path },
    }
    res.once('close', () => {
      transaction(db, tx => record(tx, caller, act)).catch(error => log.error({ event: 'access.note-failed', error }))
    })
  }
}
