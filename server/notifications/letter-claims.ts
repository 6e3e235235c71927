import { type Db, Prisma, type Tx } from '#server/platform/db'

export type LetterMode = 'at-once' | 'digest'

/**
 * The last seven o'clock in the morning in Vietnam (`day`), or the last Monday's (`week`), by the database's clock. What happened since
 * waits for the next digest; one that was missed goes with the one after.
 */
const lastDigest = (unit: 'day' | 'week') => Prisma.sql`(
  (date_trunc(${unit}, (now() at time zone 'Asia/Ho_Chi_Minh') - interval '7 hours') + interval '7 hours')
  at time zone 'Asia/Ho_Chi_Minh')`

/** The rows of `notification n` that a letter of this mode takes now: what was read in the app meanwhile needs none. */
function waitingFor(mode: LetterMode): Prisma.Sql {
  const due =
    mode === 'at-once'
      ? Prisma.sql`n.mail = 'at-once'`
      : Prisma.sql`((n.mail = 'daily' and n.created_at < ${lastDigest('day')})
          or (n.mail = 'weekly' and n.created_at < ${lastDigest('week')}))`
  return Prisma.sql`n.mail is not null and n.mail_claimed_at is null and n.read_at is null and ${due}`
}

/** People for whom a digest is due. */
export async function peopleWithDigest(db: Db | Tx): Promise<string[]> {
  const rows = await db.$queryRaw<{ personId: string }[]>`
    select distinct n.person_id as "personId" from notification n where ${waitingFor('digest')}`
  return rows.map(row => row.personId)
}

/**
 * Takes what waits for a person's letter, so that no other letter takes it too: at most once is mailed what is claimed before it is
 * sent. Returns the ids.
 */
export async function claimForLetter(db: Db, personId: string, mode: LetterMode): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    update notification n set mail_claimed_at = now()
    where n.person_id = ${personId}::uuid and ${waitingFor(mode)}
    returning n.id`
  return rows.map(row => row.id)
}

/** The letter went with these. */
export async function letterSent(db: Db, ids: readonly string[]): Promise<void> {
  await db.notification.updateMany({ where: { id: { in: [...ids] } }, data: { mailedAt: new Date() } })
}

/** The letter did not go, that is certain: the next one may take them. */
export async function releaseClaims(db: Db, ids: readonly string[]): Promise<void> {
  await db.notification.updateMany({ where: { id: { in: [...ids] }, mailedAt: null }, data: { mailClaimedAt: null } })
}

/** Forgets what is old: read for 90 days, or a year. Returns how many rows went. */
export function forgetOld(db: Db): Promise<number> {
  return db.$executeRaw`
    delete from notification
    where created_at < now() - interval '1 year' or (created_at < now() - interval '90 days' and read_at is not null)`
}
