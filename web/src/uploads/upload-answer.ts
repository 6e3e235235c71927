import type { Upload } from '#contracts/upload'
import { ApiProblem } from '../app/api.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** Why the hub refused it; null while it has not. */
export function refusalIn(answer: Upload): Refusal | null {
  if (answer.state !== 'refused') return null
  const { key = 'unknown', detail } = answer.problem ?? {}
  return refusalOf({ key, status: 422, detail: detail ?? undefined, extension: answer.problem ?? {} })
}

/** An upload that the hub no longer knows: it waited too long and was thrown away. */
export function goneRefusal(error: unknown): Refusal | null {
  return error instanceof ApiProblem && error.status === 404 ? refusalOf({ key: 'upload-ended', status: 410 }) : null
}

/** The address without its host: the hub's public name may not be the one that this page was opened by. */
export function pathOf(url: string): string {
  return new URL(url, location.href).pathname
}
