import type { NominationState } from '#contracts/nomination'
import type { Actor } from '#server/access/actor'
import { can, type Wish } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** A nomination's row with its channel, as the use cases of the desk hold it. */
export type NominationRow = {
  id: string
  assetId: string
  channelId: string
  channel: string
  packageId: string
  state: NominationState
  unitId: string
  nominatedBy: string
  revision: number
  dueAt: Date | null
  publishAt: Date | null
  priority: number
  campaignId: string | null
  assignedTo: string | null
  texts: unknown
  firstBy: string | null
  firstAt: Date | null
  firstStamp: string | null
  title: string
  /** The database's time. */
  now: Date
}
type Act = Extract<Wish, { nomination: unknown }>['act']

/**
 * A nomination under its lock, and its lead locked against an edit in between: what is looked at is what is decided. Throws
 * `not-found` for what the actor may not see, as for what is not there (also while its lead is in the trash), and `not-allowed` where
 * only the act is not theirs.
 */
export async function lockNomination(tx: Tx, actor: Actor, id: string, act: Act): Promise<NominationRow> {
  const found = await tx.nomination.findUnique({ where: { id }, select: { assetId: true } })
  // The asset first, as every decision about an item and its channels.
  if (found) await tx.$executeRaw`select from asset where id = ${found.assetId}::uuid for no key update`
  const row = found && (await select(tx, actor, id, true))
  if (!row || !can(actor, { act: 'nomination.read', nomination: row })) throw new ProblemError('not-found')
  if (!can(actor, { act, nomination: row })) throw new ProblemError('not-allowed')
  return row
}

/** As lockNomination, to look only. */
export async function findSeen(db: Db | Tx, actor: Actor, id: string): Promise<NominationRow> {
  const row = await select(db, actor, id, false)
  if (!row || !can(actor, { act: 'nomination.read', nomination: row })) throw new ProblemError('not-found')
  return row
}

async function select(db: Db | Tx, actor: Actor, id: string, lock: boolean): Promise<NominationRow | null> {
  const [row] = await db.$queryRaw<NominationRow[]>`
    select n.id, n.asset_id as "assetId", n.channel_id as "channelId", c.name as channel, n.package_id as "packageId", n.state,
      n.unit_id as "unitId", n.nominated_by as "nominatedBy", n.revision, n.due_at as "dueAt", n.publish_at as "publishAt",
      n.priority, n.campaign_id as "campaignId", n.assigned_to as "assignedTo", n.texts, n.first_by as "firstBy",
      n.first_at as "firstAt", n.first_stamp as "firstStamp", asset.title, now() as now
    from nomination n join channel c on c.id = n.channel_id join asset on asset.id = n.asset_id
    where n.id = ${id}::uuid and ${visibleSql(actor)} ${lock ? Prisma.sql`for update of n` : Prisma.empty}`
  return row ?? null
}
