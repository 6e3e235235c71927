import type { Differing } from '#contracts/channel-admin'
import type { Db } from '#server/platform/db'
import { held } from './delivery-state.ts'

type Row = Pick<Differing, 'deliveryId' | 'channel' | 'publicUrl' | 'state'> & {
  id: string
  title: string
  kind: string
  hasThumb: boolean
  since: Date
  checkedAt: Date
  portalEditedAt: Date | null
}

/** Public pages that do not show what was sent, the newest trouble first, at most 200: of the newest version that each channel holds. */
export async function listDiffering(db: Db): Promise<Differing[]> {
  const rows = await db.$queryRaw<Row[]>`
    select d.id as "deliveryId", d.public_url as "publicUrl", l.state, l.since, l.checked_at as "checkedAt",
      l.portal_edited_at as "portalEditedAt", a.id, a.title, a.kind,
      json_build_object('id', c.id, 'code', c.code, 'name', c.name) as channel,
      exists (
        select from rendition t join asset_version v on v.object_id = t.object_id
        where v.asset_id = a.id and t.name = 'thumb'
          and v.number = (select max(number) from asset_version where asset_id = a.id)
      ) as "hasThumb"
    from liveness l join delivery d on d.id = l.delivery_id
    join asset a on a.id = d.asset_id join channel c on c.id = d.channel_id
    where l.state in ('changed', 'lost') and d.op <> 'withdraw' and d.state = any(${[...held]}::text[])
      and not exists (
        select from delivery n
        where n.asset_id = d.asset_id and n.channel_id = d.channel_id and n.version > d.version
          and n.op <> 'withdraw' and n.state = any(${[...held]}::text[]))
    order by l.since desc, d.id desc limit 200`
  return rows.map(({ id, title, kind, hasThumb, since, checkedAt, portalEditedAt, ...row }) => ({
    ...row,
    asset: { id, title, kind, thumbUrl: hasThumb ? `/api/v1/assets/${id}/renditions/thumb` : null },
    since: since.toISOString(),
    checkedAt: checkedAt.toISOString(),
    portalEditedAt: portalEditedAt?.toISOString() ?? null,
  }))
}
