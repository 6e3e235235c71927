/** An answer that is not a success: problem+json (RFC 9457). `name` is what the hub's decision table reads, as the end of `type`. */
export class Problem extends Error {
  readonly status: number
  override readonly name: string
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>
  constructor(
    status: number,
    name: string,
    detail: string,
    more: { members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.name = name
    this.members = more.members ?? {}
    this.headers = more.headers ?? {}
  }
}

/** What a handler answers; an object becomes JSON. */
export type Answer = { status: number; headers?: Record<string, string>; body?: object | string }

/** The problem as an answer. Whatever else was thrown is a 500 that says nothing of what happened inside. */
export function problemAnswer(error: unknown): Answer {
  const problem = error instanceof Problem ? error : new Problem(500, 'internal', 'The portal failed; try again later.')
  const { status, name, message, members, headers } = problem
  return {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: { type: `urn:hub-exchange:problem:${name}`, title: name, status, detail: message, ...members },
  }
}
