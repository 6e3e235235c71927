import type { FailureKey } from '#server/renditions/failure'
import type { StillRequest, StillResult } from './still.ts'

/** What goes over the channel between image-pool.ts and image-child.ts; paths and numbers, never pixels. */
export type ChildCall = { request: StillRequest }
export type ChildAnswer = { ok: true; result: StillResult } | { ok: false; failure: FailureKey | null; message: string }

/** Exit code that tells the pool: this picture needed more memory than one picture may have. */
export const outOfMemory = 97
