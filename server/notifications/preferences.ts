import {
  defaultWays,
  type MailWay,
  type NotificationPreferences,
  type NotificationPreferencesChange,
  notificationKinds,
} from '#contracts/notification'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { mailSoon } from './notify.ts'

/** How a person is told of every kind: as they said, else as the kind's default has it. */
export async function readPreferences(db: Db, personId: string): Promise<NotificationPreferences> {
  const [rows, person] = await Promise.all([
    db.notificationPreference.findMany({ where: { personId } }),
    db.person.findUniqueOrThrow({ where: { id: personId }, select: { language: true } }),
  ])
  const said = new Map(rows.map(row => [row.kind, row]))
  return {
    language: person.language === 'en' ? 'en' : 'vi',
    kinds: notificationKinds.map(kind => {
      const { inApp, mail } = said.get(kind) ?? defaultWays[kind]
      return { kind, inApp, mail: mail as MailWay }
    }),
  }
}

/**
 * Writes what a person said. It holds at once, also for what waits for a letter: mail that was turned off is not sent any more, and
 * what now goes at once leaves at once.
 */
export async function changePreferences(
  db: Db,
  personId: string,
  change: NotificationPreferencesChange,
): Promise<void> {
  await transaction(db, async tx => {
    if (change.language) await tx.person.update({ where: { id: personId }, data: { language: change.language } })
    for (const { kind, inApp, mail } of change.kinds ?? []) {
      const said = { personId, kind, inApp, mail }
      await tx.notificationPreference.upsert({
        where: { personId_kind: { personId, kind } },
        create: said,
        update: said,
      })
      await redirectWaiting(tx, personId, kind, mail)
    }
    if (change.kinds?.some(each => each.mail === 'at-once')) await mailSoon(tx, personId)
  })
}

async function redirectWaiting(tx: Tx, personId: string, kind: string, mail: MailWay): Promise<void> {
  await tx.notification.updateMany({
    where: { personId, kind, mail: { not: null }, mailClaimedAt: null },
    data: { mail: mail === 'none' ? null : mail },
  })
}
