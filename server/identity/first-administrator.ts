import { randomInt } from 'node:crypto'
import { type Db, transaction } from '#server/platform/db'
import { createPerson } from './create-person.ts'

/**
 * At the first start, when nobody is there: makes the administrator. Returns the address and, where the password was made here,
 * the password to show once; null where somebody is already there (then HUB_ADMIN_PASSWORD is not read).
 */
export async function firstAdministrator(
  db: Db,
  given: { email: string | null; password: string | null },
): Promise<{ email: string; password: string | null } | null> {
  return transaction(db, async tx => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.first-administrator'))`
    if ((await tx.person.count()) > 0) return null
    const email = given.email ?? 'admin@hub.local'
    const password = given.password ?? oneTimePassword()
    await createPerson(tx, 'system', { email, name: 'Quản trị viên', password, hubRoles: ['administrator'] })
    return { email, password: given.password ? null : password }
  })
}

/** 20 letters and digits that are hard to mistake, in groups of five: 99 bits. */
function oneTimePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const pick = () => letters[randomInt(letters.length)]
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join('')).join('-')
}
