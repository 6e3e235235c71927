import { captionAnswer, captionInput, captionList } from './caption.ts'
import type { Operation } from './operation.ts'

const at = '/api/v1/assets/{id}/captions'

/** Captions of films and sounds. */
export const captionOperations = {
  listCaptions: {
    id: 'listCaptions',
    method: 'get',
    path: at,
    tag: 'captions',
    summary: 'The captions of a film or sound',
    access: 'visible',
    status: 200,
    answer: captionList,
  },
  addCaptions: {
    id: 'addCaptions',
    method: 'post',
    path: at,
    tag: 'captions',
    summary: 'Add captions in a language, from WebVTT or SubRip; what was mended is told',
    access: 'asset:edit',
    body: captionInput,
    status: 201,
    answer: captionAnswer,
  },
  readCaptions: {
    id: 'readCaptions',
    method: 'get',
    path: `${at}/{trackId}`,
    tag: 'captions',
    summary: 'Captions as WebVTT',
    access: 'visible',
    status: 200,
    answer: 'bytes',
  },
  replaceCaptions: {
    id: 'replaceCaptions',
    method: 'put',
    path: `${at}/{trackId}`,
    tag: 'captions',
    summary: 'Put other captions in the place of these; their address stays',
    access: 'asset:edit',
    body: captionInput,
    status: 200,
    answer: captionAnswer,
  },
  removeCaptions: {
    id: 'removeCaptions',
    method: 'delete',
    path: `${at}/{trackId}`,
    tag: 'captions',
    summary: 'Remove captions',
    access: 'asset:edit',
    status: 204,
    answer: 'nothing',
  },
} as const satisfies Record<string, Operation>
