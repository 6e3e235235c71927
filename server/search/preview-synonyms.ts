import { searchQuery } from '#contracts/search'
import type { SynonymPreview, SynonymTrial } from '#contracts/synonym'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { checkedPhrases } from './edit-synonyms.ts'
import type { SearchIndex } from './search-index.ts'
import { standingGroups } from './synonym-cache.ts'
import { compileSynonyms, type Synonyms } from './synonyms.ts'

type Found = SynonymPreview['queries'][number]['before']
const told = 5
const mostQueries = 20

/**
 * What a change of the synonyms would change, for whoever tries it: each query asked with the groups as they stand and as they would.
 * Nothing is written. Throws `not-found` for a group that is not there, `invalid-request` as `checkedPhrases`.
 */
export async function previewSynonyms(
  { db, index }: { db: Db; index: SearchIndex },
  actor: Actor,
  { id, phrases, queries }: SynonymTrial,
): Promise<SynonymPreview> {
  const standing = await transaction(db, tx => standingGroups(tx))
  const old = standing.find(group => group.id === id)
  if (id !== undefined && !old) throw new ProblemError('not-found')
  const added = phrases ? [checkedPhrases(phrases)] : []
  const rest = standing.filter(group => group !== old).map(group => group.phrases)
  const before = compileSynonyms(standing.map(group => group.phrases))
  const after = compileSynonyms([...rest, ...added])
  const asked = queries?.length ? queries : [...new Set([...(old?.phrases ?? []), ...added.flat()])]
  const answers: SynonymPreview['queries'] = []
  for (const q of asked.slice(0, mostQueries)) {
    const [now, then] = [await ask({ db, index }, actor, q, before), await ask({ db, index }, actor, q, after)]
    answers.push({ q, before: now, after: then, changes: JSON.stringify(now) !== JSON.stringify(then) })
  }
  return { queries: answers }
}

async function ask(deps: { db: Db; index: SearchIndex }, actor: Actor, q: string, synonyms: Synonyms): Promise<Found> {
  const query = searchQuery.parse({ q, limit: told, facets: '' })
  const { ids, total, totalIsExact } = await deps.index.query({ ...query, actor }, synonyms)
  const rows = await deps.db.$queryRaw<Found['first']>`
    select a.id, a.title from asset a where a.id = any(${ids}::uuid[]) and ${visibleSql(actor, 'a')}`
  const titles = new Map(rows.map(row => [row.id, row]))
  return { total, exact: totalIsExact, first: ids.flatMap(id => titles.get(id) ?? []) }
}
