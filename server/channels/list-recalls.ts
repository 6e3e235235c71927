import type { RecallSummary } from '#contracts/ledger'
import { type Db, Prisma } from '#server/platform/db'

type Row = Omit<RecallSummary, 'asset' | 'requestedAt' | 'liftedAt' | 'progress'> & {
  assetId: string
  title: string
  assetKind: string
  hasThumb: boolean
  requestedAt: Date
  liftedAt: Date | null
  channels: number
  channelsDone: number
  people: number
  peopleDone: number
  links: number
}

/** Recalls with how far each has come, newest first, at most 200. `id` asks for one, `open` for those that stand. */
export async function listRecalls(db: Db, only: { id?: string; open?: boolean }): Promise<RecallSummary[]> {
  const rows = await db.$queryRaw<Row[]>`
    select r.id, r.kind, r.reason, r.public, r.requested_at as "requestedAt", r.lifted_at as "liftedAt", p.name as "requestedBy",
      a.id as "assetId", a.title, a.kind as "assetKind", w.channels, w.done as "channelsDone",
      n.people, n.done as "peopleDone", l.links,
      exists (
        select from rendition t join asset_version v on v.object_id = t.object_id
        where v.asset_id = a.id and t.name = 'thumb'
          and v.number = (select max(number) from asset_version where asset_id = a.id)
      ) as "hasThumb"
    from recall r join asset a on a.id = r.asset_id left join person p on p.id = r.requested_by
    cross join lateral (
      select count(*)::int as channels, (count(*) filter (where last.state = 'withdrawn'))::int as done
      from (${withdrawalsOf(Prisma.sql`r`)}) last
    ) w
    cross join lateral (
      select count(*)::int as people, count(acknowledged_at)::int as done from recall_notice where recall_id = r.id
    ) n
    cross join lateral (
      select count(*)::int as links from share_link s join collection_item i on i.collection_id = s.collection_id
      where i.asset_id = r.asset_id and s.revoked_at is null and s.expires_at > r.requested_at
    ) l
    where (${only.id ?? null}::uuid is null or r.id = ${only.id ?? null}::uuid)
      and (not ${only.open ?? false}::boolean or r.lifted_at is null)
    order by r.requested_at desc, r.id desc
    limit 200`
  return rows.map(view)
}

/**
 * SQL: the newest withdrawal of each channel since the recall of this alias was asked for, and of each package the version that leaves
 * it out; `withdrawn` is where the receiver has that.
 */
export function withdrawalsOf(recall: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select distinct on (d.channel_id, d.asset_id) d.channel_id, d.attempts, d.problem_text, d.updated_at,
      case when d.op <> 'withdraw' and d.state in ('received', 'in_review', 'published') then 'withdrawn' else d.state end as state
    from delivery d
    where ((d.asset_id = ${recall}.asset_id and d.op = 'withdraw') or d.recall_of = ${recall}.asset_id) and d.state <> 'cancelled'
      and d.created_at >= ${recall}.requested_at - interval '1 minute'
      and d.created_at < coalesce(${recall}.lifted_at, 'infinity')
    order by d.channel_id, d.asset_id, d.version desc`
}

function view(row: Row): RecallSummary {
  const { id, kind, reason, requestedBy, channels, channelsDone, people, peopleDone, links } = row
  return {
    ...{ id, kind, reason, requestedBy, public: row.public },
    asset: {
      id: row.assetId,
      title: row.title,
      kind: row.assetKind,
      thumbUrl: row.hasThumb ? `/api/v1/assets/${row.assetId}/renditions/thumb` : null,
    },
    requestedAt: row.requestedAt.toISOString(),
    liftedAt: row.liftedAt?.toISOString() ?? null,
    progress: { channels, channelsDone, people, peopleDone, links },
  }
}
