import { isoDateTime, uuid } from '#contracts/values'
import { ProblemError } from './problem-error.ts'

/** An opaque place in a list: a JSON array of sort values in base64url. It is no secret and grants nothing. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** What a value of a cursor must be; anybody may write one, and the database takes no other. */
const kinds = {
  string: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  integer: (value: unknown) => Number.isSafeInteger(value),
  uuid: (value: unknown) => uuid.safeParse(value).success,
  instant: (value: unknown) => isoDateTime.safeParse(value).success && String(value) >= '0001',
}

/** Reads back what `writeCursor` wrote. Throws `invalid-request` for anything else, also for other lengths or kinds. */
export function readCursor<T extends readonly (keyof typeof kinds)[]>(cursor: string, form: T): (string | number)[] {
  const values = decode(cursor)
  const fits = Array.isArray(values) && values.length === form.length && form.every((kind, i) => kinds[kind](values[i]))
  if (!fits)
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/query/cursor', code: 'cursor', detail: 'unknown cursor' }],
    })
  return values as (string | number)[]
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
