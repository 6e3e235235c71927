import { mostSavedSearches, type NewSavedSearch, type SavedSearchEdit } from '#contracts/saved-search'
import { type PersonActor, requireHubRole } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import type { SearchIndex } from '#server/search/search-index'
import { wordsMeant } from './asked-index.ts'
import { recallLetters } from './recall-letters.ts'
import { plainQuery } from './stored-query.ts'

type Searching = { db: Db; index: SearchIndex }

/** Keeps a search; answers its id. What is there already is no news for it. Throws `saved-searches-full` beyond 100. */
export async function createSavedSearch(deps: Searching, actor: PersonActor, wish: NewSavedSearch): Promise<string> {
  const { name, query, alert, mail, feed } = wish
  if (feed) requireHubRole(actor, 'curate')
  const meant = await wordsMeant(deps, actor, query)
  return transaction(deps.db, async tx => {
    // Two windows that save at once wait for each other: the hundred are counted one by one.
    await tx.$queryRaw`select id from person where id = ${actor.id}::uuid for no key update`
    if ((await tx.savedSearch.count({ where: { personId: actor.id } })) >= mostSavedSearches)
      throw new ProblemError('saved-searches-full')
    const id = newId()
    await tx.savedSearch.create({
      data: { id, personId: actor.id, name, query: plainQuery(query), meant, alert, mail, feed },
    })
    return id
  })
}

/**
 * Changes one of the person's own. Alerts that are turned on, or that are for another query now, begin anew: what is there already is no
 * news. Only curators give one out as a feed. Throws `not-found`, for another's as for none, and `not-allowed`.
 */
export async function editSavedSearch(
  deps: Searching,
  actor: PersonActor,
  id: string,
  edit: SavedSearchEdit,
): Promise<void> {
  const { name, query, alert, mail, feed } = edit
  if (feed) requireHubRole(actor, 'curate')
  const meant = query ? await wordsMeant(deps, actor, query) : null
  await transaction(deps.db, async tx => {
    const before = await lockOwn(tx, actor, id)
    const anew = query !== undefined || (before.alert === 'off' && alert !== undefined && alert !== 'off')
    const changed = { name, alert, mail, feed, ...(query ? { query: plainQuery(query), meant } : {}) }
    await tx.savedSearch.update({ where: { id }, data: { ...changed, updatedAt: new Date() } })
    if (mail === false || alert === 'off') await recallLetters(tx, [id])
    if (anew) await tx.$executeRaw`update saved_search set since = now(), looked_to = now() where id = ${id}::uuid`
  })
}

async function lockOwn(tx: Tx, actor: PersonActor, id: string): Promise<{ alert: string }> {
  const [row] = await tx.$queryRaw<{ alert: string }[]>`
    select alert from saved_search where id = ${id}::uuid and person_id = ${actor.id}::uuid for update`
  if (!row) throw new ProblemError('not-found')
  return row
}

/** Deletes one of the person's own. Throws `not-found`, for another's as for none. */
export async function deleteSavedSearch(db: Db, actor: PersonActor, id: string): Promise<void> {
  const { count } = await db.savedSearch.deleteMany({ where: { id, personId: actor.id } })
  if (count === 0) throw new ProblemError('not-found')
}
