import type { Tx } from '#server/platform/db'
import { tellLiveness } from './tell-liveness.ts'

/**
 * Notes that the receiver itself edited an item (its own word, or a digest that is not the hub's): it stands as changed until another
 * version is delivered, whatever its title looks like. Told once for each digest.
 */
export async function notePortalEdit(
  tx: Tx,
  delivery: { id: string; assetId: string; channelId: string },
  unitId: string,
  digest: string,
): Promise<void> {
  const { id: deliveryId, assetId, channelId } = delivery
  const before = await tx.liveness.findUnique({ where: { deliveryId } })
  const now = new Date()
  const state = before?.state === 'lost' ? 'lost' : 'changed'
  const since = before?.state === state ? before.since : now
  const told = `edited:${digest}`
  const seen = { state, since, checkedAt: now, portalEditedAt: before?.portalEditedAt ?? now }
  await tx.liveness.upsert({
    where: { deliveryId },
    create: { deliveryId, assetId, channelId, ...seen, told },
    update: { ...seen, told },
  })
  if (before?.told !== told) await tellLiveness(tx, delivery, unitId, 'edited')
}
