import type { Db } from '#server/platform/db'

/** Which of these sessions still stand: not ended, not expired, their person neither suspended nor gone. By the database's time. */
export async function liveSessions(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select s.id from session s
    join person p on p.id = s.person_id
    where s.id = any(${[...new Set(ids)]}::uuid[]) and s.expires_at > now() and p.suspended_at is null`
  return new Set(rows.map(row => row.id))
}
