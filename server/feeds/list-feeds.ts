import type { z } from 'zod'
import { feedFormats, type feedList } from '#contracts/feed'
import type { Db } from '#server/platform/db'
import { hubName } from '#server/units/curating-unit'
import { listFeedCounts } from './feed-titles.ts'
import { feedOf } from './item-links.ts'
import { refreshLedger } from './refresh-ledger.ts'

const groups = ['hub', 'board', 'search', 'channel', 'topic', 'unit', 'kind'] as const

/** Every feed with its addresses, the whole hub first. */
export async function listFeeds(db: Db, hub: string): Promise<z.input<typeof feedList>> {
  await refreshLedger(db, hub)
  const counts = await listFeedCounts(db, await hubName(db))
  const feeds = counts.map(({ feed, vi, en, items, changedAt }) => {
    const group = groups.find(each => each === feed.split(':')[0]) ?? 'hub'
    const [rss, atom, json, ninjs] = feedFormats.map(format => feedOf(hub, feed, format)) as [
      string,
      string,
      string,
      string,
    ]
    const addresses = { rss, atom, json, ninjs }
    return { name: feed, group, label: { vi, en }, items, changedAt: changedAt?.toISOString() ?? null, addresses }
  })
  feeds.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
  return {
    feeds,
    oai: `${hub}/oai`,
    oembed: `${hub}/oembed`,
    sitemap: `${hub}/sitemap.xml`,
    widget: `${hub}/widget.js`,
    partners: `${hub}/api/v1/partner-items`,
  }
}
