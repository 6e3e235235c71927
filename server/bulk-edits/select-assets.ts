import { type BulkSelection, bulkEditMax } from '#contracts/bulk-edit'
import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { idsOfSearch } from '#server/search/search-assets'
import type { SearchIndex } from '#server/search/search-index'

export type SelectDeps = { db: Db; index: SearchIndex }

/**
 * The ids that a selection means, each once. A search is asked now, with this actor's own permission; ids are taken as they are said,
 * whether or not there is anything. Throws `bulk-edit-too-large`.
 */
export async function selectAssets(deps: SelectDeps, actor: Actor, selection: BulkSelection): Promise<string[]> {
  if ('ids' in selection) return [...new Set(selection.ids.map(id => id.toLowerCase()))]
  const ids = await idsOfSearch(deps, actor, selection.query, bulkEditMax + 1)
  if (ids.length > bulkEditMax) throw new ProblemError('bulk-edit-too-large')
  return ids
}
