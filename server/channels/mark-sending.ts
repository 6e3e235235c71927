import { type Db, type Tx, transaction } from '#server/platform/db'
import { whyUnwanted } from './begin-attempt.ts'
import { droppable } from './delivery-state.ts'
import { lockItem } from './lock-item.ts'

/**
 * The last moment before a push takes effect: writes down that from now on it may have arrived, in a transaction of its own, so that a
 * worker killed in between makes the next one ask. False where it is not wanted any more (recalled, newer version, trashed).
 * `alongside` writes what is to be written anyway in the same transaction.
 */
export async function markSending(
  db: Db,
  delivery: { id: string; assetId: string; channelId: string; version: number },
  alongside: (tx: Tx) => Promise<void> = async () => {},
): Promise<boolean> {
  return transaction(db, async tx => {
    const asset = await lockItem(tx, delivery.assetId)
    if (await whyUnwanted(tx, delivery, asset)) return false
    await alongside(tx)
    const marked = await tx.delivery.updateMany({
      where: { id: delivery.id, state: { in: [...droppable, 'sending'] } },
      data: { state: 'sending', askFirst: true, updatedAt: new Date() },
    })
    return marked.count === 1
  })
}

/** Is the push still wanted, while its files are on their way? */
export async function isStillWanted(db: Db, deliveryId: string): Promise<boolean> {
  const row = await db.delivery.findUnique({ where: { id: deliveryId }, select: { state: true } })
  return row !== null && row.state !== 'cancelled'
}
