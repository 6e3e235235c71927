import type { z } from 'zod'
import type { partnerItems, pullQuery } from '#contracts/feed'
import type { Actor } from '#server/access/actor'
import { readScope } from '#server/access/read-scope'
import { readCursor, writeCursor } from '#server/platform/cursor'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { partnersBoardFeed, partnersFeed } from './feed-name.ts'
import { partnersSql, publicSql } from './given-out-sql.ts'
import { listChanges } from './list-feed.ts'
import { ninjsOfChange } from './ninjs-of-item.ts'
import { refreshLedger } from './refresh-ledger.ts'

/**
 * What is public or shared with partners, by the time of its last change, with what was taken back. Whom `readScope` lets see nothing
 * that is shared with partners gets the public part. `board` narrows it to one board; `not-found` where that is no feed. The same for every partner: own units' drafts of a member are not in it.
 */
export async function pullPartnerItems(
  db: Db,
  actor: Actor,
  hub: string,
  { since, cursor, limit, board }: z.output<typeof pullQuery>,
): Promise<z.input<typeof partnerItems>> {
  const shares = readScope(actor).some(clause => clause.visibilities.includes('partners'))
  const [feed, given] = shares ? [partnersFeed, partnersSql] : ['hub', publicSql]
  if (board && !(await db.collection.findFirst({ where: { id: board, feed: true }, select: { id: true } })))
    throw new ProblemError('not-found')
  const own = board ? (shares ? partnersBoardFeed(board) : `board:${board}`) : feed
  await refreshLedger(db, hub)
  const place = cursor ? readCursor(cursor, ['instant', 'uuid']) : null
  const after = place ? { after: { changedAt: new Date(String(place[0])), id: String(place[1]) } } : {}
  const from = since ? { from: new Date(since) } : {}
  const changes = await listChanges(db, own, { ...from, ...after, limit }, given)
  const last = changes.at(-1)
  const at = (id: string, name: string) => `${hub}/api/v1/assets/${id}/renditions/${name}`
  const start = writeCursor([since ?? new Date(0).toISOString(), '00000000-0000-0000-0000-000000000000'])
  return {
    items: changes.map(change => JSON.parse(JSON.stringify(ninjsOfChange(change, hub, at)))),
    next: last ? writeCursor([last.changedAt.toISOString(), last.id]) : (cursor ?? start),
  }
}
