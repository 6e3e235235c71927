import i18next from 'i18next'
import type { Problem, ProblemItem, ProblemKey } from '#contracts/problem'

/** A refusal of the hub, by its key; `offline` when nothing answered, `unknown` when what answered was not the hub. */
export class ApiProblem extends Error {
  readonly key: ProblemKey | 'offline' | 'unknown'
  readonly status: number
  readonly detail: string | undefined
  readonly errors: ProblemItem[]
  /** The problem's further members, such as `missing` of not-cleared. */
  readonly extension: Record<string, unknown>

  constructor(key: ApiProblem['key'], status: number, problem?: Partial<Problem>) {
    super(problem?.detail ?? problem?.title ?? key)
    this.name = 'ApiProblem'
    this.key = key
    this.status = status
    this.detail = problem?.detail
    this.errors = problem?.errors ?? []
    this.extension = problem ?? {}
  }
}

export type ApiOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  body?: unknown
  query?: Record<string, string | number | readonly string[] | undefined>
  /** The revision that an edit rests on: `If-Match: "r<revision>"`. */
  revision?: number
  signal?: AbortSignal
  /** A 401 here is an answer, not the end of the session (sign-in itself, and the first look at who I am). */
  anonymous?: boolean
}

let onSignedOut = () => {}
/** What a 401 leads to; the router sets it. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler
}

/** Asks the hub; the answer's JSON, or undefined where it says nothing. Throws ApiProblem. */
export async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
  const response = await send(path, options)
  if (response.ok) {
    // 204, and 202 for what a worker will do, say nothing.
    const text = await response.text()
    return text === '' ? (undefined as T) : (JSON.parse(text) as T)
  }
  const problem = await readProblem(response)
  if (problem.status === 401 && !options.anonymous) onSignedOut()
  throw problem
}

async function send(path: string, options: ApiOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': i18next.language ?? 'vi' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.revision !== undefined) headers['if-match'] = `"r${options.revision}"`
  try {
    return await fetch(path + queryString(options.query), {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiProblem('offline', 0)
  }
}

/** Reads a problem+json answer; anything else becomes `unknown`. Uploads by XMLHttpRequest use `problemOf`. */
async function readProblem(response: Response): Promise<ApiProblem> {
  return problemOf(response.status, await response.text())
}

const prefix = 'urn:media-hub:problem:'
export function problemOf(status: number, text: string): ApiProblem {
  let body: Partial<Problem> = {}
  try {
    body = JSON.parse(text) as Partial<Problem>
  } catch {
    return new ApiProblem(status === 401 ? 'sign-in-required' : 'unknown', status)
  }
  const key = typeof body.type === 'string' && body.type.startsWith(prefix) ? body.type.slice(prefix.length) : 'unknown'
  return new ApiProblem(key as ProblemKey, status, body)
}

export function queryString(query: ApiOptions['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : typeof value === 'object'
        ? value.map(v => [name, v])
        : [[name, String(value)]],
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs as [string, string][])}` : ''
}
