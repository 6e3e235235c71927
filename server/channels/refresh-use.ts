import type { Tx } from '#server/platform/db'
import { active, held } from './delivery-state.ts'

/** Writes or takes away the note that this channel holds on to the asset; deletion reads it. Inside the item's lock. */
export async function refreshUse(tx: Tx, assetId: string, channelId: string): Promise<void> {
  // As mayHold of delivery-state.ts says, and while work is still to be done.
  const states = [...new Set([...active, ...held])]
  await tx.$executeRaw`
    with held as (
      select exists (select from delivery where asset_id = ${assetId}::uuid and channel_id = ${channelId}::uuid
        and (state = any(${states}::text[]) or (ask_first and op <> 'withdraw'))) as yes
    ), gone as (
      delete from asset_use where asset_id = ${assetId}::uuid and kind = 'delivery' and ref = ${channelId} and not (select yes from held)
    )
    insert into asset_use (asset_id, kind, ref) select ${assetId}::uuid, 'delivery', ${channelId} from held where yes
    on conflict do nothing`
}
