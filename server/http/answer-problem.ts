import type { NextFunction, Request, Response } from 'express'
import { type Problem, problemPrefix } from '#contracts/problem'
import { isOverloaded } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import { ObjectNotFound, StoreUnavailable } from '#server/storage/object-store'
import { cutUnlessComplete } from './body-deadline.ts'
import { loggedPath } from './logged-path.ts'
import { problemWords } from './problem-words.ts'
import type { NoteRefusal } from './security-events.ts'

/** The last handler: whatever was thrown becomes an RFC 9457 problem; what is not a ProblemError is logged and answered as internal. */
export function answerProblem(log: Log, noteRefusal: NoteRefusal = () => {}) {
  return (thrown: unknown, req: Request, res: Response, next: NextFunction): void => {
    const problem = asProblem(thrown)
    const requestId = String(res.locals.requestId ?? '')
    if (problem.status >= 500)
      log.error({ event: 'request.failed', requestId, path: loggedPath(req.path), error: problem.cause ?? thrown })
    noteRefusal(problem, req, res)
    if (res.headersSent) {
      // Half an answer is out: the only honest end is to break the line.
      req.socket.destroy()
      next()
      return
    }
    drain(req)
    res.removeHeader('etag')
    res.status(problem.status).set(problem.headers).type('application/problem+json')
    res.send(JSON.stringify(problemBody(problem, requestId, requestLanguage(req.get('accept-language')))))
  }
}

/** The body of a problem in one language; `instance` is the request's own number, which the log has too. */
function problemBody(problem: ProblemError, requestId: string, language: 'vi' | 'en'): Problem {
  const words = problemWords[problem.key][language]
  return {
    type: `${problemPrefix}${problem.key}`,
    title: words.title,
    status: problem.status,
    detail: problem.detail ?? words.detail,
    instance: `urn:uuid:${requestId}`,
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...problem.extension,
  }
}

function asProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown
  if (thrown instanceof ObjectNotFound) return new ProblemError('not-found', { cause: thrown })
  if (thrown instanceof StoreUnavailable)
    return new ProblemError(thrown.full ? 'store-full' : 'store-unavailable', { cause: thrown })
  if (isOverloaded(thrown)) {
    return new ProblemError('too-busy', { headers: { 'retry-after': '5' }, cause: thrown })
  }
  const type = (thrown as { type?: string } | null)?.type
  if (type === 'entity.too.large') return new ProblemError('too-large')
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new ProblemError('malformed-json')
  if (type === 'request.aborted') return new ProblemError('upload-torn')
  if (thrown instanceof URIError) return new ProblemError('not-found')
  return new ProblemError('internal', { cause: thrown })
}

/** A client that still sends reads no answer: take a little more of what comes, for two minutes, then close the line. */
function drain(req: Request): void {
  if (req.complete) return
  cutUnlessComplete(req, 120_000)
  let taken = 0
  req.on('data', (chunk: Buffer) => {
    taken += chunk.length
    if (taken > 67_108_864) req.destroy()
  })
  req.resume()
}
