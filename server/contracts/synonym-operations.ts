import type { Operation } from './operation.ts'
import { synonymAnswer, synonymDraft, synonymList, synonymPreview, synonymQuery, synonymTrial } from './synonym.ts'

const path = '/api/v1/synonyms'
const shared = { tag: 'search', access: 'administer' } as const

/** The glossary of the search. */
export const synonymOperations = {
  listSynonyms: {
    ...shared,
    id: 'listSynonyms',
    method: 'get',
    path,
    summary: 'Groups of phrases that mean one thing',
    query: synonymQuery,
    status: 200,
    answer: synonymList,
  },
  addSynonyms: {
    ...shared,
    id: 'addSynonyms',
    method: 'post',
    path,
    summary: 'Add a group of phrases',
    body: synonymDraft,
    status: 201,
    answer: synonymAnswer,
  },
  changeSynonyms: {
    ...shared,
    id: 'changeSynonyms',
    method: 'put',
    path: `${path}/{id}`,
    summary: 'Change a group of phrases',
    body: synonymDraft,
    status: 200,
    answer: synonymAnswer,
  },
  removeSynonyms: {
    ...shared,
    id: 'removeSynonyms',
    method: 'delete',
    path: `${path}/{id}`,
    summary: 'Take a group of phrases out',
    status: 204,
    answer: 'nothing',
  },
  previewSynonyms: {
    ...shared,
    id: 'previewSynonyms',
    method: 'post',
    path: `${path}/preview`,
    summary: 'Try a change of the phrases: what queries would find before and after it',
    body: synonymTrial,
    status: 200,
    answer: synonymPreview,
  },
} as const satisfies Record<string, Operation>
