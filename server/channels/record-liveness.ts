import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { held } from './delivery-state.ts'
import { lockItem } from './lock-item.ts'
import { tellLiveness } from './tell-liveness.ts'

/** One look at a page. `unreachable`: no verdict; what stood before stands. */
export type Sighting = {
  url: string
  status: number | null
  state: 'live' | 'changed' | 'lost' | 'unreachable'
  foundTitle: string | null
  creditFound: boolean | null
  problem: string | null
}

/**
 * Writes a look into the history and moves the state; who must know is told once for each change. A receiver that said itself that it
 * edited the item keeps it `changed`, whatever title the page shows. Nothing is written where the item is no longer held there.
 */
export async function recordLiveness(db: Db, deliveryId: string, sighting: Sighting): Promise<void> {
  await transaction(db, async tx => {
    const { assetId } = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId }, select: { assetId: true } })
    const asset = await lockItem(tx, assetId)
    const delivery = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId } })
    if (!(held as readonly string[]).includes(delivery.state)) return
    await tx.livenessCheck.create({ data: { id: newId(), deliveryId, ...sighting } })
    const before = await tx.liveness.findUnique({ where: { deliveryId } })
    const now = new Date()
    if (sighting.state === 'unreachable') {
      if (before) await tx.liveness.update({ where: { deliveryId }, data: { checkedAt: now } })
      return
    }
    const state = sighting.state === 'live' && before?.portalEditedAt ? 'changed' : sighting.state
    const seen = { state, since: before?.state === state ? before.since : now, checkedAt: now }
    // The same difference is told once; another one, or the same after it had been mended, is news.
    const news = `${sighting.state}:${sighting.foundTitle ?? ''}:${sighting.creditFound ?? ''}`
    const told = sighting.state === 'live' ? (before?.portalEditedAt ? before.told : null) : news
    await tx.liveness.upsert({
      where: { deliveryId },
      create: { deliveryId, assetId, channelId: delivery.channelId, ...seen, told },
      update: { ...seen, told },
    })
    if (sighting.state !== 'live' && before?.told !== told)
      await tellLiveness(tx, delivery, asset.unitId, sighting.state)
    if (before?.state !== state) await signal(tx, 'a', assetId)
  })
}
