import { defaultWays, type NotificationFacts, type NotificationKind } from '#contracts/notification'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { eventChannel } from './event-channel.ts'
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
  /** False: in the app only, whatever the person chose for the kind. */
  mail?: boolean
}

// Forty nominations in a row are one letter.
const gatherMs = 3_000

/**
 * Tells people in the caller's transaction: the act and its news stand or fall together. Who is told stands now; whether they may read
 * the subject is asked each time it is shown, streamed or mailed. Streams learn of it at commit, letters leave by a job.
 */
export function notify<K extends NotificationKind>(tx: Tx, note: Note<K>): Promise<void> {
  return notifyAll(tx, [note])
}

/** As `notify`, for several notes of whatever kinds: people are looked up once for those that are for the same ones. */
export async function notifyAll(tx: Tx, notes: readonly Note<NotificationKind>[]): Promise<void> {
  const asked = new Map<string, Promise<string[]>>()
  const letters = new Set<string>()
  for (const kind of new Set(notes.map(note => note.kind))) {
    const told: Told[] = []
    for (const note of notes.filter(each => each.kind === kind)) {
      const key = JSON.stringify([note.to, note.by ?? null])
      const people = asked.get(key) ?? findRecipients(tx, note.to, note.by ?? null)
      asked.set(key, people)
      told.push(...toldOf(note, await people))
    }
    if (told.length === 0) continue
    const added = await tell(tx, kind, told)
    for (const { personId, mail } of added) if (mail === 'at-once') letters.add(personId)
  }
  for (const personId of letters) await mailSoon(tx, personId)
}

type Told = {
  id: string
  eventId: string
  personId: string
  subjectKind: string
  subjectId: string
  by: string | null
  facts: unknown
  once: string | null
  letter: boolean
}

function toldOf({ subject, by, facts, once, mail = true }: Note<NotificationKind>, people: readonly string[]): Told[] {
  const eventId = newId()
  const about = {
    subjectKind: subject.kind,
    subjectId: subject.id,
    by: by ?? null,
    facts,
    once: once ?? null,
    letter: mail,
  }
  return people.map(personId => ({ id: newId(), eventId, personId, ...about }))
}

/** Writes a row for each who wants to be told, in the way that person chose, and signs to the streams where one is to show. */
function tell(
  tx: Tx,
  kind: NotificationKind,
  told: readonly Told[],
): Promise<{ personId: string; mail: string | null }[]> {
  const usual = defaultWays[kind]
  return tx.$queryRaw`
    with ways as (
      select t.*, coalesce(p.in_app, ${usual.inApp}::boolean) as in_app, case when t.letter then nullif(coalesce(p.mail, ${usual.mail}), 'none') end as mail
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t (id uuid, "eventId" uuid, "personId" uuid, "subjectKind" text,
        "subjectId" uuid, "by" uuid, facts jsonb, once text, letter boolean)
      left join notification_preference p on p.person_id = t."personId" and p.kind = ${kind}
    ), added as (
      insert into notification (id, event_id, person_id, kind, subject_kind, subject_id, actor_id, facts, in_app, mail, once_key, created_at)
      select id, "eventId", "personId", ${kind}, "subjectKind", "subjectId", "by", facts, in_app, mail, once, clock_timestamp()
      from ways where in_app or mail is not null
      on conflict do nothing
      returning event_id, person_id, in_app, mail
    )
    select person_id as "personId", mail, case when in_app then pg_notify(${eventChannel}, 'n:' || event_id::text)::text end as told from added`
}

/** Queues the letter with what waits for this person to be mailed at once. */
export async function mailSoon(tx: Tx, personId: string): Promise<void> {
  const options = { key: `mail:${personId}`, keepTime: true, runAt: new Date(Date.now() + gatherMs) }
  await enqueue(tx, 'notification.mail', { personId, mode: 'at-once' }, options)
}
