import type { ProblemKey } from '#contracts/problem'
import type { Quota } from '#contracts/quota'

/** Why the hub did not take a file, and what a person can do: send it again, mend the form first, or nothing. */
export type RefusalKey = ProblemKey | 'offline' | 'unknown' | 'empty' | 'unreadable' | 'duplicate'
export type Refusal = {
  key: RefusalKey
  cure: 'again' | 'form' | 'none'
  detail: string | null
  /** The asset that holds these bytes already. */
  other: { id: string; title: string } | null
  /** What the unit keeps and may keep, of `quota-exceeded`. */
  quota?: Quota
}
/** As `ApiProblem` has it; status 0 means that the line dropped. */
type Said = { key: string; status: number; detail?: string | undefined; extension?: Record<string, unknown> }

const forever: RefusalKey[] = ['too-large', 'unsupported-type', 'empty', 'unreadable', 'duplicate']
const wording: RefusalKey[] = [
  'invalid-request',
  'malformed-json',
  'unknown-term',
  'unit-required',
  'not-allowed',
  'not-found',
]

export function refusalOf(said: Said): Refusal {
  const key = said.key === 'unknown' ? byStatus(said.status) : (said.key as RefusalKey)
  return {
    key,
    cure: forever.includes(key) ? 'none' : wording.includes(key) ? 'form' : 'again',
    detail: said.detail ?? null,
    other: otherOf(said.extension?.asset),
    ...(key === 'quota-exceeded' && said.extension?.quota ? { quota: said.extension.quota as Quota } : {}),
  }
}

function otherOf(asset: unknown): Refusal['other'] {
  if (typeof asset !== 'object' || asset === null || !('id' in asset) || !('title' in asset)) return null
  return typeof asset.id === 'string' && typeof asset.title === 'string' ? { id: asset.id, title: asset.title } : null
}

// A proxy in front of the hub answers 413 or 503 with a page of its own; 460 is tus's "the bytes are not what was promised".
function byStatus(status: number): RefusalKey {
  if (status === 413) return 'too-large'
  if (status === 415) return 'unsupported-type'
  if (status === 429) return 'too-many-requests'
  if (status === 460) return 'checksum-mismatch'
  if (status === 507) return 'store-full'
  if (status === 502 || status === 503 || status === 504) return 'store-unavailable'
  return status >= 500 ? 'internal' : 'unknown'
}

const pauses = [1_000, 2_000, 5_000, 15_000, 30_000]

/** Milliseconds until it tries again by itself. It never gives up: the office line may be back at midnight. */
export function retryDelay(tries: number): number {
  return pauses[tries - 1] ?? 60_000
}

const passing = [408, 423, 425, 429, 502, 503, 504]
const passingKeys = ['offline', 'upload-torn', 'upload-offset', 'upload-ended']

/**
 * These pass by themselves: the line, a restart of the hub, a crowded minute, a lock that a dead connection still holds; an offset
 * that no longer fits is asked for again, and an upload that has expired starts anew.
 */
export function passesByItself({ key, status }: Said): boolean {
  return passingKeys.includes(key) || passing.includes(status)
}
