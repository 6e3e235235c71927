import type { FeedName } from './feed-name.ts'
import type { FeedItem, GoneItem } from './list-feed.ts'

/** What every format says of a feed itself. */
export type FeedHead = {
  /** The hub's public address, without a slash at its end. */
  hub: string
  hubName: string
  feed: FeedName
  title: string
  /** The newest change in it; null where nothing was ever given out. */
  changedAt: Date | null
}
export type FeedContent = FeedHead & { items: readonly FeedItem[]; gone: readonly GoneItem[] }
