import type { NearPicture } from '#contracts/near'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { factsOf } from '#server/assets/find-readable-asset'
import { visibleSql } from '#server/assets/visible-sql'
import { type Db, databaseNow } from '#server/platform/db'

type Row = Omit<NearPicture, 'thumbUrl' | 'mayReplace'> & { hasThumb: boolean }

/**
 * The other assets, as far as the actor may read them, whose picture is nearly that of this asset: the nearest first, at most twenty.
 * Of the others nothing is said, not even how many there are. The same bytes are at distance 0.
 */
export async function listNear(db: Db, actor: Actor, assetId: string): Promise<NearPicture[]> {
  const rows = await db.$queryRaw<Row[]>`
    with shown as (select distinct on (asset_id) asset_id, object_id from asset_version order by asset_id, number desc),
    near as (
      select other_id as object_id, distance from near_picture
      where object_id = (select object_id from shown where asset_id = ${assetId}::uuid)
      union all
      select object_id, 0::smallint from shown where asset_id = ${assetId}::uuid and object_id is not null
    )
    select a.id, a.title, a.kind, a.date::text, n.short_name as unit, o.width, o.height, near.distance,
      exists (select from rendition r where r.object_id = o.id and r.name = 'thumb') as "hasThumb"
    from near
    join shown s using (object_id)
    join asset a on a.id = s.asset_id
    join stored_object o on o.id = s.object_id
    join unit_name n on n.id = unit_name_at(unit_at(a.unit_id, a.date), a.date)
    where a.id <> ${assetId}::uuid and a.file not in ('processing', 'failed') and ${visibleSql(actor, 'a')}
    order by near.distance, a.created_at, a.id
    limit 20`
  const facts = rows.length === 0 ? [] : await db.asset.findMany({ where: { id: { in: rows.map(row => row.id) } } })
  const now = await databaseNow(db)
  const mayReplace = (id: string) => {
    const asset = facts.find(each => each.id === id)
    return !!asset && asset.life === 'active' && can(actor, { act: 'asset.edit', asset: factsOf({ ...asset, now }) })
  }
  return rows.map(({ hasThumb, ...row }) => ({
    ...row,
    mayReplace: mayReplace(row.id),
    thumbUrl: hasThumb ? `/api/v1/assets/${row.id}/renditions/thumb` : null,
  }))
}
