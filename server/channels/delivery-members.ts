import type { Delivery } from '#contracts/delivery'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import { type Db, Prisma, type Tx } from '#server/platform/db'

type Members = Delivery['members']

/**
 * What goes along with these deliveries, in the order of the package, by delivery. `reader`: whose answer it is; hub staff, and who is
 * left out because only staff gets there, see all of it, others what they may read.
 */
export async function membersOf(
  db: Db | Tx,
  ids: readonly string[],
  reader?: Actor,
): Promise<ReadonlyMap<string, Members>> {
  const all = !reader || can(reader, { act: 'hub.curate' })
  const rows = await db.$queryRaw<(Members[number] & { deliveryId: string })[]>`
    select m.delivery_id as "deliveryId", a.id, a.title, a.kind, m.role
    from delivery_member m join asset a on a.id = m.asset_id
    where m.delivery_id = any(${[...ids]}::uuid[]) and ${all ? Prisma.sql`true` : visibleSql(reader, 'a')}
    order by m.delivery_id, m.position`
  const byDelivery = new Map<string, Members>()
  for (const { deliveryId, ...member } of rows)
    byDelivery.set(deliveryId, [...(byDelivery.get(deliveryId) ?? []), member])
  return byDelivery
}
