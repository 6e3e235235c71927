import type { ProblemKey } from '#contracts/problem'

/** Why the hub did not take a file, and what a person can do: send it again, mend the form first, or nothing. */
export type RefusalKey = ProblemKey | 'offline' | 'unknown' | 'empty'
export type Refusal = { key: RefusalKey; cure: 'again' | 'form' | 'none'; detail: string | null }
/** As `ApiProblem` has it; status 0 means that the line dropped. */
type Said = { key: ProblemKey | 'offline' | 'unknown'; status: number; detail?: string | undefined }

const forever: RefusalKey[] = ['too-large', 'unsupported-type', 'empty']
const wording: RefusalKey[] = [
  'invalid-request',
  'malformed-json',
  'unknown-term',
  'unit-required',
  'not-allowed',
  'not-found',
]

export function refusalOf(said: Said): Refusal {
  const key = said.key === 'unknown' ? byStatus(said.status) : said.key
  return {
    key,
    cure: forever.includes(key) ? 'none' : wording.includes(key) ? 'form' : 'again',
    detail: said.detail ?? null,
  }
}

// A proxy in front of the hub answers 413 or 503 with a page of its own.
function byStatus(status: number): RefusalKey {
  if (status === 413) return 'too-large'
  if (status === 415) return 'unsupported-type'
  if (status === 429) return 'too-many-requests'
  if (status === 507) return 'store-full'
  if (status === 502 || status === 503 || status === 504) return 'store-unavailable'
  return status >= 500 ? 'internal' : 'unknown'
}

const pauses = [2_000, 5_000, 15_000, 30_000, 60_000]

/** Milliseconds until it tries again by itself, or null when it has tried often enough: then a person presses the button. */
export function retryDelay(tries: number): number | null {
  return pauses[tries - 1] ?? null
}

/** These pass by themselves: the line, a restart of the hub, a crowded minute. */
export function passesByItself({ key, status }: Said): boolean {
  return key === 'offline' || key === 'upload-torn' || [408, 429, 502, 503, 504].includes(status)
}
