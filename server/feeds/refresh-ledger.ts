import { type Db, Prisma, type Tx, transaction } from '#server/platform/db'
import { type FedItem, fedItems } from '#server/saved-searches/fed-searches'
import { partnersFeed } from './feed-name.ts'
import { newestVersionSql, partnersSql, publicSql } from './given-out-sql.ts'
import { type FeedEvent, tellWebhooks } from './tell-webhooks.ts'

/**
 * Brings the ledger of feeds (`feed_entry`) up to this moment: what was touched by a write (triggers name it) or by the clock since
 * the last look is compared with what may be given out. Also tells the registered addresses, in the same transaction. Whoever lists
 * by time calls it first: the lock means that every change dated before this moment is committed and seen, so that a harvester who
 * asks `from` its last answer's date misses nothing.
 */
export async function refreshLedger(db: Db, hub: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const left = await transaction(db, tx => refreshOnce(tx, hub))
    if (left === 'done') return
  }
}

const batch = 2_000

async function refreshOnce(tx: Tx, hub: string): Promise<'done' | 'more'> {
  await tx.$executeRaw`select pg_advisory_xact_lock(72707370)`
  // now() is when this transaction began, perhaps before the last look's: judged by an older clock an item would seem gone again.
  const [clock] = await tx.$queryRaw<{ behind: boolean }[]>`select looked_at > now() as behind from feed_clock`
  if (clock?.behind) return 'more'
  const touched = await tx.$queryRaw<{ id: string }[]>`
    delete from feed_touched where id in (select id from feed_touched order by id limit ${batch})
    returning asset_id as id`
  const ids = [...new Set([...touched, ...(await crossedByClock(tx))].map(row => row.id))]
  if (ids.length === 0) return 'done'
  await compare(tx, ids, hub)
  await tx.$executeRaw`update feed_clock set looked_at = now()`
  return touched.length === batch ? 'more' : 'done'
}

/** What an embargo, a right's first or last day, or a dated withdrawal of consent changed since the last look, without a write. */
function crossedByClock(tx: Tx): Promise<{ id: string }[]> {
  return tx.$queryRaw`
    with last as (select looked_at, greatest(looked_at, timestamptz '2000-01-01')::date - 2 as day from feed_clock)
    select a.id from asset a, last where a.embargo_until > last.looked_at and a.embargo_until <= now()
    union
    select a.id from asset a, last where a.rights_from > last.day and a.rights_from <= current_date + 2
      and rights_start(a.rights_from) > last.looked_at and rights_start(a.rights_from) <= now()
    union
    select a.id from asset a, last where a.rights_until > last.day and a.rights_until <= current_date + 2
      and rights_end(a.rights_until) > last.looked_at and rights_end(a.rights_until) <= now()
    union
    select a.id from asset a, last where a.consent_withdrawn_at > last.looked_at and a.consent_withdrawn_at <= now()`
}

async function compare(tx: Tx, ids: readonly string[], hub: string): Promise<void> {
  const before = await tx.feedEntry.findMany({ where: { feed: 'hub', assetId: { in: [...ids] } } })
  const stood = new Set(before.filter(entry => entry.goneAt === null).map(entry => entry.assetId))
  const wanted = wantedSql(ids, await fedItems(tx, ids))
  const given = await tx.$queryRaw<{ id: string; feed: string }[]>`
    insert into feed_entry as e (asset_id, feed, since, changed_at, stamp)
    select w.id, w.feed, clock_timestamp(), clock_timestamp(), w.stamp from (${wanted}) w
    on conflict (asset_id, feed) do update set
      changed_at = excluded.changed_at, stamp = excluded.stamp, gone_at = null,
      since = case when e.gone_at is null then e.since else excluded.since end
    where e.gone_at is not null or e.stamp <> excluded.stamp
    returning e.asset_id as id, e.feed`
  const gone = await tx.$queryRaw<{ id: string; feed: string }[]>`
    update feed_entry e set gone_at = clock_timestamp(), changed_at = clock_timestamp()
    where e.asset_id = any(${ids}::uuid[]) and e.gone_at is null
      and not exists (select from (${wanted}) w where w.id = e.asset_id and w.feed = e.feed)
    returning e.asset_id as id, e.feed`
  const events: FeedEvent[] = [
    ...given.filter(inHub).map(({ id }) => ({ type: stood.has(id) ? updated : published, assetId: id })),
    ...gone.filter(inHub).map(({ id }) => ({ type: withdrawn, assetId: id })),
  ]
  await tellWebhooks(tx, events, hub)
}

const inHub = ({ feed }: { feed: string }) => feed === 'hub'
const [published, updated, withdrawn] = ['item.published', 'item.updated', 'item.withdrawn'] as const

/** Every feed that each of these assets belongs in at this moment, with a stamp that changes where the item does. */
function wantedSql(ids: readonly string[], fed: readonly FedItem[]): Prisma.Sql {
  const found = [fed.map(item => item.id), fed.map(item => `search:${item.searchId}`)]
  return Prisma.sql`
    select a.id, f.feed, a.revision || '.' || v.number as stamp
    from asset a ${newestVersionSql} join unit u on u.id = a.unit_id
    cross join lateral (
      select 'hub' as feed
      union select 'kind:' || a.kind
      union select 'unit:' || u.code
      union select 'topic:' || topic from unnest(a.topics) topic
      union select 'channel:' || c.code from channel c where ${liveOnChannelSql}
      union select 'board:' || board.id from ${boardsSql} board
    ) f
    where a.id = any(${ids}::uuid[]) and ${publicSql}
    union all
    select a.id, s.feed, a.revision || '.' || v.number
    from asset a ${newestVersionSql} join unnest(${found[0]}::uuid[], ${found[1]}::text[]) s(id, feed) on s.id = a.id
    where ${publicSql}
    union all
    select a.id, ${partnersFeed}, a.revision || '.' || v.number
    from asset a ${newestVersionSql}
    where a.id = any(${ids}::uuid[]) and ${partnersSql}
    union all
    select a.id, 'partners-board:' || board.id, a.revision || '.' || v.number
    from asset a ${newestVersionSql} cross join lateral ${boardsSql} board
    where a.id = any(${ids}::uuid[]) and ${partnersSql}`
}

/** The boards of `asset a` that are feeds. */
const boardsSql = Prisma.sql`(
    select c.id from collection_item i join collection c on c.id = i.collection_id where i.asset_id = a.id and c.feed)`

/** The channel's receiver said that the item is published there, and no withdrawal was asked for since. */
const liveOnChannelSql = Prisma.sql`exists (
    select from delivery d where d.asset_id = a.id and d.channel_id = c.id and d.op <> 'withdraw' and d.state = 'published'
      and not exists (select from delivery w where w.asset_id = a.id and w.channel_id = c.id
        and w.op = 'withdraw' and w.state <> 'cancelled' and w.version >= d.version))`
