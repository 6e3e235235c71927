import type { z } from 'zod'
import {
  type NotificationList,
  type NotificationView,
  notification,
  notificationKinds,
  type notificationQuery,
} from '#contracts/notification'
import type { PersonActor } from '#server/identity/require-person'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'
import { type SubjectKind, type Subjects, subjectReadable } from './subject.ts'

type Row = {
  id: string
  kind: string
  subjectKind: SubjectKind
  subjectId: string
  facts: unknown
  by: string | null
  at: Date
  read: boolean
}
export type Reading = { db: Db; subjects: Subjects; actor: PersonActor }

/** A person's own notifications of what they may read now, the newest first, with how many are unread in all. */
export async function listNotifications(
  reading: Reading,
  query: z.output<typeof notificationQuery>,
): Promise<NotificationList> {
  const parts = [Prisma.sql`n.in_app`]
  if (query.unread) parts.push(Prisma.sql`n.read_at is null`)
  if (query.cursor) {
    const [at, id] = readCursor(query.cursor, ['instant', 'uuid'])
    parts.push(Prisma.sql`(n.created_at, n.id) < (${String(at)}::timestamptz, ${String(id)}::uuid)`)
  }
  const [rows, unread] = await Promise.all([
    selectRows(reading, Prisma.join(parts, ' and '), query.limit + 1),
    countUnread(reading),
  ])
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    notifications: await viewsOf(reading, page),
    unread,
    next: rows.length > query.limit && last ? writeCursor([last.at.toISOString(), last.id]) : null,
  }
}

/** How many of what the person may read now are unread; counted up to 1,000. */
export async function countUnread({ db, subjects, actor }: Reading): Promise<number> {
  const [row] = await db.$queryRaw<{ unread: number }[]>`
    select count(*)::int as unread from (
      select from notification n
      where n.person_id = ${actor.id}::uuid and n.in_app and n.read_at is null
        and n.kind = any(${[...notificationKinds]}::text[]) and ${subjectReadable(subjects, actor)}
      limit 1000) counted`
  return row?.unread ?? 0
}

/** The notifications of `where` (over `notification n`) that are this person's and readable now, the newest first. */
export async function findNotifications(
  reading: Reading,
  where: Prisma.Sql,
  limit: number,
): Promise<NotificationView[]> {
  return viewsOf(reading, await selectRows(reading, where, limit))
}

function selectRows({ db, subjects, actor }: Reading, where: Prisma.Sql, limit: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select n.id, n.kind, n.subject_kind as "subjectKind", n.subject_id as "subjectId", n.facts, p.name as "by",
      n.created_at as "at", n.read_at is not null as "read"
    from notification n
    left join person p on p.id = n.actor_id
    where n.person_id = ${actor.id}::uuid and n.kind = any(${[...notificationKinds]}::text[])
      and ${subjectReadable(subjects, actor)} and ${where}
    order by n.created_at desc, n.id desc
    limit ${limit}`
}

async function viewsOf({ db, subjects }: Reading, rows: readonly Row[]): Promise<NotificationView[]> {
  const described = new Map<string, NotificationView['subject']>()
  for (const [kind, rule] of Object.entries(subjects)) {
    const ids = rows.filter(row => row.subjectKind === kind).map(row => row.subjectId)
    if (ids.length > 0) for (const [id, view] of await rule.describe(db, [...new Set(ids)])) described.set(id, view)
  }
  return rows.flatMap(({ subjectKind: _, subjectId, at, ...row }) => {
    // What a newer hub wrote in another form is left out, rather than to break the list.
    const view = notification.safeParse({ ...row, at: at.toISOString(), subject: described.get(subjectId) })
    return view.success ? [view.data] : []
  })
}
