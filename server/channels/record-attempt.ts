import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { Exchange } from './channel.ts'

/** Writes down one exchange of a delivery's run `number`, in a transaction of its own: it happened, whatever comes after. */
export async function recordAttempt(db: Db, deliveryId: string, number: number, exchange: Exchange): Promise<void> {
  const response = exchange.response?.slice(0, 65_536) ?? null
  await db.deliveryAttempt.create({ data: { ...exchange, response, id: newId(), deliveryId, number } })
}
