import { code } from '#contracts/values'

/** What a feed gathers: everything, or one kind, topic, unit or channel, a board or a saved search (by its id). Its name is also its OAI-PMH setSpec. */
export type FeedName = 'hub' | `${'kind' | 'topic' | 'unit' | 'channel' | 'board' | 'search'}:${string}`

/** The feed of a name such as `hub`, `topic:du-lich`; null for any other, also for the partners' own list. */
export function readFeedName(name: string): FeedName | null {
  if (name === 'hub') return 'hub'
  const match = /^(kind|topic|unit|channel|board|search):(.+)$/.exec(name)
  return match && code.safeParse(match[2]).success ? (name as FeedName) : null
}

/** The ledger's name for what partners may pull; no public address reaches it. */
export const partnersFeed = 'partners'
/** As `partnersFeed`, of one board that is a feed. */
export const partnersBoardFeed = (boardId: string) => `partners-board:${boardId}`
