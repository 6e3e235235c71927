import type { Upload } from '#contracts/upload'
import { ApiProblem } from '../app/api.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** `asset` of a duplicate's problem: the item that holds these bytes already, where this person may see it. */
export type UploadAnswer = Omit<Upload, 'problem'> & { problem: (Upload['problem'] & { asset?: unknown }) | null }

/** Why the hub refused it; null while it has not. */
export function refusalIn(answer: UploadAnswer): Refusal | null {
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
