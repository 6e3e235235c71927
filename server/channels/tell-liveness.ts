import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'

/** Tells the unit's editors and the curators that what stands on a channel is no longer what was sent. */
export async function tellLiveness(
  tx: Tx,
  delivery: { id: string; assetId: string; channelId: string },
  unitId: string,
  what: 'changed' | 'lost' | 'edited' | 'still-live' | 'withdrawn',
): Promise<void> {
  const channel = await tx.channel.findUniqueOrThrow({ where: { id: delivery.channelId }, select: { name: true } })
  await notify(tx, {
    kind: 'item-differs',
    subject: { kind: 'asset', id: delivery.assetId },
    facts: { deliveryId: delivery.id, channel: channel.name, what },
    to: { unit: { id: unitId, roles: ['editor'] }, hubRole: 'curator' },
  })
}
