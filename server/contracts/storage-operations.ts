import type { Operation } from './operation.ts'
import { damagedList, damagedQuery, storageAnswer } from './storage.ts'

/** How the bytes are: what they take, when they were proved, what is damaged. */
export const storageOperations = {
  readStorage: {
    id: 'readStorage',
    method: 'get',
    path: '/api/v1/storage',
    tag: 'operations',
    summary: 'Space, fixity and orphans of the store',
    access: 'administer',
    status: 200,
    answer: storageAnswer,
  },
  listDamaged: {
    id: 'listDamaged',
    method: 'get',
    path: '/api/v1/storage/damaged',
    tag: 'operations',
    summary: 'Originals whose bytes are damaged or missing',
    access: 'administer',
    query: damagedQuery,
    status: 200,
    answer: damagedList,
  },
  startFixity: {
    id: 'startFixity',
    method: 'post',
    path: '/api/v1/storage/fixity',
    tag: 'operations',
    summary: 'Prove what is due now, without waiting for the hour',
    access: 'administer',
    status: 202,
    answer: 'nothing',
  },
  checkStoredObject: {
    id: 'checkStoredObject',
    method: 'post',
    path: '/api/v1/storage/objects/{id}/check',
    tag: 'operations',
    summary: 'Prove one object now, for instance after its file was restored',
    access: 'administer',
    status: 202,
    answer: 'nothing',
  },
} as const satisfies Record<string, Operation>
