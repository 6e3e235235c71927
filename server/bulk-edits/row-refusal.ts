import { ProblemError } from '#server/platform/problem-error'

/** Why a row cannot be changed, where no problem of the API says it: its value does not fit, or the sheet names its item twice. */
export class RowRefusal extends Error {
  readonly key: 'value-refused' | 'row-doubled'
  /** A sentence, or the names of the fields. */
  readonly detail: string | null
  constructor(key: RowRefusal['key'], detail: string | null = null) {
    super(key)
    this.key = key
    this.detail = detail
  }
}

/** What a row keeps of a refusal; everything else is a defect, and is thrown on. */
export function refusalOf(error: unknown): { problem: string; problemDetail: string | null } {
  if (error instanceof RowRefusal) return { problem: error.key, problemDetail: error.detail }
  if (!(error instanceof ProblemError) || error.status >= 500) throw error
  // A public item answers a person who lost every right by asking them to sign in.
  const problem = error.key === 'sign-in-required' ? 'not-allowed' : error.key
  return { problem, problemDetail: error.errors?.map(item => item.detail).join('; ') ?? null }
}
