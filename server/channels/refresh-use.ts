import type { Tx } from '#server/platform/db'
import { active, held } from './delivery-state.ts'
import { holdsSql } from './members.ts'

/**
 * Writes or takes away the note that this channel holds on to the asset, and on to what ever went along with it; deletion reads it.
 * Inside the item's lock.
 */
export function refreshUse(tx: Tx, assetId: string, channelId: string): Promise<void> {
  return refreshUses(tx, [assetId], channelId)
}

/** As refreshUse, of several assets. */
export async function refreshUses(tx: Tx, assetIds: readonly string[], channelId: string): Promise<void> {
  const ids = [...assetIds]
  // As mayHold of delivery-state.ts says, and while work is still to be done.
  const states = [...new Set([...active, ...held])]
  await tx.$executeRaw`
    with items as (
      select unnest(${ids}::uuid[]) as id
      union
      select m.asset_id from delivery_member m join delivery d on d.id = m.delivery_id
      where d.asset_id = any(${ids}::uuid[]) and d.channel_id = ${channelId}::uuid
    ), seen as (
      select i.id,
        exists (select from delivery where asset_id = i.id and channel_id = ${channelId}::uuid
          and (state = any(${states}::text[]) or (ask_first and op <> 'withdraw')))
        or exists (select from delivery_member m join delivery d on d.id = m.delivery_id
          where m.asset_id = i.id and d.channel_id = ${channelId}::uuid and ${holdsSql()}) as held
      from items i
    ), gone as (
      delete from asset_use using seen
      where asset_use.asset_id = seen.id and asset_use.kind = 'delivery' and asset_use.ref = ${channelId} and not seen.held
    )
    insert into asset_use (asset_id, kind, ref) select id, 'delivery', ${channelId} from seen where held
    on conflict do nothing`
}
