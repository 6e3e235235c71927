import type { z } from 'zod'
import type { Broadcast, BroadcastFilter, BroadcastList, broadcastQuery } from '#contracts/intake-broadcast'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { visibleTitles } from '#server/assets/visible-titles'
import { csvLine } from '#server/audit/csv-line'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { notYours, ProblemError } from '#server/platform/problem-error'
import { unitsNamedAt } from '#server/units/unit-names'
import { broadcastWhere } from './broadcast-where.ts'

type Row = {
  id: string
  unitId: string
  airedAt: Date
  programme: string
  channel: string
  seconds: number
  assetId: string | null
  note: string
}
const columns = Prisma.sql`b.id, b.unit_id as "unitId", b.aired_at as "airedAt", b.programme, b.channel, b.seconds,
  b.asset_id as "assetId", b.note`

/** What was aired, newest first, with totals of all that the filter finds. */
export async function listBroadcasts(
  db: Db,
  actor: Actor,
  query: z.output<typeof broadcastQuery>,
): Promise<BroadcastList> {
  const where = broadcastWhere(actor, query)
  const after = query.cursor ? cursorSql(query.cursor) : Prisma.sql`true`
  const [rows, totals, channels] = await Promise.all([
    db.$queryRaw<Row[]>`select ${columns} from broadcast b where ${where} and ${after}
      order by b.aired_at desc, b.id desc limit ${query.limit + 1}`,
    db.$queryRaw<{ count: number; seconds: number }[]>`
      select count(*)::int as count, coalesce(sum(b.seconds), 0)::float8 as seconds from broadcast b where ${where}`,
    db.$queryRaw<{ channel: string }[]>`
      select distinct b.channel from broadcast b where ${broadcastWhere(actor, {})} order by b.channel limit 100`,
  ])
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    broadcasts: await viewsOf(db, actor, page),
    totals: totals[0]!,
    channels: channels.map(row => row.channel),
    next: rows.length > query.limit && last ? writeCursor([last.airedAt.toISOString(), last.id]) : null,
  }
}

function cursorSql(cursor: string): Prisma.Sql {
  const [at, id] = readCursor(cursor, ['instant', 'uuid'])
  return Prisma.sql`(b.aired_at, b.id) < (${String(at)}::timestamptz, ${String(id)}::uuid)`
}

async function viewsOf(db: Db, actor: Actor, rows: readonly Row[]): Promise<Broadcast[]> {
  const ids = rows.flatMap(row => row.assetId ?? [])
  const [titles, named] = await Promise.all([
    visibleTitles(db, actor, ids),
    unitsNamedAt(db, [...new Set(rows.map(row => row.unitId))]),
  ])
  const units = new Map(named.map(row => [row.id, row]))
  return rows.map(({ unitId, assetId, airedAt, ...row }) => {
    const { code, name, shortName } = units.get(unitId)!
    const title = assetId ? titles.get(assetId) : undefined
    return {
      ...row,
      airedAt: airedAt.toISOString(),
      unit: { id: unitId, code, name, shortName },
      asset: assetId && title !== undefined ? { id: assetId, title } : null,
      may: { edit: can(actor, { act: 'broadcast.edit', unitId }) },
    }
  })
}

/** One airing. Throws `not-found`. */
export async function readBroadcast(db: Db, actor: Actor, id: string): Promise<Broadcast> {
  const rows = await db.$queryRaw<Row[]>`
    select ${columns} from broadcast b where b.id = ${id}::uuid and ${broadcastWhere(actor, {})}`
  const [broadcast] = await viewsOf(db, actor, rows)
  if (!broadcast) throw new ProblemError('not-found')
  return broadcast
}

/** Throws `not-found` for an airing that is not there or not the actor's to change; answers its row, locked. */
export async function lockBroadcast(tx: Tx, actor: Actor, id: string) {
  await tx.$queryRaw`select id from broadcast where id = ${id}::uuid for update`
  const row = await tx.broadcast.findUnique({ where: { id } })
  if (row && can(actor, { act: 'broadcast.edit', unitId: row.unitId })) return row
  throw new ProblemError('not-found', { cause: row ? notYours : undefined })
}

const maxRows = 100_000
const header = ['Ngày', 'Giờ', 'Chương trình', 'Kênh', 'Thời lượng', 'Đơn vị', 'Tư liệu', 'Ghi chú']

/** The log as CSV (UTF-8 with its mark, for Excel): the columns that the import reads back. At most 100,000 lines. */
export async function broadcastsCsv(db: Db, actor: Actor, filter: BroadcastFilter): Promise<string> {
  const rows = await db.$queryRaw<Row[]>`select ${columns} from broadcast b where ${broadcastWhere(actor, filter)}
    order by b.aired_at, b.id limit ${maxRows}`
  const views = await viewsOf(db, actor, rows)
  const lines = views.map(each =>
    csvLine([
      ...dayAndTime(new Date(each.airedAt)),
      each.programme,
      each.channel,
      clock(each.seconds),
      each.unit.shortName,
      each.asset?.title,
      each.note,
    ]),
  )
  return `\ufeff${csvLine(header)}${lines.join('')}`
}

function dayAndTime(at: Date): [string, string] {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return [local.slice(0, 10).split('-').reverse().join('/'), local.slice(11, 19)]
}

function clock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
