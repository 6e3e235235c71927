import { type Db, Prisma } from '#server/platform/db'
import type { CheckItem } from './check-item.ts'

type Row = { id: string; key: string; sha256: string; size: bigint; objectId: string; name: string | null }

// What is new is proved within the day; nobody has proved it since it was acknowledged.
const due = (everyDays: number, since: Date) => Prisma.sql`
  (t.verified_at is null or t.verified_at < now() - make_interval(days => ${everyDays}))
  and coalesce(t.verified_at, '-infinity') < ${since}`

/**
 * What is to be proved next, longest ago first: damaged originals once a pass, so that what was restored heals soon, then originals,
 * then renditions. `since` is when the pass began: what it has seen does not come again.
 */
export async function nextDue(
  db: Db,
  pass: { since: Date; everyDays: number; seen: readonly string[] },
): Promise<CheckItem | null> {
  const { since, everyDays, seen } = pass
  const [row] = await db.$queryRaw<Row[]>`
    select * from (
      (select 0 as turn, t.verified_at, t.id, t.key, t.sha256, t.size, t.id as "objectId", null as name
       from stored_object t
       where t.damaged_at is not null and t.id <> all(${[...seen]}::uuid[])
       order by t.damaged_at, t.id limit 1)
      union all
      (select 1, t.verified_at, t.id, t.key, t.sha256, t.size, t.id, null
       from stored_object t
       where t.damaged_at is null and ${due(everyDays, since)}
       order by t.verified_at nulls first, t.id limit 1)
      union all
      (select 2, t.verified_at, t.id, t.key, t.sha256, t.size, t.object_id, t.name
       from rendition t
       where ${due(everyDays, since)} and not exists (
         select from stored_object o where o.id = t.object_id and o.damaged_at is not null)
       order by t.verified_at nulls first, t.id limit 1)
    ) found
    order by turn limit 1`
  if (!row) return null
  const { id, key, sha256, size, objectId, name } = row
  return { id, key, sha256, size, rendition: name === null ? null : { id, objectId, name, key } }
}

/** How many originals and renditions are due, and how many were never proved since they came. */
export async function countDue(
  db: Db,
  everyDays: number,
): Promise<{ due: number; total: number; oldest: Date | null }> {
  const [row] = await db.$queryRaw<{ due: number; total: number; oldest: Date | null }[]>`
    select count(*)::int as total, min(coalesce(verified_at, created_at)) as oldest,
      (count(*) filter (where verified_at is null or verified_at < now() - make_interval(days => ${everyDays})))::int as due
    from (
      select verified_at, created_at from stored_object
      union all select verified_at, created_at from rendition
    ) each`
  return row ?? { due: 0, total: 0, oldest: null }
}
