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
}

// Forty nominations in a row are one letter.
const gatherMs = 3_000

/**
 * Tells people in the caller's transaction: the act and its news stand or fall together. Who is told stands now; whether they may read
 * the subject is asked each time it is shown, streamed or mailed. Streams learn of it at commit, letters leave by a job.
 */
export async function notify<K extends NotificationKind>(tx: Tx, note: Note<K>): Promise<void> {
  const people = await findRecipients(tx, note.to, note.by ?? null)
  if (people.length === 0) return
  const added = await tell(tx, note, people)
  for (const { personId } of added.filter(each => each.mail === 'at-once')) await mailSoon(tx, personId)
}

/** Writes a row for each who wants to be told, in the way that person chose, and signs to the streams where one is to show. */
function tell<K extends NotificationKind>(
  tx: Tx,
  note: Note<K>,
  people: readonly string[],
): Promise<{ personId: string; mail: string | null }[]> {
  const [eventId, usual] = [newId(), defaultWays[note.kind]]
  return tx.$queryRaw`
    with ways as (
      select t.id, t.person_id, coalesce(p.in_app, ${usual.inApp}::boolean) as in_app,
        nullif(coalesce(p.mail, ${usual.mail}), 'none') as mail
      from unnest(${people.map(() => newId())}::uuid[], ${[...people]}::uuid[]) as t (id, person_id)
      left join notification_preference p on p.person_id = t.person_id and p.kind = ${note.kind}
    ), added as (
      insert into notification (id, event_id, person_id, kind, subject_kind, subject_id, actor_id, facts, in_app, mail, once_key, created_at)
      select id, ${eventId}::uuid, person_id, ${note.kind}, ${note.subject.kind}, ${note.subject.id}::uuid, ${note.by ?? null}::uuid,
        ${JSON.stringify(note.facts)}::jsonb, in_app, mail, ${note.once ?? null}, clock_timestamp()
      from ways where in_app or mail is not null
      on conflict do nothing
      returning person_id, in_app, mail
    )
    select person_id as "personId", mail, case when in_app then pg_notify(${eventChannel}, ${`n:${eventId}`})::text end as told from added`
}

/** Queues the letter with what waits for this person to be mailed at once. */
export async function mailSoon(tx: Tx, personId: string): Promise<void> {
  const options = { key: `mail:${personId}`, keepTime: true, runAt: new Date(Date.now() + gatherMs) }
  await enqueue(tx, 'notification.mail', { personId, mode: 'at-once' }, options)
}
