import type { Operation } from './operation.ts'
import { similarAnswer, suggestionAnswer, suggestionQuery } from './suggestion.ts'

const v1 = '/api/v1'

/** What helps to ask, and what is like what was found. */
export const searchOperations = {
  suggestSearch: {
    id: 'suggestSearch',
    method: 'get',
    path: `${v1}/search/suggestions`,
    tag: 'search',
    summary: 'Terms, units and titles for what has been typed so far, as far as the caller may see them',
    access: 'visible',
    query: suggestionQuery,
    status: 200,
    answer: suggestionAnswer,
  },
  listSimilar: {
    id: 'listSimilar',
    method: 'get',
    path: `${v1}/assets/{id}/similar`,
    tag: 'search',
    summary: 'Assets that look or read like this one, as far as the caller may read them',
    access: 'visible',
    status: 200,
    answer: similarAnswer,
  },
} as const satisfies Record<string, Operation>
