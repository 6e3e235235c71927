import type { Tx } from '#server/platform/db'
import { active, mayHold } from './delivery-state.ts'

/** `update` where the channel has this item, or may get it from a delivery at work; else `publish`. Companions of packages do not count. */
export async function pushOp(tx: Tx, assetId: string, channelId: string): Promise<'publish' | 'update'> {
  const rows = await tx.delivery.findMany({
    where: { assetId, channelId },
    select: { op: true, state: true, askFirst: true },
  })
  return rows.some(each => mayHold(each) || (active as readonly string[]).includes(each.state)) ? 'update' : 'publish'
}
