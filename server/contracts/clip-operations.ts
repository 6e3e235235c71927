import { clipAnswer, clipList, newClip } from './clip.ts'
import type { Operation } from './operation.ts'

const at = '/api/v1/assets/{id}/clips'

/** Pieces cut out of films and sounds. */
export const clipOperations = {
  listClips: {
    id: 'listClips',
    method: 'get',
    path: at,
    tag: 'clips',
    summary: 'What an asset was cut from and what was cut out of it',
    access: 'visible',
    status: 200,
    answer: clipList,
  },
  cutClip: {
    id: 'cutClip',
    method: 'post',
    path: at,
    tag: 'clips',
    summary: 'Cut a piece as an asset of its own, bound to this one; a worker does it. With an Idempotency-Key once',
    access: 'asset:edit',
    body: newClip,
    status: 201,
    answer: clipAnswer,
  },
  cancelClip: {
    id: 'cancelClip',
    method: 'post',
    path: `${at}/{clipId}/cancel`,
    tag: 'clips',
    summary: 'Stop the cutting of a clip that is not done',
    access: 'asset:edit',
    status: 200,
    answer: clipAnswer,
  },
} as const satisfies Record<string, Operation>
