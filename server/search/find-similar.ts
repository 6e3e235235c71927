import type { SimilarAnswer } from '#contracts/suggestion'
import type { Actor } from '#server/access/actor'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { visibleSql } from '#server/assets/visible-sql'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { hydrateHits } from './hydrate-hits.ts'
import { slowSearch } from './slow-search.ts'
import { tellingLexemes } from './telling-lexemes.ts'

const shown = 12
// So many of the actor's items with a word, and the word says little: it is not counted at all.
const common = 200
const timeoutMs = 3_000

type Near = { id: string; distance: number | null }

/**
 * The items that look nearly like this one (perceptual hashes, renditions/compare-picture.ts), then those that read like it: sharing
 * rare words of title, tags and description. Only items that the actor may read are looked at, also for what is rare, so that a hidden
 * one changes neither the list nor its order. Throws as `findReadableAsset`.
 */
export async function findSimilar(db: Db, actor: Actor, assetId: string): Promise<SimilarAnswer['similar']> {
  await findReadableAsset(db, actor, assetId)
  const { near, alike } = await slowSearch(() =>
    transaction(db, async tx => {
      await tx.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('jit', 'off', true)`
      return { near: await nearPictures(tx, actor, assetId), alike: await readingAlike(tx, actor, assetId) }
    }),
  )
  const seen = new Set(near.map(({ id }) => id))
  const rows = [...near, ...alike.filter(({ id }) => !seen.has(id))].slice(0, shown)
  const hits = await hydrateHits(
    db,
    actor,
    rows.map(({ id }) => id),
    { words: [], begins: null, phrases: [] },
  )
  const distances = new Map(rows.map(({ id, distance }) => [id, distance]))
  return hits.map(hit => {
    const distance = distances.get(hit.id) ?? null
    return { by: distance === null ? 'words' : 'picture', distance, hit }
  })
}

/** As `renditions/list-near.ts` finds them: what is known of the bytes of an item in the making comes from another, and is not shown. */
function nearPictures(tx: Tx, actor: Actor, assetId: string): Promise<Near[]> {
  return tx.$queryRaw<Near[]>`
    with own as (
      select v.object_id from asset_version v join asset a on a.id = v.asset_id
      where v.asset_id = ${assetId}::uuid and a.file not in ('processing', 'failed') order by v.number desc limit 1
    ), near as (
      select other_id as object_id, distance from near_picture where object_id = (select object_id from own)
      union all
      select object_id, 0::smallint from own where object_id is not null
    )
    select a.id, min(near.distance)::int as distance
    from near
    join asset_version v using (object_id)
    join asset a on a.id = v.asset_id
    where a.id <> ${assetId}::uuid and a.file not in ('processing', 'failed') and ${visibleSql(actor, 'a')}
      and v.number = (select max(number) from asset_version where asset_id = a.id)
    group by a.id, a.date
    order by distance, a.date desc, a.id
    limit ${shown}`
}

async function readingAlike(tx: Tx, actor: Actor, assetId: string): Promise<Near[]> {
  const rows = await tx.$queryRaw<{ lexeme: string; weights: string[] }[]>`
    select lexeme, weights from unnest((select head from search_doc where asset_id = ${assetId}::uuid))`
  const telling = tellingLexemes(rows)
  if (telling.length === 0) return []
  const lexemes = telling.map(({ lexeme }) => lexeme)
  // Letters, digits and `_` alone: nothing in them needs escaping inside the quotes.
  // Not the body: a book has every word.
  const tsqueries = lexemes.map(lexeme => `'${lexeme}':ABC`)
  const worth = telling.map(each => each.worth)
  return tx.$queryRaw<Near[]>`
    with asked as (
      select * from unnest(${lexemes}::text[], ${tsqueries}::tsquery[], ${worth}::float8[]) as t (lexeme, tsquery, worth)
    ), held as materialized (
      select asked.lexeme, asked.worth, item.id, item.date
      from asked cross join lateral (
        select a.id, a.date from search_doc d join asset a on a.id = d.asset_id
        where d.tsv @@ asked.tsquery and a.id <> ${assetId}::uuid and ${visibleSql(actor, 'a')}
        limit ${common}
      ) as item
    ), rare as (select lexeme, 1 / ln(2.7 + count(*)) as rarity from held group by lexeme having count(*) < ${common})
    select id, null::int as distance
    from held join rare using (lexeme)
    group by id, date
    having sum(worth * rarity) >= ${least}
    order by round(sum(worth * rarity)::numeric, 6) desc, date desc, id desc
    limit ${shown}`
}

// Less than one rare word of the title in common is chance.
const least = 0.5
