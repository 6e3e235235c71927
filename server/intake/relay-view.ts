import type { z } from 'zod'
import type { RelayItem, RelayList, RelayMedia, RelayState, relayQuery } from '#contracts/intake-item'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { intakeUnits } from '#server/access/intake-rules'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { notYours, ProblemError } from '#server/platform/problem-error'
import { unitsNamedAt } from '#server/units/unit-names'
import { foldedLike } from './folded-like.ts'

const include = {
  relaySource: { select: { id: true, name: true } },
  relayMedia: { orderBy: { id: 'asc' } },
} satisfies Prisma.RelayItemInclude
type Row = Prisma.RelayItemGetPayload<{ include: typeof include }>

/** The items that the actor decides on, newest first, with how many stand in each state. */
export async function listRelayItems(db: Db, actor: Actor, query: z.output<typeof relayQuery>): Promise<RelayList> {
  const units = intakeUnits(actor, 'intake.read')
  const mine = units === 'all' ? Prisma.sql`true` : Prisma.sql`unit_id = any(${[...units]}::uuid[])`
  const parts = [mine, Prisma.sql`state = ${query.state}`]
  if (query.source) parts.push(Prisma.sql`source_id = ${query.source}::uuid`)
  if (query.q) parts.push(foldedLike(Prisma.sql`title`, query.q))
  if (query.cursor) {
    const [at, id] = readCursor(query.cursor, ['instant', 'uuid'])
    parts.push(Prisma.sql`(coalesce(published_at, fetched_at), id) < (${String(at)}::timestamptz, ${String(id)}::uuid)`)
  }
  const found = await db.$queryRaw<{ id: string; at: Date }[]>`
    select id, coalesce(published_at, fetched_at) as at from relay_item where ${Prisma.join(parts, ' and ')}
    order by coalesce(published_at, fetched_at) desc, id desc limit ${query.limit + 1}`
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const [items, counts] = await Promise.all([
    viewsOf(
      db,
      actor,
      page.map(row => row.id),
    ),
    countsOf(db, mine),
  ])
  return {
    items,
    counts,
    next: found.length > query.limit && last ? writeCursor([last.at.toISOString(), last.id]) : null,
  }
}

async function countsOf(db: Db, mine: Prisma.Sql): Promise<RelayList['counts']> {
  const rows = await db.$queryRaw<{ state: RelayState; n: number }[]>`
    select state, count(*)::int as n from relay_item where ${mine} group by state`
  return {
    new: 0,
    taken: 0,
    dismissed: 0,
    duplicate: 0,
    own: 0,
    ...Object.fromEntries(rows.map(row => [row.state, row.n])),
  }
}

/** One item. Throws `not-found` where it is not there, or not the actor's to decide on. */
export async function readRelayItem(db: Db | Tx, actor: Actor, id: string): Promise<RelayItem> {
  await requireRelayItem(db, actor, id)
  const [item] = await viewsOf(db, actor, [id])
  return item!
}

/** Throws `not-found` for an item that is not there or not the actor's; answers its unit. */
export async function requireRelayItem(db: Db | Tx, actor: Actor, id: string): Promise<{ unitId: string }> {
  const row = await db.relayItem.findUnique({ where: { id }, select: { unitId: true } })
  if (row && can(actor, { act: 'intake.read', unitId: row.unitId })) return row
  throw new ProblemError('not-found', { cause: row ? notYours : undefined })
}

async function viewsOf(db: Db | Tx, actor: Actor, ids: readonly string[]): Promise<RelayItem[]> {
  const rows = await db.relayItem.findMany({ where: { id: { in: [...ids] } }, include })
  const units = new Map(
    (
      await unitsNamedAt(
        db,
        rows.map(row => row.unitId),
      )
    ).map(row => [row.id, row]),
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    if (!row) return []
    const { code, name, shortName } = units.get(row.unitId)!
    return [{ ...viewOf(row), unit: { id: row.unitId, code, name, shortName }, may: { take: mayTake(actor, row) } }]
  })
}

function mayTake(actor: Actor, row: Row): boolean {
  const open = row.state !== 'taken' && row.state !== 'own' && row.withdrawnAt === null
  return open && can(actor, { act: 'intake.read', unitId: row.unitId })
}

function viewOf(row: Row): Omit<RelayItem, 'unit' | 'may'> {
  const at = (date: Date | null) => date?.toISOString() ?? null
  const { id, url, title, summary, html, author, credit, topic, duplicateOf, ownAssetId, assetId } = row
  return {
    ...{ id, url, title, summary, html, author, credit, topic, duplicateOf, ownAssetId, assetId },
    source: row.relaySource,
    language: row.language as RelayItem['language'],
    state: row.state as RelayState,
    rights: {
      statement: row.rightsStatement,
      holder: row.rightsHolder,
      usageTerms: row.usageTerms,
      notice: row.rightsNotice,
    },
    publishedAt: at(row.publishedAt),
    embargoUntil: at(row.embargoUntil),
    changedAt: at(row.changedAt),
    withdrawnAt: at(row.withdrawnAt),
    fetchedAt: row.fetchedAt.toISOString(),
    media: row.relayMedia.map(({ itemId: _item, requestedBy: _who, state, ...media }) => ({
      ...media,
      state: state as RelayMedia['state'],
    })),
  }
}
