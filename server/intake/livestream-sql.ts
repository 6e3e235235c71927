import type { Actor } from '#server/access/actor'
import { intakeUnits } from '#server/access/intake-rules'
import { Prisma } from '#server/platform/db'

/** `maySeeLivestream` as a SQL predicate over `livestream l`. */
export function livestreamReadable(actor: Actor): Prisma.Sql {
  const units = intakeUnits(actor, 'livestream.read')
  if (units === 'all') return Prisma.sql`true`
  if (units.length === 0) return Prisma.sql`false`
  const mine = Prisma.sql`any(${[...units]}::uuid[])`
  return Prisma.sql`(l.shared_all or l.unit_id = ${mine}
    or exists (select from livestream_share s where s.livestream_id = l.id and s.unit_id = ${mine}))`
}
