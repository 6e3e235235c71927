import type { z } from 'zod'
import type { Nomination, nominationQuery } from '#contracts/nomination'
import { can } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import type { PersonActor } from '#server/identity/require-person'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'
import { deskWhere } from './desk-filter.ts'
import { type DeskRow, noDay, selectRows } from './nomination-rows.ts'
import { nominationViews } from './nomination-views.ts'

type Query = z.output<typeof nominationQuery>
type Sort = Query['sort']

// Milliseconds, as a cursor carries them.
const made = Prisma.sql`date_trunc('milliseconds', n.created_at)`
const due = Prisma.sql`coalesce(n.due_at, ${noDay})`
const orders: Record<Sort, Prisma.Sql> = {
  oldest: Prisma.sql`${made}, n.id`,
  newest: Prisma.sql`${made} desc, n.id desc`,
  due: Prisma.sql`${due}, n.priority, ${made}, n.id`,
  priority: Prisma.sql`n.priority, ${due}, ${made}, n.id`,
}

/** Nominations: every one for hub staff, those of their own units for others; only of assets that they may read. */
export async function listNominations(db: Db, actor: PersonActor, query: Query, language: 'vi' | 'en') {
  const parts = [deskWhere(actor, query)]
  if (query.cursor) parts.push(after(query.sort, query.cursor))
  const rows = await selectRows(db, Prisma.join(parts, ' and '), orders[query.sort], query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    nominations: await nominationViews(db, actor, page, { language, wholeList: false }),
    next: rows.length > query.limit && last ? writeCursor(placeOf(query.sort, last)) : null,
  }
}

function placeOf(sort: Sort, row: DeskRow): (string | number)[] {
  const made = row.createdAt.toISOString()
  if (sort === 'oldest' || sort === 'newest') return [made, row.id]
  const due = row.sortDue.toISOString()
  return sort === 'due' ? [due, row.priority, made, row.id] : [row.priority, due, made, row.id]
}

function after(sort: Sort, cursor: string): Prisma.Sql {
  if (sort === 'oldest' || sort === 'newest') {
    const [at, id] = readCursor(cursor, ['instant', 'uuid'])
    const place = Prisma.sql`(${String(at)}::timestamptz, ${String(id)}::uuid)`
    return sort === 'oldest' ? Prisma.sql`(${made}, n.id) > ${place}` : Prisma.sql`(${made}, n.id) < ${place}`
  }
  if (sort === 'due') {
    const [day, rank, at, id] = readCursor(cursor, ['instant', 'integer', 'instant', 'uuid'])
    return Prisma.sql`(${due}, n.priority, ${made}, n.id)
      > (${String(day)}::timestamptz, ${Number(rank)}, ${String(at)}::timestamptz, ${String(id)}::uuid)`
  }
  const [rank, day, at, id] = readCursor(cursor, ['integer', 'instant', 'instant', 'uuid'])
  return Prisma.sql`(n.priority, ${due}, ${made}, n.id)
    > (${Number(rank)}, ${String(day)}::timestamptz, ${String(at)}::timestamptz, ${String(id)}::uuid)`
}

/** One nomination that the actor may see, with its whole checklist; null where there is none. */
export async function findNomination(
  db: Db,
  actor: PersonActor,
  id: string,
  language: 'vi' | 'en',
): Promise<Nomination | null> {
  return (await findNominations(db, actor, [id], language))[0] ?? null
}

/** As findNomination, several: those that the actor may see, in the order of `ids`. */
export async function findNominations(
  db: Db,
  actor: PersonActor,
  ids: readonly string[],
  language: 'vi' | 'en',
): Promise<Nomination[]> {
  const where = Prisma.sql`n.id = any(${[...ids]}::uuid[]) and ${visibleSql(actor)}`
  const found = await selectRows(db, where, orders.oldest, ids.length)
  const seen = found.filter(row => can(actor, { act: 'nomination.read', nomination: row }))
  const views = await nominationViews(db, actor, seen, { language, wholeList: true })
  return ids.flatMap(id => views.find(view => view.id === id) ?? [])
}
