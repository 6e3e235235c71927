import type { Actor } from '#server/access/actor'
import { Prisma } from '#server/platform/db'

/** Whether the actor may know of every use of what they may read: the hub's own people, who learn from each other. */
export function seesAllUses(actor: Actor): boolean {
  return actor.kind === 'person' && (actor.hubRoles.length > 0 || actor.memberships.some(each => !each.partner))
}

/** The rows of `asset_reuse` (under `alias`) that the actor may know of, of assets that they may read: all, their own, or none. */
export function visibleUsesSql(actor: Actor, alias: string): Prisma.Sql {
  if (actor.kind === 'anonymous') return Prisma.sql`false`
  if (seesAllUses(actor)) return Prisma.sql`true`
  return Prisma.sql`${Prisma.raw(`"${alias}"."person_id"`)} = ${actor.id}::uuid`
}
