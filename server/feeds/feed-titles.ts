import { type Db, Prisma } from '#server/platform/db'
import type { FeedName } from './feed-name.ts'

export type FeedTitle = { vi: string; en: string }
const kinds: Record<string, FeedTitle> = {
  image: { vi: 'Ảnh', en: 'Pictures' },
  video: { vi: 'Phim', en: 'Films' },
  audio: { vi: 'Âm thanh', en: 'Sound' },
  document: { vi: 'Tài liệu', en: 'Documents' },
  article: { vi: 'Bài viết', en: 'Articles' },
}

/** What a feed is called; null for a kind, topic, unit or channel that is not there. A channel's name tells nothing of its address. */
export async function feedTitle(db: Db, feed: FeedName, hub: string): Promise<FeedTitle | null> {
  if (feed === 'hub') return { vi: hub, en: hub }
  const [group, code = ''] = feed.split(':')
  if (group === 'kind') return kinds[code] ?? null
  const [row] = await db.$queryRaw<FeedTitle[]>`select * from (${titlesSql}) t where t.feed = ${`${group}:${code}`}`
  return row ? { vi: row.vi, en: row.en } : null
}

const titlesSql = Prisma.sql`
  select 'topic:' || code as feed, name_vi as vi, coalesce(name_en, name_vi) as en from term where scheme = 'topic'
  union all
  select 'unit:' || u.code, n.name, coalesce(n.name_en, n.name) from unit u
    join unit_name n on n.id = unit_name_at(u.id, hub_today()) where u.kind <> 'partner'
  union all
  select 'channel:' || code, name, name from channel
  union all
  select 'board:' || id, name, name from collection where feed
  union all
  select 'search:' || id, name, name from saved_search where feed`

export type FeedCount = { feed: string; vi: string; en: string; items: number; changedAt: Date | null }

/** Every feed that something was ever given out in, and every channel, with what it holds now. */
export async function listFeedCounts(db: Db, hub: string): Promise<FeedCount[]> {
  const rows = await db.$queryRaw<(FeedCount & { vi: string | null; en: string | null })[]>`
    with e as (
      select feed, count(*) filter (where gone_at is null)::int as items, max(changed_at) as changed_at
      from feed_entry where feed not like 'partners%' group by feed
    ), named as (select feed from e union select 'channel:' || code from channel
      union select 'board:' || id from collection where feed union select 'search:' || id from saved_search where feed
      union select 'hub')
    select named.feed, t.vi, t.en, coalesce(e.items, 0) as items, e.changed_at as "changedAt"
    from named left join e on e.feed = named.feed left join (${titlesSql}) t on t.feed = named.feed
    order by named.feed`
  return rows.flatMap(row => {
    const [group, code = ''] = row.feed.split(':')
    const title = group === 'hub' ? { vi: hub, en: hub } : group === 'kind' ? kinds[code] : row
    return title?.vi ? [{ ...row, vi: title.vi, en: title.en }] : []
  })
}
