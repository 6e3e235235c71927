import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts'

export { Prisma }
/** The database outside a transaction. */
export type Db = PrismaClient
/** Inside a transaction: a function that takes this runs in its caller's. */
export type Tx = Prisma.TransactionClient

/**
 * Opens the database as the running role. Where the URL names the owner (a managed Postgres with one login) the session takes the
 * role `hub_app` at connect, so that what the hub may not do (rewrite the audit) it cannot do by accident either. Work waits at most
 * `waitMs` (10 s) for one of the `max` connections; see `isOverloaded`. `prepares`: statements are parsed once a connection and planned
 * for all values alike, for a process that runs the same few all day.
 */
export function openDb(
  url: string,
  options: { max: number; role?: string; name: string; waitMs?: number; prepares?: boolean },
): { db: Db; pool: pg.Pool } {
  const waitMs = options.waitMs ?? 10_000
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    options: `${options.role ? `-c role=${options.role} ` : ''}-c timezone=UTC -c idle_in_transaction_session_timeout=60000`,
    connectionTimeoutMillis: waitMs,
    keepAlive: true,
  })
  // A connection that dies while idle must not end the process; the next query opens another.
  pool.on('error', () => {})
  pool.on('connect', client => void client.on('error', () => {}))
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: false,
    ...(options.prepares ? { statementNameGenerator: statementNames() } : {}),
  })
  return { db: new PrismaClient({ adapter, transactionOptions: { maxWait: waitMs, timeout: 30_000 } }), pool }
}

/** At most so many statements are kept prepared on each connection: what is written anew for every call must not fill its memory. */
const preparedAtMost = 300

function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined || names.size >= preparedAtMost) return known ?? ''
    const name = `hub_${names.size}`
    names.set(sql, name)
    return name
  }
}

/** Runs `work` in one transaction; it commits when the promise resolves and rolls back when it rejects. */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(work)
}

/** The database's time: the one clock by which embargoes end and rights run out, whatever this machine's says. */
export async function databaseNow(db: Db | Tx): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`select now()`
  if (!row) throw new Error('the database did not tell the time')
  return row.now
}

/** Whether work failed only because every connection was busy for too long: nothing was begun, and it may be tried again. */
export function isOverloaded(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 6; e = e.cause, depth++) {
    // pg-pool's words, and Prisma's of a transaction that it could not open (P2028 is also one that took too long).
    if (
      /timeout exceeded when trying to connect|terminated due to connection timeout|Unable to start a transaction/.test(
        e.message,
      )
    )
      return true
  }
  return false
}
