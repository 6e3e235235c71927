import type { z } from 'zod'
import { problemItems, refuseUnstorable } from '#server/platform/endpoint'
import { refuseHostileJson } from '#server/platform/json-limits'
import { ProblemError } from '#server/platform/problem-error'

/** An upload's `metadata` field, JSON text or nothing, as `schema` wants it. Throws `malformed-json`, `invalid-request`. */
export function parseMetadata<M>(raw: unknown, schema: z.ZodType<M>): M {
  const given = raw ?? {}
  const value = typeof given === 'string' ? parseJson(given) : given
  refuseUnstorable(value, 'metadata')
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-request', { errors: problemItems(parsed.error, 'metadata') })
}

function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ProblemError('malformed-json', { cause: error })
  }
  refuseHostileJson(value)
  return value
}
