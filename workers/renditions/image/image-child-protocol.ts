import type { FailureKey } from '#server/renditions/failure'
import type { FocusRequest, FocusResult, PurposeRequest, PurposeResult } from './purpose-request.ts'
import type { StillRequest, StillResult } from './still.ts'

/** What a decoder can be asked for, and what it answers. */
export type ChildWork = {
  stills: { request: StillRequest; result: StillResult }
  purpose: { request: PurposeRequest; result: PurposeResult }
  focus: { request: FocusRequest; result: FocusResult }
}
export type WorkName = keyof ChildWork

/** What goes over the channel between image-pool.ts and image-child.ts; paths and numbers, never pixels. */
export type ChildCall = { [N in WorkName]: { work: N; request: ChildWork[N]['request'] } }[WorkName]
export type ChildAnswer =
  | { ok: true; result: ChildWork[WorkName]['result'] }
  | { ok: false; failure: FailureKey | null; message: string }

/** Exit code that tells the pool: this picture needed more memory than one picture may have. */
export const outOfMemory = 97
