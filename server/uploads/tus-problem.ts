import type { ProblemKey } from '#contracts/problem'
import { ProblemError } from '#server/platform/problem-error'

const tusHeaders = { 'tus-resumable': '1.0.0' }
const keys: Record<number, ProblemKey> = {
  404: 'not-found',
  409: 'upload-offset',
  410: 'upload-ended',
  412: 'tus-version',
  413: 'too-large',
}

/** What @tus/server refused with a status and a line of text, as one of the hub's own problems. */
export function tusProblem(status: number, text: string): ProblemError {
  const detail = text.trim().slice(0, 200)
  if (/^Request aborted|^Something went wrong receiving/.test(detail)) return withTus(new ProblemError('upload-torn'))
  const key = keys[status]
  if (key) return withTus(new ProblemError(key))
  if (status >= 500 && status !== 501) return new ProblemError('internal', { cause: new Error(detail) })
  const errors = [{ pointer: '/headers', code: 'tus', detail }]
  return withTus(new ProblemError('invalid-request', { errors }))
}

/** The same problem with the headers that tus wants on every answer (tus 1.0.0, Tus-Resumable and Tus-Version). */
export function withTus(problem: ProblemError): ProblemError {
  Object.assign(problem.headers, tusHeaders, problem.key === 'tus-version' ? { 'tus-version': '1.0.0' } : {})
  return problem
}
