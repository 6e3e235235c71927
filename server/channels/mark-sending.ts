import { rightsEndedSql } from '#server/assets/visible-sql'
import { type Db, Prisma } from '#server/platform/db'
import { alone } from '#server/platform/gather'
import { droppable } from './delivery-state.ts'

/** A push that is about to take effect. */
export type AboutToSend = { id: string; assetId: string; channelId: string; version: number }

/**
 * The last moment before pushes take effect: writes down that from now on they may have arrived, so that a worker killed in between
 * makes the next one ask. False for one that is not wanted any more (recalled, newer version, trashed). One statement: it takes each
 * item's lock first, and whoever recalled or replaced a delivery under that lock has changed the row that is looked at after it. Of
 * several, `alone` for those whose item another transaction holds, and for those that are perhaps not wanted.
 */
export async function markSending(db: Db, deliveries: readonly AboutToSend[]): Promise<(boolean | typeof alone)[]> {
  const several = deliveries.length > 1
  const marked = await db.$queryRaw<{ id: string }[]>`
    with push as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as p (id uuid, "assetId" uuid, "channelId" uuid, version int)
    ), item as materialized (
      select id from asset where id in (select "assetId" from push) and life = 'active' and file not in ('failed', 'damaged')
        and not coalesce(embargo_until > now(), false) and not ${rightsEndedSql()} for no key update
        ${several ? Prisma.sql`skip locked` : Prisma.empty}
    )
    update delivery d set state = 'sending', ask_first = true, updated_at = now() from item join push on push."assetId" = item.id
    where d.id = push.id and d.state = any(${[...droppable, 'sending']}::text[])
      and not exists (select from delivery n where n.asset_id = item.id and n.channel_id = push."channelId"
        and n.version > push.version and n.state <> 'cancelled')
    returning d.id`
  const done = new Set(marked.map(row => row.id))
  return deliveries.map(({ id }) => done.has(id) || (several ? alone : false))
}

/** Is the push still wanted, while its files are on their way? */
export async function isStillWanted(db: Db, deliveryId: string): Promise<boolean> {
  const row = await db.delivery.findUnique({ where: { id: deliveryId }, select: { state: true } })
  return row !== null && row.state !== 'cancelled'
}
