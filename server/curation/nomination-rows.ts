import type { DeliveryState } from '#contracts/delivery'
import type { NominationState } from '#contracts/nomination'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { newestDeliverySql } from './held-sql.ts'
import { reopenableSql } from './reopenable-sql.ts'

/** A nomination as a list reads it: its own columns, the names beside them, and its newest delivery. */
export type DeskRow = {
  id: string
  state: NominationState
  note: string
  unitId: string
  channelId: string
  channelCode: string
  channelName: string
  windows: unknown
  packageId: string
  nominatedBy: string
  nominatorName: string
  createdAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  deciderName: string | null
  decisionNote: string | null
  revision: number
  dueAt: Date | null
  priority: number
  campaignId: string | null
  campaignName: string | null
  assignedTo: string | null
  assigneeName: string | null
  firstBy: string | null
  firstName: string | null
  firstAt: Date | null
  firstNote: string | null
  firstStamp: string | null
  publishAt: Date | null
  texts: unknown
  comments: number
  deliveryId: string | null
  deliveryState: DeliveryState | null
  deliveryUrl: string | null
  deliveryProblem: string | null
  deliveryText: string | null
  deliveryAt: Date | null
  scheduledAt: Date | null
  begun: boolean
  held: string | null
  reopenable: boolean
  sortDue: Date
}

/** Without a day comes last; a cursor needs a value. */
export const noDay = Prisma.sql`'9999-12-31T00:00:00Z'::timestamptz`

/** SQL: the tables that a filter of the desk may name. */
export const deskFrom = () => Prisma.sql`
  nomination n
  join asset on asset.id = n.asset_id
  join channel c on c.id = n.channel_id
  left join lateral (${newestDeliverySql()}) d on true`

/** Nominations by a predicate and in an order. */
export function selectRows(db: Db | Tx, where: Prisma.Sql, order: Prisma.Sql, limit: number): Promise<DeskRow[]> {
  return db.$queryRaw<DeskRow[]>`
    select n.id, n.state, n.note, n.unit_id as "unitId", n.channel_id as "channelId", c.code as "channelCode",
      c.name as "channelName", c.windows, n.package_id as "packageId", n.nominated_by as "nominatedBy",
      p.name as "nominatorName", n.created_at as "createdAt", n.decided_at as "decidedAt", n.decided_by as "decidedBy",
      decider.name as "deciderName", n.decision_note as "decisionNote", n.revision, n.due_at as "dueAt", n.priority,
      n.campaign_id as "campaignId", k.name as "campaignName", n.assigned_to as "assignedTo", carer.name as "assigneeName",
      n.first_by as "firstBy", eye.name as "firstName", n.first_at as "firstAt", n.first_note as "firstNote",
      n.first_stamp as "firstStamp", n.publish_at as "publishAt", n.texts,
      (select count(*)::int from nomination_entry e where e.nomination_id = n.id and e.kind = 'comment') as comments,
      d.id as "deliveryId", d.state as "deliveryState", d.public_url as "deliveryUrl", d.problem as "deliveryProblem",
      d.problem_text as "deliveryText", d.updated_at as "deliveryAt", d.publish_at as "scheduledAt",
      coalesce(d.began_at is not null, false) as begun, d.held, ${reopenableSql()} as reopenable, coalesce(n.due_at, ${noDay}) as "sortDue"
    from ${deskFrom()}
    left join person p on p.id = n.nominated_by
    left join person decider on decider.id = n.decided_by
    left join person carer on carer.id = n.assigned_to
    left join person eye on eye.id = n.first_by
    left join campaign k on k.id = n.campaign_id
    where ${where} order by ${order} limit ${limit}`
}
