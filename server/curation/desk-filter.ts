import type { z } from 'zod'
import { type deskFilter, priorities } from '#contracts/nomination'
import { can } from '#server/access/can'
import { visibleSql } from '#server/assets/visible-sql'
import type { PersonActor } from '#server/identity/require-person'
import { Prisma } from '#server/platform/db'
import { fold } from '#server/search/fold'

export type DeskFilter = z.output<z.ZodObject<typeof deskFilter>>

/** The place of a priority in the database: 1 is the most urgent. */
export const priorityRank = (priority: (typeof priorities)[number]) => priorities.indexOf(priority) + 1

/** SQL over `nomination n`, `asset`, `channel c` and the newest delivery `d` of it: what the actor may see and the filter leaves. */
export function deskWhere(actor: PersonActor, filter: DeskFilter, without: 'state' | null = null): Prisma.Sql {
  const parts = [visibleSql(actor), ownSql(actor)]
  if (filter.state && without !== 'state') parts.push(Prisma.sql`n.state = ${filter.state}`)
  if (filter.stage && without !== 'state') parts.push(stageSql(filter.stage))
  if (filter.asset) parts.push(anyItem(Prisma.sql`ia.id = ${filter.asset}::uuid`))
  if (filter.kind) parts.push(anyItem(Prisma.sql`ia.kind = ${filter.kind}`))
  if (filter.topic) parts.push(anyItem(Prisma.sql`${filter.topic} = any(ia.topics)`))
  if (filter.unit)
    parts.push(
      Prisma.sql`exists (select from unit u where u.id = n.unit_id and (u.code = ${filter.unit} or u.id::text = ${filter.unit}))`,
    )
  if (filter.channel) parts.push(Prisma.sql`(c.code = ${filter.channel} or c.id::text = ${filter.channel})`)
  if (filter.campaign)
    parts.push(
      filter.campaign === 'none'
        ? Prisma.sql`n.campaign_id is null`
        : Prisma.sql`n.campaign_id = ${filter.campaign}::uuid`,
    )
  if (filter.priority) parts.push(Prisma.sql`n.priority = ${priorityRank(filter.priority)}`)
  if (filter.due) parts.push(dueSql(filter.due))
  if (filter.package) {
    const more = Prisma.sql`(select count(*) from nomination_item i where i.nomination_id = n.id) > 1`
    parts.push(filter.package === '1' ? more : Prisma.sql`not ${more}`)
  }
  if (filter.assigned) parts.push(assignedSql(actor, filter.assigned))
  if (filter.mine)
    parts.push(
      Prisma.sql`(n.nominated_by = ${actor.id}::uuid or n.unit_id = any(${actor.memberships.map(m => m.unitId)}::uuid[]))`,
    )
  if (filter.q) {
    // As typed, or as the search folds: without case and marks.
    parts.push(Prisma.sql`(asset.title ilike ${`%${likeSafe(filter.q)}%`} or exists (
      select from search_doc s where s.asset_id = asset.id and s.title_f like ${`%${likeSafe(fold(filter.q))}%`}))`)
  }
  return Prisma.join(parts, ' and ')
}

const likeSafe = (words: string) => words.replace(/[\\%_]/g, '\\$&')

/** The nominations of the own units; the desk sees every one. The same rule as `nomination.read` of access/can.ts. */
function ownSql(actor: PersonActor): Prisma.Sql {
  if (can(actor, { act: 'hub.curate' })) return Prisma.sql`true`
  return Prisma.sql`n.unit_id = any(${actor.memberships.map(m => m.unitId)}::uuid[])`
}

const anyItem = (what: Prisma.Sql) =>
  Prisma.sql`exists (select from nomination_item i join asset ia on ia.id = i.asset_id where i.nomination_id = n.id and ${what})`

/** One approval of two; waits for its time; did not go out, or would not. */
export function stageSql(stage: 'second' | 'scheduled' | 'held'): Prisma.Sql {
  if (stage === 'second') return Prisma.sql`(n.state = 'open' and n.first_by is not null)`
  const waits = Prisma.sql`(n.state = 'approved' and d.state = 'queued' and d.publish_at is not null and d.began_at is null)`
  if (stage === 'scheduled') return Prisma.sql`(${waits} and d.held is null)`
  return Prisma.sql`((${waits} and d.held is not null) or (n.state = 'approved' and d.publish_at is not null and d.state in ('dead', 'cancelled')))`
}

/** Calendar days of Vietnam. `overdue` and the days count only what waits for a decision. */
export function dueSql(due: 'overdue' | 'today' | 'week' | 'none'): Prisma.Sql {
  const today = Prisma.sql`date_trunc('day', now() at time zone 'Asia/Ho_Chi_Minh')`
  const local = Prisma.sql`(n.due_at at time zone 'Asia/Ho_Chi_Minh')`
  if (due === 'none') return Prisma.sql`n.due_at is null`
  if (due === 'overdue') return Prisma.sql`(n.due_at < now() and n.state = 'open')`
  if (due === 'today') return Prisma.sql`(${local} >= ${today} and ${local} < ${today} + interval '1 day')`
  return Prisma.sql`(${local} >= ${today} and ${local} < ${today} + interval '7 days')`
}

function assignedSql(actor: PersonActor, assigned: string): Prisma.Sql {
  if (assigned === 'none') return Prisma.sql`n.assigned_to is null`
  return Prisma.sql`n.assigned_to = ${assigned === 'me' ? actor.id : assigned}::uuid`
}
