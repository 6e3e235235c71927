import type { z } from 'zod'
import type { Delivery, deliveryQuery } from '#contracts/delivery'
import { uuid } from '#contracts/values'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { fold } from '#server/search/fold'
import { membersOf } from './delivery-members.ts'

type Query = z.output<typeof deliveryQuery>

/** Deliveries, newest first: all of them for hub staff, for others those of assets that they may read. */
export async function listDeliveries(
  db: Db,
  actor: Actor,
  query: Query,
): Promise<{ deliveries: Delivery[]; next: string | null }> {
  const before = query.cursor ? readId(query.cursor) : null
  const rows = await db.$queryRaw<{ id: string }[]>`
    select d.id from delivery d
    join asset a on a.id = d.asset_id
    join channel c on c.id = d.channel_id
    where ${deliveriesWanted(actor, query)}
      and (${query.state ?? null}::text[] is null or d.state = any(${query.state ?? null}::text[]))
      and (${before}::uuid is null or d.id < ${before}::uuid)
    order by d.id desc
    limit ${query.limit + 1}`
  const ids = rows.slice(0, query.limit).map(row => row.id)
  const last = ids.at(-1)
  return {
    deliveries: await deliveryViews(db, ids, actor),
    next: last && rows.length > query.limit ? writeCursor([last]) : null,
  }
}

/** SQL over delivery `d`, asset `a` and channel `c`: what the person may see of what was asked for, of every state. */
export function deliveriesWanted(actor: Actor, { asset, channel, op, q, newest }: Query): Prisma.Sql {
  const readable = can(actor, { act: 'hub.curate' }) ? Prisma.sql`true` : visibleSql(actor, 'a')
  // % and _ are letters like others.
  const like = (words: string) => `%${words.replace(/[\\%_]/g, mark => `\\${mark}`)}%`
  // What folds to nothing is in every title.
  const folded = q ? fold(q) : ''
  const byFolded = folded
    ? Prisma.sql`exists (select from search_doc s where s.asset_id = a.id and s.title_f like ${like(folded)})`
    : Prisma.sql`false`
  const named = q
    ? Prisma.sql`(a.title ilike ${like(q)} or a.id::text = ${q.toLowerCase()} or ${byFolded})`
    : Prisma.sql`true`
  return Prisma.sql`${readable} and ${named}
    and (${asset ?? null}::uuid is null or d.asset_id = ${asset ?? null}::uuid
      or exists (select from delivery_member m where m.delivery_id = d.id and m.asset_id = ${asset ?? null}::uuid))
    and (${channel ?? null}::text is null or c.code = ${channel ?? null} or c.id::text = ${channel ?? null})
    and (${op ?? null}::text is null or d.op = ${op ?? null})
    and (${newest ?? null}::text is null or not exists (
      select from delivery n where n.asset_id = d.asset_id and n.channel_id = d.channel_id and n.version > d.version))`
}

function readId(cursor: string): string {
  const parsed = uuid.safeParse(readCursor(cursor, ['string'])[0])
  if (!parsed.success)
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/query/cursor', code: 'cursor', detail: 'unknown cursor' }],
    })
  return parsed.data
}

/** Deliveries as the API answers them, in the order of `ids`. `reader`: for whom, where it is not only staff. */
export async function deliveryViews(db: Db | Tx, ids: readonly string[], reader?: Actor): Promise<Delivery[]> {
  const rows = await db.delivery.findMany({
    where: { id: { in: [...ids] } },
    include: {
      asset: { select: { id: true, title: true, kind: true } },
      channel: { select: { id: true, code: true, name: true, kind: true } },
      tries: { orderBy: { at: 'asc' } },
      receipts: { orderBy: { createdAt: 'asc' } },
      byHand: { select: { sha256: true, note: true, screenshotType: true } },
    },
  })
  const thumbs = await assetsWithThumb(db, [...new Set(rows.map(row => row.assetId))])
  const members = await membersOf(db, ids, reader)
  const views = new Map(
    rows.map(row => [row.id, { ...deliveryView(row, thumbs.has(row.assetId)), members: members.get(row.id) ?? [] }]),
  )
  return ids.flatMap(id => views.get(id) ?? [])
}

type Row = Prisma.DeliveryGetPayload<{
  include: {
    asset: { select: { id: true; title: true; kind: true } }
    channel: { select: { id: true; code: true; name: true; kind: true } }
    tries: true
    receipts: true
    byHand: { select: { sha256: true; note: true; screenshotType: true } }
  }
}>

function deliveryView(row: Row, hasThumb: boolean): Omit<Delivery, 'members'> {
  const { id, version, attempts, problemText, publicUrl, channel } = row
  const problem = row.problem ?? (isPreparing(row) ? 'copies-preparing' : null)
  return {
    ...{ id, version, attempts, problem, problemText, publicUrl, channel },
    asset: { ...row.asset, thumbUrl: hasThumb ? `/api/v1/assets/${row.assetId}/renditions/thumb` : null },
    op: row.op as Delivery['op'],
    state: row.state as Delivery['state'],
    reason: row.reason as Delivery['reason'],
    nextAt: row.nextAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    tries: row.tries.map(({ number, at, step, status, outcome, problemType, ms }) => ({
      ...{ number, status, problemType, ms },
      at: at.toISOString(),
      step: step as Delivery['tries'][number]['step'],
      outcome: outcome as Delivery['tries'][number]['outcome'],
    })),
    receipts: row.receipts.map(({ receiptId, version, digest, state, publicUrl, receivedAt, sha256 }) => ({
      ...{ receiptId, version, digest, state, publicUrl, sha256 },
      receivedAt: receivedAt.toISOString(),
      byHand: handOf(row, sha256),
    })),
  }
}

/** Its time may have come, but for its files. */
const isPreparing = ({ op, state, copiedAt }: Row) =>
  op !== 'withdraw' && !copiedAt && (state === 'queued' || state === 'retrying')

function handOf({ id, byHand }: Row, sha256: string): Delivery['receipts'][number]['byHand'] {
  const said = byHand.find(each => each.sha256 === sha256)
  if (!said) return null
  return { note: said.note, screenshotUrl: said.screenshotType ? `/api/v1/deliveries/${id}/screenshot` : null }
}

async function assetsWithThumb(db: Db | Tx, assetIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select a.id from unnest(${[...assetIds]}::uuid[]) as a (id)
    cross join lateral (select object_id from asset_version where asset_id = a.id order by number desc limit 1) v
    where exists (select from rendition r where r.object_id = v.object_id and r.name = 'thumb')`
  return new Set(rows.map(row => row.id))
}
