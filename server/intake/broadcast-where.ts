import type { BroadcastFilter } from '#contracts/intake-broadcast'
import type { Actor } from '#server/access/actor'
import { intakeUnits } from '#server/access/intake-rules'
import { Prisma } from '#server/platform/db'
import { foldedLike } from './folded-like.ts'

/** The rows of `broadcast b` that the filter means and the actor may read, as a SQL predicate. A month is one of Vietnam. */
export function broadcastWhere(actor: Actor, filter: BroadcastFilter): Prisma.Sql {
  const units = intakeUnits(actor, 'broadcast.read')
  const parts = [units === 'all' ? Prisma.sql`true` : Prisma.sql`b.unit_id = any(${[...units]}::uuid[])`]
  if (filter.month) {
    const first = `${filter.month}-01`
    parts.push(Prisma.sql`b.aired_at >= (${first}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and b.aired_at < (${first}::date + interval '1 month') at time zone 'Asia/Ho_Chi_Minh'`)
  }
  if (filter.programme) parts.push(foldedLike(Prisma.sql`b.programme`, filter.programme))
  if (filter.channel) parts.push(Prisma.sql`b.channel = ${filter.channel}`)
  if (filter.unit) parts.push(Prisma.sql`b.unit_id = (select id from unit where code = ${filter.unit})`)
  return Prisma.join(parts, ' and ')
}
