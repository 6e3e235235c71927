import type { SavedSearch } from '#contracts/saved-search'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { savedSearchView } from './saved-search-view.ts'

/** One of the person's own. Throws `not-found`, for another's as for none. */
export async function findSavedSearch(db: Db, actor: PersonActor, id: string): Promise<SavedSearch> {
  const row = await db.savedSearch.findFirst({ where: { id, personId: actor.id } })
  if (!row) throw new ProblemError('not-found')
  return savedSearchView(row)
}

/** All of the person's own, in the order of a Vietnamese dictionary. */
export async function listSavedSearches(db: Db, actor: PersonActor): Promise<SavedSearch[]> {
  const rows = await db.savedSearch.findMany({ where: { personId: actor.id } })
  const order = new Intl.Collator('vi', { numeric: true })
  return rows.map(savedSearchView).sort((a, b) => order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}
