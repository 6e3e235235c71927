import type { z } from 'zod'
import { type DeliveryState, type deliveryQuery, deliveryStates } from '#contracts/delivery'
import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { deliveriesWanted } from './list-deliveries.ts'

/** How many deliveries are in each state, of those that listing with the same filter shows; the filter's own `state` is of no account. */
export async function countDeliveries(
  db: Db,
  actor: Actor,
  query: z.output<typeof deliveryQuery>,
): Promise<Record<DeliveryState, number>> {
  const rows = await db.$queryRaw<{ state: DeliveryState; n: number }[]>`
    select d.state, count(*)::int as n from delivery d
    join asset a on a.id = d.asset_id
    join channel c on c.id = d.channel_id
    where ${deliveriesWanted(actor, query)}
    group by d.state`
  const counts = Object.fromEntries(deliveryStates.map(state => [state, 0])) as Record<DeliveryState, number>
  for (const { state, n } of rows) counts[state] = n
  return counts
}
