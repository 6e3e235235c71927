import type { Operation } from './operation.ts'

/** What the links in letters to the press call. */
export const pressOperations = {
  readPressFile: {
    id: 'readPressFile',
    method: 'get',
    path: '/api/v1/press/{token}/{name}',
    tag: 'shares',
    summary: 'A file that a letter to the press links to, while the link holds and nothing was taken back',
    access: 'share',
    status: 200,
    answer: 'bytes',
  },
} as const satisfies Record<string, Operation>
