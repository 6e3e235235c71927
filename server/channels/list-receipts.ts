import type { z } from 'zod'
import type { LedgerReceipt, receiptFilter, receiptQuery } from '#contracts/ledger'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'
import { fold } from '#server/search/fold'

export type ReceiptFilter = z.output<typeof receiptFilter>
type Row = Omit<LedgerReceipt, 'asset' | 'channel' | 'receivedAt' | 'recordedAt'> & {
  assetId: string
  title: string
  channelId: string
  channelCode: string
  channelName: string
  receivedAt: Date
  recordedAt: Date
}

/** The ledger, newest first: all of it for hub staff, for others the receipts of assets that they may read. */
export async function listReceipts(db: Db, actor: Actor, query: z.output<typeof receiptQuery>) {
  const before = query.cursor ? String(readCursor(query.cursor, ['uuid'])[0]) : undefined
  const rows = await readReceipts(db, actor, query, { ...(before ? { before } : {}), limit: query.limit + 1 })
  const receipts = rows.slice(0, query.limit)
  const last = receipts.at(-1)
  return { receipts, next: last && rows.length > query.limit ? writeCursor([last.id]) : null }
}

/** One page of the ledger. `only`: this receipt. */
export async function readReceipts(
  db: Db,
  actor: Actor,
  filter: ReceiptFilter,
  at: { before?: string; limit: number; only?: string },
): Promise<LedgerReceipt[]> {
  const rows = await db.$queryRaw<Row[]>`
    select r.id, r.delivery_id as "deliveryId", r.receipt_id as "receiptId", r.source, r.version, r.state,
      r.public_url as "publicUrl", r.received_at as "receivedAt", r.created_at as "recordedAt", r.sha256,
      a.id as "assetId", a.title, c.id as "channelId", c.code as "channelCode", c.name as "channelName"
    from receipt r join asset a on a.id = r.asset_id join channel c on c.id = r.channel_id
    where ${Prisma.join(conditions(actor, filter, at), ' and ')}
    order by r.id desc limit ${at.limit}`
  return rows.map(({ assetId, title, channelId, channelCode, channelName, receivedAt, recordedAt, ...row }) => ({
    ...row,
    asset: { id: assetId, title },
    channel: { id: channelId, code: channelCode, name: channelName },
    receivedAt: receivedAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  }))
}

function conditions(actor: Actor, filter: ReceiptFilter, at: { before?: string; only?: string }): Prisma.Sql[] {
  const { q, asset, channel, state, source, from, to } = filter
  const parts = [can(actor, { act: 'hub.curate' }) ? Prisma.sql`true` : visibleSql(actor, 'a')]
  if (at.before) parts.push(Prisma.sql`r.id < ${at.before}::uuid`)
  if (at.only) parts.push(Prisma.sql`r.id = ${at.only}::uuid`)
  // % and _ are letters like others.
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, mark => `\\${mark}`)}%`
    parts.push(
      Prisma.sql`(a.title ilike ${like} or exists (select from search_doc s where s.asset_id = a.id and s.title_f like ${`%${fold(q)}%`}) or a.id::text = ${q.toLowerCase()} or r.receipt_id = ${q})`,
    )
  }
  if (asset) parts.push(Prisma.sql`r.asset_id = ${asset}::uuid`)
  if (channel) parts.push(Prisma.sql`c.code = ${channel}`)
  if (state) parts.push(Prisma.sql`r.state = ${state}`)
  if (source) parts.push(Prisma.sql`r.source = ${source}`)
  if (from) parts.push(Prisma.sql`r.created_at >= ${from}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'`)
  if (to) parts.push(Prisma.sql`r.created_at < (${to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`)
  return parts
}
