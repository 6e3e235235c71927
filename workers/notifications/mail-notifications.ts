import type { JobPayload } from '#contracts/job'
import type { NotificationView } from '#contracts/notification'
import type { Deps } from '#server/deps'
import { composeLetter } from '#server/notifications/compose-letter'
import { claimForLetter, letterSent, releaseClaims } from '#server/notifications/letter-claims'
import { findNotifications } from '#server/notifications/list-notifications'
import { Prisma } from '#server/platform/db'
import { certainlyNotSent, type Letter } from '#server/platform/mail'
import { hubSecret } from '#server/platform/secrets'
import { letterParts } from '#server/saved-searches/letter-parts'
import { standingActor } from '#server/units/actor-of'
import { hubName } from '#server/units/curating-unit'

type Context = Pick<Deps, 'db' | 'log' | 'subjects' | 'config' | 'mailer'>
type Payload = JobPayload<'notification.mail'>

/**
 * Sends one letter with what waits for a person: claimed first, so that nothing is mailed twice whatever dies in between. What the
 * person may not read any more is left out. A letter that certainly did not go is tried again by the job; where a line broke so late
 * that it may have gone, it is not, and the log says so: the news stand in the app.
 */
export async function mailNotifications({ personId, mode }: Payload, context: Context): Promise<void> {
  const { db, subjects, config } = context
  const actor = await standingActor(db, personId, config.requireTotp)
  const ids = await claimForLetter(db, personId, mode)
  if (ids.length === 0 || actor.kind !== 'person') return
  const where = Prisma.sql`n.id = any(${ids}::uuid[])`
  const [news, person, hub] = await Promise.all([
    findNotifications({ db, subjects, actor }, where, ids.length),
    db.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true, name: true, language: true } }),
    hubName(db),
  ])
  if (news.length === 0) return
  const to = { address: person.email, name: person.name }
  const facts = {
    to,
    language: person.language === 'en' ? 'en' : 'vi',
    mode,
    hub,
    publicUrl: config.publicUrl,
  } as const
  const [alerts, others] = [news.filter(isAlert), news.filter(view => !isAlert(view))]
  if (others.length > 0) await sendClaimed(context, personId, composeLetter({ ...facts, news: others }), others, ids)
  if (alerts.length === 0) return
  // Of their own: their letter has a button that stops them, and only them.
  const secret = await hubSecret(config.dataDir, 'session-secret')
  const parts = await letterParts({ db, publicUrl: config.publicUrl, secret }, actor, alerts)
  await sendClaimed(context, personId, composeLetter({ ...facts, news: alerts, parts }), alerts, idsOf(alerts))
}

const idsOf = (news: readonly NotificationView[]) => news.map(view => view.id)
const isAlert = (view: NotificationView): boolean => view.kind === 'search-news'

async function sendClaimed(
  { db, log, mailer }: Context,
  personId: string,
  letter: Letter,
  news: readonly NotificationView[],
  claimed: readonly string[],
): Promise<void> {
  try {
    await mailer.send({ ...letter, id: news[0]!.id })
  } catch (error) {
    if (!certainlyNotSent(error)) {
      log.error({ event: 'mail.outcome-unknown', person: personId, notifications: news.length, error })
      return
    }
    await releaseClaims(db, claimed)
    throw error
  }
  await letterSent(db, idsOf(news))
}
