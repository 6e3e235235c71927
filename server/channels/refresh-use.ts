import type { Tx } from '#server/platform/db'
import { active, mayHold } from './delivery-state.ts'
import { holdsSql } from './members.ts'

/** Writes or takes away the note that this channel holds on to the asset; deletion reads it. Inside the item's lock. */
export async function refreshUse(tx: Tx, assetId: string, channelId: string): Promise<void> {
  const members = await tx.deliveryMember.findMany({
    where: { delivery: { assetId, channelId } },
    distinct: ['assetId'],
    select: { assetId: true },
  })
  for (const id of [assetId, ...members.map(each => each.assetId)]) await refreshOne(tx, id, channelId)
}

async function refreshOne(tx: Tx, assetId: string, channelId: string): Promise<void> {
  const deliveries = await tx.delivery.findMany({
    where: { assetId, channelId },
    select: { op: true, state: true, askFirst: true },
  })
  const use = { assetId, kind: 'delivery', ref: channelId }
  const inUse =
    deliveries.some(each => mayHold(each) || (active as readonly string[]).includes(each.state)) ||
    (await goesAlong(tx, assetId, channelId))
  if (inUse) await tx.assetUse.createMany({ data: [use], skipDuplicates: true })
  else await tx.assetUse.deleteMany({ where: use })
}

async function goesAlong(tx: Tx, assetId: string, channelId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ one: number }[]>`
    select 1 as one from delivery_member m join delivery d on d.id = m.delivery_id
    where m.asset_id = ${assetId}::uuid and d.channel_id = ${channelId}::uuid and ${holdsSql()} limit 1`
  return rows.length > 0
}
