import type { Db, Tx } from '#server/platform/db'

/** What a unit aired from the first to the last day, both inclusive, in Vietnam: for the annual report. */
export async function countBroadcasts(
  db: Db | Tx,
  span: { unitId: string; from: string; to: string },
): Promise<{ channel: string; count: number; seconds: number }[]> {
  return db.$queryRaw<{ channel: string; count: number; seconds: number }[]>`
    select channel, count(*)::int as count, sum(seconds)::float8 as seconds from broadcast
    where unit_id = ${span.unitId}::uuid
      and aired_at >= (${span.from}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and aired_at < (${span.to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    group by channel order by channel`
}
