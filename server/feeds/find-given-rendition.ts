import { uuid } from '#contracts/values'
import { ownName } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { publicSql } from './given-out-sql.ts'
import { type GivenItem, loadItem } from './load-items.ts'

type Bytes = { name: string; key: string; size: number; sha256: string; contentType: string }

/** A rendition of an item that is given out at this moment, with its bytes' place; null for any other. Originals have no name here. */
export async function findGivenRendition(
  db: Db,
  id: string,
  name: string,
): Promise<{ item: GivenItem; unitId: string; rendition: Bytes } | null> {
  const item = uuid.safeParse(id).success ? await loadItem(db, id, publicSql) : null
  const media = item?.media.find(each => each.name === name)
  if (!item || !media) return null
  const [row] = await db.$queryRaw<(Omit<Bytes, 'size'> & { size: bigint; unitId: string })[]>`
    select r.name, r.key, r.size, r.sha256, r.content_type as "contentType", a.unit_id as "unitId"
    from asset a
    join lateral (select object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    join rendition r on r.object_id = v.object_id
    where a.id = ${id}::uuid and r.name in (${name}, ${ownName(name, id)})
    order by r.name = ${name}, r.recipe desc limit 1`
  if (!row) return null
  const { unitId, size, ...bytes } = row
  return { item, unitId, rendition: { ...bytes, name, size: Number(size) } }
}
