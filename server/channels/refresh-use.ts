import type { Tx } from '#server/platform/db'
import { active, mayHold } from './delivery-state.ts'

/** Writes or takes away the note that this channel holds on to the asset; deletion reads it. Inside the item's lock. */
export async function refreshUse(tx: Tx, assetId: string, channelId: string): Promise<void> {
  const deliveries = await tx.delivery.findMany({
    where: { assetId, channelId },
    select: { op: true, state: true, askFirst: true },
  })
  const use = { assetId, kind: 'delivery', ref: channelId }
  const inUse = deliveries.some(each => mayHold(each) || (active as readonly string[]).includes(each.state))
  if (inUse) await tx.assetUse.createMany({ data: [use], skipDuplicates: true })
  else await tx.assetUse.deleteMany({ where: use })
}
