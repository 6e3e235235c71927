import { documentArticleAnswer, pageText } from './document.ts'
import type { Operation } from './operation.ts'

const v1 = '/api/v1'

/** Documents by page, and as articles. */
export const documentOperations = {
  readPage: {
    id: 'readPage',
    method: 'get',
    path: `${v1}/assets/{id}/pages/{number}`,
    tag: 'assets',
    summary:
      'A page of a document as a picture (JPEG); drawn when it is first turned to: 503 page-waiting with Retry-After while it is',
    access: 'visible',
    status: 200,
    answer: 'bytes',
  },
  readPageText: {
    id: 'readPageText',
    method: 'get',
    path: `${v1}/assets/{id}/pages/{number}/text`,
    tag: 'assets',
    summary: 'What is written on a page, and whether a machine read it from its picture',
    access: 'visible',
    status: 200,
    answer: pageText,
  },
  makeArticle: {
    id: 'makeArticle',
    method: 'post',
    path: `${v1}/assets/{id}/article`,
    tag: 'articles',
    summary: 'Make an article of a DOCX, with its rights and its credit, linked to it',
    access: 'asset:edit',
    status: 201,
    answer: documentArticleAnswer,
  },
} as const satisfies Record<string, Operation>
