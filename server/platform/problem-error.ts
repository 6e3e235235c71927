import { type ProblemItem, type ProblemKey, problemStatus } from '#contracts/problem'

/** The cause of a `not-found` or `sign-in-required` for what is there and not the caller's: for the log, never for the answer. */
export const notYours = 'not yours'

/** Thrown anywhere, answered as an RFC 9457 problem by `http/answer-problem.ts`. `detail` must be fit for a person's eyes. */
export class ProblemError extends Error {
  readonly key: ProblemKey
  readonly detail: string | undefined
  readonly errors: ProblemItem[] | undefined
  readonly extension: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    key: ProblemKey,
    options: {
      detail?: string
      errors?: ProblemItem[]
      extension?: Record<string, unknown>
      headers?: Record<string, string>
      cause?: unknown
    } = {},
  ) {
    super(options.detail ?? key, { cause: options.cause })
    this.name = 'ProblemError'
    this.key = key
    this.detail = options.detail
    this.errors = options.errors
    this.extension = options.extension ?? {}
    this.headers = options.headers ?? {}
  }

  get status(): number {
    return problemStatus[this.key]
  }
}
