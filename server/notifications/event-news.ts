import type { Actor } from '#server/access/actor'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, databaseNow, Prisma } from '#server/platform/db'
import type { StreamEvent } from './event-stream.ts'
import { countUnread, findNotifications } from './list-notifications.ts'
import type { Subjects } from './subject.ts'

export type NewsDeps = {
  db: Db
  subjects: Subjects
  /** The person with the roles that stand now. */
  actorOfPerson(personId: string): Promise<Actor>
}
/** Ids by their sign, as `readSignal` names them. */
type Signs = { n: readonly string[]; r: readonly string[]; a: readonly string[] }

/**
 * A transaction lives 30 s at most (platform/db.ts), so what was begun before an instant and was not seen then has come 40 s later.
 * Reading anew from that much before the last event may say a thing twice, and never leaves one out: clients know ids.
 */
const overlapMs = 40_000
const atMost = 100

/** The events that these signs mean for each of these people, by what each may read now. */
export async function newsOf(
  deps: NewsDeps,
  people: readonly string[],
  signs: Signs,
): Promise<ReadonlyMap<string, StreamEvent[]>> {
  const told = await toldBy(deps.db, signs.n, people)
  const readers = signs.a.length > 0 ? await deps.subjects.asset.readers(deps.db, signs.a) : null
  const news = new Map<string, StreamEvent[]>()
  for (const personId of people) {
    const counted = told.has(personId) || signs.r.includes(personId)
    if (!counted && !readers) continue
    const actor = await deps.actorOfPerson(personId)
    if (actor.kind !== 'person') continue
    const events: StreamEvent[] = (readers?.(actor) ?? []).map(id => ({ event: 'asset', data: { id } }))
    if (told.has(personId)) {
      events.push(...(await notificationEvents(deps, actor, Prisma.sql`n.event_id = any(${[...signs.n]}::uuid[])`)))
    }
    if (counted) events.push(await unreadEvent(deps, actor))
    news.set(personId, events)
  }
  return news
}

/** What a person was told since an instant, with some overlap, and how many are unread. */
export async function catchUp(deps: NewsDeps, personId: string, since: Date): Promise<StreamEvent[]> {
  const actor = await deps.actorOfPerson(personId)
  if (actor.kind !== 'person') return []
  const from = new Date(since.getTime() - overlapMs)
  const missed = await notificationEvents(deps, actor, Prisma.sql`n.created_at >= ${from}`)
  return [...missed, await unreadEvent(deps, actor)]
}

/** How many are unread; its id is the database's time, so that a client knows from where to go on even before the first notification. */
export async function unreadEvent({ db, subjects }: NewsDeps, actor: PersonActor): Promise<StreamEvent> {
  const [now, unread] = await Promise.all([databaseNow(db), countUnread({ db, subjects, actor })])
  return { event: 'unread', data: { unread }, id: String(now.getTime()) }
}

async function notificationEvents(
  { db, subjects }: NewsDeps,
  actor: PersonActor,
  where: Prisma.Sql,
): Promise<StreamEvent[]> {
  const found = await findNotifications({ db, subjects, actor }, Prisma.sql`n.in_app and ${where}`, atMost)
  return found.reverse().map(data => ({ event: 'notification', data }))
}

async function toldBy(db: Db, eventIds: readonly string[], people: readonly string[]): Promise<ReadonlySet<string>> {
  if (eventIds.length === 0) return new Set()
  const rows = await db.$queryRaw<{ personId: string }[]>`
    select distinct person_id as "personId" from notification
    where event_id = any(${[...eventIds]}::uuid[]) and person_id = any(${[...people]}::uuid[]) and in_app`
  return new Set(rows.map(row => row.personId))
}
