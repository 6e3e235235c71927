import type { Db } from '#server/platform/db'
import { publicSql } from './given-out-sql.ts'
import type { FeedItem } from './list-feed.ts'
import { loadItems } from './load-items.ts'
import { sitemapSize } from './write-sitemap.ts'

/** How many sitemaps of items there are. */
export async function sitemapPages(db: Db): Promise<number> {
  return Math.ceil((await db.feedEntry.count({ where: { feed: 'hub', goneAt: null } })) / sitemapSize)
}

/** The items of a sitemap, from 1. By id: an item that is added goes to the last one, so the others' tags stay. */
export async function sitemapPage(db: Db, page: number): Promise<FeedItem[]> {
  const entries = await db.feedEntry.findMany({
    where: { feed: 'hub', goneAt: null },
    orderBy: { assetId: 'asc' },
    skip: (page - 1) * sitemapSize,
    take: sitemapSize,
  })
  const byId = new Map(entries.map(entry => [entry.assetId, entry]))
  const items = await loadItems(db, [...byId.keys()], publicSql)
  return items.flatMap(item => {
    const entry = byId.get(item.id)
    return entry ? [{ item, since: entry.since, changedAt: entry.changedAt }] : []
  })
}
