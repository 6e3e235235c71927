import { rightsEndedSql } from '#server/assets/visible-sql'
import type { Db } from '#server/platform/db'
import { droppable } from './delivery-state.ts'

/**
 * The last moment before a push takes effect: writes down that from now on it may have arrived, so that a worker killed in between
 * makes the next one ask. False where it is not wanted any more (recalled, newer version, trashed). One statement: it takes the item's
 * lock first, and whoever recalled or replaced this delivery under that lock has changed the row that is looked at after it.
 */
export async function markSending(
  db: Db,
  delivery: { id: string; assetId: string; channelId: string; version: number },
): Promise<boolean> {
  const { id, assetId, channelId, version } = delivery
  const marked = await db.$executeRaw`
    with item as materialized (
      select id from asset where id = ${assetId}::uuid and life = 'active' and file not in ('failed', 'damaged')
        and not coalesce(embargo_until > now(), false) and not ${rightsEndedSql()} for no key update
    )
    update delivery d set state = 'sending', ask_first = true, updated_at = now() from item
    where d.id = ${id}::uuid and d.state = any(${[...droppable, 'sending']}::text[])
      and not exists (select from delivery n where n.asset_id = item.id and n.channel_id = ${channelId}::uuid
        and n.version > ${version}::int and n.state <> 'cancelled')`
  return marked === 1
}

/** Is the push still wanted, while its files are on their way? */
export async function isStillWanted(db: Db, deliveryId: string): Promise<boolean> {
  const row = await db.delivery.findUnique({ where: { id: deliveryId }, select: { state: true } })
  return row !== null && row.state !== 'cancelled'
}
