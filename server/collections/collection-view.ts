import type { Collection } from '#contracts/collection'
import type { UnitRef } from '#contracts/unit'
import { can } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { hydrateHits } from '#server/search/hydrate-hits'
import { unitsNamedAt } from '#server/units/unit-names'
import { type CollectionRow, collectionFacts } from './find-collection.ts'
import { noWords } from './no-words.ts'

/** Boards as the API answers them to this actor: counts and pictures are of what the actor may read, and of nothing else. */
export async function collectionViews(
  db: Db,
  actor: PersonActor,
  rows: readonly CollectionRow[],
): Promise<Collection[]> {
  const unitIds = rows.flatMap(row => [...row.grants.map(grant => grant.unitId), ...(row.unitId ? [row.unitId] : [])])
  const owners = rows.flatMap(row => row.ownerId ?? [])
  const [contents, units, people] = await Promise.all([
    readContents(
      db,
      actor,
      rows.map(row => row.id),
    ),
    unitsNamedAt(db, [...new Set(unitIds)]),
    db.person.findMany({ where: { id: { in: owners } }, select: { id: true, name: true } }),
  ])
  const shown = [...contents.values()].flatMap(content => content.pictures)
  const hits = new Map((await hydrateHits(db, actor, [...new Set(shown)], noWords)).map(hit => [hit.id, hit]))
  const unitOf = new Map<string, UnitRef>(units.map(unit => [unit.id, unit]))
  const nameOf = new Map(people.map(person => [person.id, person.name]))
  return rows.map(row => {
    const manages = can(actor, { act: 'collection.manage', collection: collectionFacts(row) })
    const { items = 0, pictures = [] } = contents.get(row.id) ?? {}
    return {
      id: row.id,
      name: row.name,
      note: row.note,
      unit: row.unitId ? (unitOf.get(row.unitId) ?? null) : null,
      owner: row.ownerId ? (nameOf.get(row.ownerId) ?? '') : null,
      mine: row.ownerId === actor.id,
      items,
      pictures: pictures.flatMap(id => pictureOf(hits.get(id))),
      coverId: row.coverId && pictures.includes(row.coverId) ? row.coverId : null,
      grants: manages ? row.grants.flatMap(grant => grantOf(unitOf.get(grant.unitId), grant.access)) : [],
      feed: row.feed,
      updatedAt: row.updatedAt.toISOString(),
      may: {
        edit: can(actor, { act: 'collection.edit', collection: collectionFacts(row) }),
        manage: manages,
        share: manages && !actor.key,
      },
    }
  })
}

function pictureOf(
  hit:
    | { id: string; thumbUrl: string | null; previewUrl: string | null; thumbhash: string | null; altText: string }
    | undefined,
): Collection['pictures'] {
  const url = hit?.previewUrl ?? hit?.thumbUrl
  return hit && url ? [{ id: hit.id, url, thumbhash: hit.thumbhash, altText: hit.altText }] : []
}

function grantOf(unit: UnitRef | undefined, access: string): Collection['grants'] {
  return unit ? [{ unit, access: access as 'read' | 'edit' }] : []
}

type Content = { id: string; items: number; pictures: string[] }

/** How many items the actor may read on each board, and which three stand for it: the cover, then the first with a picture. */
async function readContents(db: Db, actor: PersonActor, ids: readonly string[]): Promise<Map<string, Content>> {
  const rows = await db.$queryRaw<Content[]>`
    select c.id, count(*)::int as items,
      coalesce((array_agg(a.id order by (a.id = c.cover_id) desc, i.position, a.id)
        filter (where exists (
          select from asset_version v join rendition r on r.object_id = v.object_id and r.name = 'thumb'
          where v.asset_id = a.id)))[1:3], '{}') as pictures
    from collection c
    join collection_item i on i.collection_id = c.id
    join asset a on a.id = i.asset_id
    where c.id = any(${[...ids]}::uuid[]) and ${visibleSql(actor, 'a')}
    group by c.id`
  return new Map(rows.map(row => [row.id, row]))
}
