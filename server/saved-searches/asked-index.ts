import type { SearchQuestion } from '#contracts/search'
import type { Actor } from '#server/access/actor'
import type { Db, Tx } from '#server/platform/db'
import { placesWithin, unitIds } from '#server/search/search-assets'
import type { IndexQuery, SearchIndex } from '#server/search/search-index'

/** A question as the index takes it: units as ids, places with those that stood before and stand now in their stead. */
export async function indexQuery(db: Db | Tx, actor: Actor, question: SearchQuestion): Promise<IndexQuery> {
  const [place, unit] = await Promise.all([placesWithin(db, question.place), unitIds(db, question.unit)])
  return { ...question, place, unit, actor, limit: 1, cursor: undefined, facets: [] }
}

/**
 * The words that a query was taken for where it found nothing as typed, for its alerts to look for too; null where it was taken as it is.
 * Asked as its owner, so that what the owner may not see proposes nothing.
 */
export async function wordsMeant(
  { db, index }: { db: Db; index: SearchIndex },
  actor: Actor,
  question: SearchQuestion,
): Promise<string | null> {
  if (question.q.trim() === '') return null
  const { taken } = await index.query(await indexQuery(db, actor, question))
  return taken?.join(' ') ?? null
}
