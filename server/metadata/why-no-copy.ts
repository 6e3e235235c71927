import { ProblemError } from '#server/platform/problem-error'
import { StoreUnavailable } from '#server/storage/object-store'
import type { NoCopy } from './goes-as-stored.ts'
import { ExiftoolMissing, MetadataFault } from './metadata-fault.ts'

/** Why the making of a copy failed; null for what is no matter of the copy (a store that cannot be read, a defect), to be thrown on. */
export function whyNoCopy(error: unknown): NoCopy | null {
  if (error instanceof ExiftoolMissing) return 'no-tool'
  if (error instanceof StoreUnavailable) return error.full ? 'no-room' : null
  if (error instanceof ProblemError) return error.key === 'too-busy' ? 'busy' : null
  if (error instanceof MetadataFault) return error.key === 'too-large' ? 'unreadable' : error.key
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'no-room' : null
}
