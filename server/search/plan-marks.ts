import type { QueryPlan } from './query-planner.ts'

/** The query's words side by side, each with the marks that were typed and folded where there were none. */
export function canonText({ words }: QueryPlan): string {
  return words.map(({ word, marked }) => marked ?? word).join(' ')
}
