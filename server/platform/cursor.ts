import { ProblemError } from './problem-error.ts'

/** An opaque place in a list: a JSON array of sort values in base64url. It is no secret and grants nothing. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Reads back what `writeCursor` wrote. Throws `invalid-request` for anything else, also for other lengths or types. */
export function readCursor<T extends readonly ('string' | 'number')[]>(cursor: string, form: T): (string | number)[] {
  const values = decode(cursor)
  const fits = Array.isArray(values) && values.length === form.length && values.every((v, i) => typeof v === form[i])
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
