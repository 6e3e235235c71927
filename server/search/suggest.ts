import { searchQuery } from '#contracts/search'
import type { SuggestionAnswer } from '#contracts/suggestion'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { hydrateHits } from './hydrate-hits.ts'
import { queryWords } from './query-words.ts'
import { searchAssets } from './search-assets.ts'
import type { FoundWords, SearchIndex } from './search-index.ts'
import { slowSearch } from './slow-search.ts'
import { suggestTerms } from './suggest-terms.ts'

const shownTitles = 6
// More titles that begin alike say no more.
const looked = 400
const timeoutMs = 2_000

/**
 * What the search box offers while somebody types: filters of that name, items whose title has every word (the last one unfinished),
 * and where there is neither, what may have been meant. Everything is asked with the actor's permission. Always of Postgres.
 */
export async function suggest(
  deps: { db: Db; index: SearchIndex },
  actor: Actor,
  q: string,
  language: 'vi' | 'en',
): Promise<SuggestionAnswer> {
  const words = queryWords(q).map(({ word }) => word)
  if (words.length === 0) return { terms: [], titles: [], didYouMean: null }
  const { terms, ids } = await slowSearch(() =>
    transaction(deps.db, async tx => {
      await tx.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('jit', 'off', true)`
      return { terms: await suggestTerms(tx, actor, words, language), ids: await titlesWith(tx, actor, words) }
    }),
  )
  const last = words.at(-1) ?? ''
  const found: FoundWords = { words: words.slice(0, -1), begins: last, phrases: [] }
  const hits = await hydrateHits(deps.db, actor, ids, found)
  const titles = hits.map(({ id, kind, title, thumbUrl, highlight }) => {
    return { id, kind, title, thumbUrl, highlight: highlight.title }
  })
  return { terms, titles, didYouMean: terms.length + titles.length > 0 ? null : await meant(deps, actor, q) }
}

/** Items with all the words in their title: those whose title begins so first, then the newest. Of equal titles one is shown. */
async function titlesWith(tx: Tx, actor: Actor, words: readonly string[]): Promise<string[]> {
  const last = words.length - 1
  const tsquery = words.map((word, i) => (i === last ? `'${word}':*A` : `'${word}':A`)).join(' & ')
  const begins = ` ${words.join(' ')}`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with found as materialized (
      select a.id, a.date, d.title_f from search_doc d join asset a on a.id = d.asset_id
      where d.tsv @@ ${tsquery}::tsquery and ${visibleSql(actor, 'a')} limit ${looked}
    ), one as (select distinct on (title_f) * from found order by title_f, date desc, id desc)
    select id from one
    order by (strpos(title_f, ${begins}) = 1) desc, (strpos(title_f, ${begins}) > 0) desc, date desc, id desc
    limit ${shownTitles}`
  return rows.map(({ id }) => id)
}

async function meant(deps: { db: Db; index: SearchIndex }, actor: Actor, q: string): Promise<string | null> {
  const answer = await searchAssets(deps, actor, searchQuery.parse({ q, limit: 5, facets: '' }))
  return answer.didYouMean
}
