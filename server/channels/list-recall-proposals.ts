import type { RecallProposal } from '#contracts/delivery'
import { rightsEndedSql } from '#server/assets/visible-sql'
import type { Db } from '#server/platform/db'
import { held } from './delivery-state.ts'
import { holdsSql } from './members.ts'
import { recalledSql } from './recalled-sql.ts'

type Row = Omit<RecallProposal, 'since' | 'asset'> & {
  id: string
  title: string
  kind: string
  hasThumb: boolean
  since: Date
}

/**
 * What channels still show although it may no longer be used, the longest-ended first, at most 200. Derived at each look by the
 * database's time: it goes away by itself when the recall is requested or the right prolonged.
 */
export async function listRecallProposals(db: Db): Promise<RecallProposal[]> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.title, a.kind,
      case when coalesce(a.consent_withdrawn_at <= now(), false) then 'personal-data' else 'expired' end as reason,
      least(rights_end(a.rights_until), a.consent_withdrawn_at) as since,
      exists (select from rendition r where r.object_id = v.object_id and r.name = 'thumb') as "hasThumb",
      l.channels
    from asset a
    join lateral (
      select json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name) order by c.code) as channels
      from channel c
      where exists (
        select from delivery d
        where d.asset_id = a.id and d.channel_id = c.id and d.op <> 'withdraw'
          and (d.state = any(${[...held]}::text[]) or (d.ask_first and d.state not in ('cancelled', 'withdrawing', 'withdrawn'))))
        or exists (
          select from delivery_member m join delivery d on d.id = m.delivery_id
          where m.asset_id = a.id and d.channel_id = c.id and ${holdsSql()} and d.state not in ('queued', 'media', 'retrying')
            and not ${recalledSql('a')})
    ) l on l.channels is not null
    left join lateral (select object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    where (a.rights_until is not null or a.consent_withdrawn_at is not null) and ${rightsEndedSql('a')}
    order by since, a.id
    limit 200`
  return rows.map(({ id, title, kind, hasThumb, since, ...row }) => ({
    ...row,
    since: since.toISOString(),
    asset: { id, title, kind, thumbUrl: hasThumb ? `/api/v1/assets/${id}/renditions/thumb` : null },
  }))
}
