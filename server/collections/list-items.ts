import type { CollectionItem } from '#contracts/collection'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'
import { hydrateHits } from '#server/search/hydrate-hits'
import { findCollection } from './find-collection.ts'
import { noWords } from './no-words.ts'

type Place = { assetId: string; position: number; note: string }

/** One page of a board in its order. What the actor may not read is not there, is not counted, and leaves no gap in a page. */
export async function listItems(
  db: Db,
  actor: Actor,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ items: CollectionItem[]; next: string | null }> {
  await findCollection(db, actor, id, 'collection.read')
  const after = cursor ? readCursor(cursor, ['integer', 'uuid']) : null
  const rows = await db.$queryRaw<Place[]>`
    select i.asset_id as "assetId", i.position::float8 as position, i.note
    from collection_item i join asset a on a.id = i.asset_id
    where i.collection_id = ${id}::uuid and ${visibleSql(actor, 'a')}
      and ${after ? Prisma.sql`(i.position, i.asset_id) > (${after[0]}::bigint, ${after[1]}::uuid)` : Prisma.sql`true`}
    order by i.position, i.asset_id
    limit ${limit + 1}`
  const page = rows.slice(0, limit)
  const hits = await hydrateHits(
    db,
    actor,
    page.map(row => row.assetId),
    noWords,
  )
  const notes = new Map(page.map(row => [row.assetId, row.note]))
  const last = page.at(-1)
  return {
    items: hits.map(({ highlight: _, ...hit }) => ({ ...hit, note: notes.get(hit.id) ?? '' })),
    next: rows.length > limit && last ? writeCursor([last.position, last.assetId]) : null,
  }
}
