import { Prisma } from '#server/platform/db'

/**
 * SQL of nomination `n`: can its decision still be undone without anybody having noticed? An approval as long as no attempt to send
 * what it caused has begun (`began_at` is set under the item's lock, before the first byte), a return until the unit has said or done
 * something.
 */
export function reopenableSql(): Prisma.Sql {
  return Prisma.sql`case n.state
    when 'approved' then coalesce((
      select x.state in ('queued', 'cancelled') and x.attempts = 0 and x.began_at is null
      from delivery x where x.nomination_id = n.id and x.op <> 'withdraw' order by x.version desc limit 1), true)
    when 'returned' then not exists (
      select from nomination_entry e where e.nomination_id = n.id and e.side = 'unit' and e.id > (
        select r.id from nomination_entry r where r.nomination_id = n.id and r.kind = 'returned' order by r.id desc limit 1))
    else false end`
}
