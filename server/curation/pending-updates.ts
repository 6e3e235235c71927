import type { PendingUpdate } from '#contracts/ledger'
import { held } from '#server/channels/delivery-state'
import { changedSql } from '#server/channels/members'
import { recalledSql } from '#server/channels/recalled-sql'
import type { Db, Tx } from '#server/platform/db'

type Row = {
  id: string
  title: string
  kind: string
  hasThumb: boolean
  channels: PendingUpdate['channels']
}

/**
 * Items that a curator has not approved as they stand: live in a version from before an edit, or stopped because the edit came between
 * the approval and the sending. The longest-waiting first, at most 200; `assetId` asks for one.
 */
export async function pendingUpdates(db: Db | Tx, assetId: string | null = null): Promise<PendingUpdate[]> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.title, a.kind, w.channels,
      exists (
        select from rendition t join asset_version v on v.object_id = t.object_id
        where v.asset_id = a.id and t.name = 'thumb'
          and v.number = (select max(number) from asset_version where asset_id = a.id)
      ) as "hasThumb"
    from asset a join lateral (
      select json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'why',
        case when last.state = 'dead' then 'changed-since-approval' else 'edited' end) order by c.name) as channels
      from (
        select distinct on (d.channel_id) d.channel_id, d.state, d.problem, d.op, ${changedSql('d')} as changed from delivery d
        where d.asset_id = a.id and d.state <> 'cancelled' order by d.channel_id, d.version desc
      ) last join channel c on c.id = last.channel_id
      where last.op <> 'withdraw' and last.changed
        and (last.state = any(${[...held]}::text[]) or (last.state = 'dead' and last.problem = 'changed-since-approval'))
    ) w on w.channels is not null
    where a.life = 'active' and (${assetId}::uuid is null or a.id = ${assetId}::uuid)
      and exists (select from delivery d where d.asset_id = a.id)
      and not ${recalledSql('a')}
    order by a.updated_at, a.id limit 200`
  return rows.map(({ id, title, kind, hasThumb, channels }) => ({
    asset: { id, title, kind, thumbUrl: hasThumb ? `/api/v1/assets/${id}/renditions/thumb` : null },
    channels,
  }))
}
