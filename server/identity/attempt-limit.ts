import { createHash } from 'node:crypto'
import type { Db } from '#server/platform/db'
import { addressNetwork } from '#server/platform/peer-address'
import { ProblemError } from '#server/platform/problem-error'

/** How many tries in how many seconds. */
export type Limit = { kind: string; tries: number; seconds: number }

// The count stands in Postgres: several server processes share it, and a restart does not forget it. Somebody who knows an address
// can keep its owner out for a quarter of an hour, not longer; people behind one office address share the second count, so that is wide.
export const limits = {
  account: { kind: 'account', tries: 10, seconds: 900 },
  address: { kind: 'address', tries: 100, seconds: 900 },
  resetAccount: { kind: 'reset', tries: 4, seconds: 3600 },
  invite: { kind: 'invite', tries: 60, seconds: 3600 },
  code: { kind: 'code', tries: 1, seconds: 120 },
} as const satisfies Record<string, Limit>

/** Counts one try before it is made. Throws `too-many-requests` with Retry-After (seconds) where the limit is reached. */
export async function takeAttempt(db: Db, limit: Limit, who: string): Promise<void> {
  const [row] = await db.$queryRaw<{ count: number; wait: number }[]>`
    insert into attempt as a (key, count, ends_at)
    values (${keyOf(limit, who)}, 1, now() + make_interval(secs => ${limit.seconds}))
    on conflict (key) do update set
      count = case when a.ends_at <= now() then 1 else least(a.count, 1000000) + 1 end,
      ends_at = case when a.ends_at <= now() then excluded.ends_at else a.ends_at end
    returning count, ceil(extract(epoch from ends_at - now()))::int as wait`
  if (row && row.count > limit.tries)
    throw new ProblemError('too-many-requests', { headers: { 'retry-after': String(Math.max(1, row.wait)) } })
}

/** Takes one try back: it succeeded, so it was no guess. */
export async function returnAttempt(db: Db, limit: Limit, who: string): Promise<void> {
  await db.$executeRaw`update attempt set count = greatest(count - 1, 0) where key = ${keyOf(limit, who)}`
}

/** Forgets the tries of an account: its owner has come in. */
export async function forgetAttempts(db: Db, limit: Limit, who: string): Promise<void> {
  await db.$executeRaw`delete from attempt where key = ${keyOf(limit, who)} or ends_at < now() - interval '1 hour'`
}

/** The name under which tries from an address count. */
export const networkOf = (address: string | null) => (address ? addressNetwork(address) : 'unknown')

const keyOf = (limit: Limit, who: string) => createHash('sha256').update(`${limit.kind} ${who}`).digest('base64url')
