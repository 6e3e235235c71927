import { type Db, transaction } from '#server/platform/db'
import { signal } from './event-channel.ts'

/** Marks one of the person's own as read; false where it is not theirs. Their other windows learn of it. */
export async function markRead(db: Db, personId: string, id: string): Promise<boolean> {
  return transaction(db, async tx => {
    const { count } = await tx.notification.updateMany({
      where: { id, personId, readAt: null },
      data: { readAt: new Date() },
    })
    if (count > 0) await signal(tx, 'r', personId)
    return count > 0 || (await tx.notification.count({ where: { id, personId } })) > 0
  })
}

/** Marks everything up to and with an instant as read: what came since was not seen. */
export async function markAllRead(db: Db, personId: string, until: Date): Promise<void> {
  await transaction(db, async tx => {
    const { count } = await tx.notification.updateMany({
      where: { personId, readAt: null, createdAt: { lte: until } },
      data: { readAt: new Date() },
    })
    if (count > 0) await signal(tx, 'r', personId)
  })
}
