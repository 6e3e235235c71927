import { Prisma } from '#server/platform/db'

/**
 * SQL: a `with` query that lets its transaction commit without waiting for the disk (PostgreSQL, 28.4 Asynchronous Commit); it must be
 * named in a `from`. For the steps of a push before its mark (mark-sending.ts): the log is written in its order, so the commit of the
 * mark brings them to the disk, and before it nothing has taken effect at the receiver. Where the machine itself dies in between, the
 * attempt has not begun.
 */
export const unhurried = Prisma.sql`unhurried as materialized (select set_config('synchronous_commit', 'off', true))`
