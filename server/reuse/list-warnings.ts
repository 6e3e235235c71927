import type { RightsWarning } from '#contracts/reuse'
import { unitsWith } from '#server/access/read-scope'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'

type Row = {
  id: string
  title: string
  kind: string
  hasThumb: boolean
  unitId: string
  endsOn: Date
  daysLeft: number
  warnedAt: Date
}

/**
 * The newest warning of each right that still ends as warned, for those who may prolong it: the unit's editors, who uploaded it,
 * hub staff. The soonest first, at most 100; it stays until the right has ended or was prolonged.
 */
export async function listWarnings(db: Db, actor: PersonActor): Promise<RightsWarning[]> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.title, a.kind, a.unit_id as "unitId", a.rights_until as "endsOn", w.at as "warnedAt",
      a.rights_until - (now() at time zone 'Asia/Ho_Chi_Minh')::date as "daysLeft",
      exists (select from rendition r where r.object_id = v.object_id and r.name = 'thumb' and a.file not in ('processing', 'failed')) as "hasThumb"
    from asset a
    join lateral (
      select max(at) as at from rights_warning where asset_id = a.id and ends_on = a.rights_until
    ) w on w.at is not null
    left join lateral (select object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    where a.life = 'active' and rights_end(a.rights_until) > now() and (
      (${actor.hubRoles.length > 0} and (a.visibility <> 'draft' or a.uploaded_by = ${actor.id}::uuid))
      or a.unit_id = any(${unitsWith(actor, ['editor'])}::uuid[])
      or (a.uploaded_by = ${actor.id}::uuid and a.unit_id = any(${unitsWith(actor, ['contributor'])}::uuid[])))
    order by a.rights_until, a.id
    limit 100`
  return rows.map(({ endsOn, daysLeft, warnedAt, hasThumb, unitId, ...asset }) => ({
    asset: { ...asset, thumbUrl: hasThumb ? `/api/v1/assets/${asset.id}/renditions/thumb` : null },
    unitId,
    endsOn: endsOn.toISOString().slice(0, 10),
    daysLeft,
    warnedAt: warnedAt.toISOString(),
  }))
}
