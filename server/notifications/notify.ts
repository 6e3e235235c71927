import { defaultWays, type NotificationFacts, type NotificationKind, type Way } from '#contracts/notification'
import type { Prisma, Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { signal } from './event-channel.ts'
import { findRecipients, type Recipients } from './recipients.ts'
import type { SubjectKind } from './subject.ts'

/** What is told to whom. `by`: who acted, who is not told. `once`: told once to each person for all time, whoever asks how often. */
export type Note<K extends NotificationKind> = {
  kind: K
  subject: { kind: SubjectKind; id: string }
  facts: NotificationFacts<K>
  to: Recipients
  by?: string | null
  once?: string
}

// Forty nominations in a row are one letter.
const gatherMs = 3_000

/**
 * Tells people in the caller's transaction: the act and its news stand or fall together. Who is told stands now; whether they may read
 * the subject is asked each time it is shown, streamed or mailed. Streams learn of it at commit, letters leave by a job.
 */
export async function notify<K extends NotificationKind>(tx: Tx, note: Note<K>): Promise<void> {
  const people = await findRecipients(tx, note.to, note.by ?? null)
  const ways = await waysOf(tx, people, note.kind)
  const eventId = newId()
  const told = people.flatMap(personId => row(note, eventId, personId, ways.get(personId) ?? defaultWays[note.kind]))
  if (told.length === 0) return
  const added = await tx.notification.createManyAndReturn({
    data: told,
    skipDuplicates: true,
    select: { personId: true, inApp: true, mail: true },
  })
  if (added.some(each => each.inApp)) await signal(tx, 'n', eventId)
  for (const { personId } of added.filter(each => each.mail === 'at-once')) await mailSoon(tx, personId)
}

/** Queues the letter with what waits for this person to be mailed at once. */
export async function mailSoon(tx: Tx, personId: string): Promise<void> {
  const options = { key: `mail:${personId}`, keepTime: true, runAt: new Date(Date.now() + gatherMs) }
  await enqueue(tx, 'notification.mail', { personId, mode: 'at-once' }, options)
}

async function waysOf(tx: Tx, people: readonly string[], kind: NotificationKind): Promise<Map<string, Way>> {
  const rows = await tx.notificationPreference.findMany({ where: { kind, personId: { in: [...people] } } })
  return new Map(rows.map(({ personId, inApp, mail }) => [personId, { inApp, mail: mail as Way['mail'] }]))
}

function row<K extends NotificationKind>(
  note: Note<K>,
  eventId: string,
  personId: string,
  way: Way,
): Prisma.NotificationCreateManyInput[] {
  if (!way.inApp && way.mail === 'none') return []
  return [
    {
      ...{ id: newId(), eventId, personId, kind: note.kind, inApp: way.inApp },
      subjectKind: note.subject.kind,
      subjectId: note.subject.id,
      actorId: note.by ?? null,
      facts: note.facts as Prisma.InputJsonObject,
      mail: way.mail === 'none' ? null : way.mail,
      onceKey: note.once ?? null,
    },
  ]
}
