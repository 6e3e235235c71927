import { type Db, Prisma } from '#server/platform/db'
import type { FeedName } from './feed-name.ts'
import { publicSql } from './given-out-sql.ts'
import { type GivenItem, loadItems } from './load-items.ts'

export type FeedItem = { item: GivenItem; since: Date; changedAt: Date }
export type GoneItem = { id: string; goneAt: Date }

/** The newest items of a feed, newest first; `before` continues a list. Refresh the ledger first. */
export async function newestItems(
  db: Db,
  feed: FeedName,
  limit: number,
  before: { since: Date; id: string } | null = null,
): Promise<FeedItem[]> {
  const after = before
    ? Prisma.sql`and (since, asset_id) < (${before.since}::timestamptz, ${before.id}::uuid)`
    : Prisma.empty
  const rows = await db.$queryRaw<{ id: string; since: Date; changedAt: Date }[]>`
    select asset_id as id, since, changed_at as "changedAt" from feed_entry
    where feed = ${feed} and gone_at is null ${after} order by since desc, asset_id desc limit ${limit}`
  return withItems(db, rows)
}

/** What was taken back from a feed, newest first. */
export async function goneItems(db: Db, feed: FeedName, limit: number): Promise<GoneItem[]> {
  return db.$queryRaw<GoneItem[]>`
    select asset_id as id, gone_at as "goneAt" from feed_entry
    where feed = ${feed} and gone_at is not null order by gone_at desc, asset_id desc limit ${limit}`
}

export type Change = { id: string; since: Date; changedAt: Date; item: GivenItem | null }

/**
 * Entries of the ledger by the time of their last change, oldest first; `item` is null for what is gone. `given` says what of an item
 * may be told. Refresh the ledger first.
 */
export async function listChanges(
  db: Db,
  feed: string,
  range: { from?: Date; until?: Date; after?: { changedAt: Date; id: string }; limit: number },
  given: Prisma.Sql = publicSql,
): Promise<Change[]> {
  const rows = await db.$queryRaw<{ id: string; since: Date; changedAt: Date; gone: boolean }[]>`
    select asset_id as id, since, changed_at as "changedAt", gone_at is not null as gone from feed_entry
    where feed = ${feed} and ${rangeSql(range)}
    order by changed_at, asset_id limit ${range.limit}`
  const live = rows.filter(row => !row.gone).map(row => row.id)
  const items = new Map((await loadItems(db, live, given)).map(item => [item.id, item]))
  return rows.map(({ id, since, changedAt }) => ({ id, since, changedAt, item: items.get(id) ?? null }))
}

/** How many entries `listChanges` has in all, without a place to go on from. */
export async function countChanges(db: Db, feed: string, range: { from?: Date; until?: Date }): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from feed_entry where feed = ${feed} and ${rangeSql(range)}`
  return row?.n ?? 0
}

/** `until` is exclusive. */
function rangeSql(range: { from?: Date; until?: Date; after?: { changedAt: Date; id: string } }): Prisma.Sql {
  const parts = [Prisma.sql`true`]
  if (range.from) parts.push(Prisma.sql`changed_at >= ${range.from}::timestamptz`)
  if (range.until) parts.push(Prisma.sql`changed_at < ${range.until}::timestamptz`)
  if (range.after)
    parts.push(Prisma.sql`(changed_at, asset_id) > (${range.after.changedAt}::timestamptz, ${range.after.id}::uuid)`)
  return Prisma.join(parts, ' and ')
}

async function withItems(db: Db, rows: { id: string; since: Date; changedAt: Date }[]): Promise<FeedItem[]> {
  const items = new Map(
    (
      await loadItems(
        db,
        rows.map(row => row.id),
        publicSql,
      )
    ).map(item => [item.id, item]),
  )
  return rows.flatMap(({ id, since, changedAt }) => {
    const item = items.get(id)
    return item ? [{ item, since, changedAt }] : []
  })
}
