import type { Operation } from './operation.ts'
import { posterAnswer, posterChoice } from './playback.ts'

const v1 = '/api/v1'

/** A film in the browser: HLS with its storyboard, and the picture that stands for it. */
export const playbackOperations = {
  readPlayback: {
    id: 'readPlayback',
    method: 'get',
    path: `${v1}/assets/{id}/hls/{file}`,
    tag: 'assets',
    summary:
      'What a player needs of a film: `master.m3u8` (HLS), `storyboard.vtt`, and what these lead to; with ranges',
    access: 'visible',
    status: 200,
    answer: 'bytes',
  },
  choosePoster: {
    id: 'choosePoster',
    method: 'put',
    path: `${v1}/assets/{id}/poster`,
    tag: 'assets',
    summary:
      'Choose the moment of a film that its pictures show; they are made by a job, the ones of before serve meanwhile',
    access: 'asset:edit',
    body: posterChoice,
    status: 202,
    answer: posterAnswer,
  },
  resetPoster: {
    id: 'resetPoster',
    method: 'delete',
    path: `${v1}/assets/{id}/poster`,
    tag: 'assets',
    summary: 'Let the hub choose the frame again',
    access: 'asset:edit',
    status: 200,
    answer: posterAnswer,
  },
} as const satisfies Record<string, Operation>
