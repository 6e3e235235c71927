import type { DeskCounts } from '#contracts/desk'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, Prisma } from '#server/platform/db'
import { type DeskFilter, deskWhere, dueSql, stageSql } from './desk-filter.ts'
import { deskFrom } from './nomination-rows.ts'

type Numbers = Record<'open' | 'approved' | 'returned' | 'withdrawn' | 'second' | 'scheduled' | 'held', number>
type Days = Record<'overdue' | 'today' | 'week' | 'noDay' | 'me' | 'nobody', number>

/** How many nominations stand where, of what the filter leaves and the actor may see. */
export async function countNominations(db: Db, actor: PersonActor, filter: DeskFilter): Promise<DeskCounts> {
  const where = deskWhere(actor, filter)
  const all = deskWhere(actor, filter, 'state')
  const [[states], [days], units, channels, campaigns, kinds, topics] = await Promise.all([
    db.$queryRaw<Numbers[]>`
      select ${count(Prisma.sql`n.state = 'open'`)} as open, ${count(Prisma.sql`n.state = 'approved'`)} as approved,
        ${count(Prisma.sql`n.state = 'returned'`)} as returned, ${count(Prisma.sql`n.state = 'withdrawn'`)} as withdrawn,
        ${count(stageSql('second'))} as second, ${count(stageSql('scheduled'))} as scheduled, ${count(stageSql('held'))} as held
      from ${deskFrom()} where ${all}`,
    db.$queryRaw<Days[]>`
      select ${count(dueSql('overdue'))} as overdue, ${count(dueSql('today'))} as today, ${count(dueSql('week'))} as week,
        ${count(dueSql('none'))} as "noDay", ${count(Prisma.sql`n.assigned_to = ${actor.id}::uuid`)} as me,
        ${count(Prisma.sql`n.assigned_to is null`)} as nobody
      from ${deskFrom()} where ${where}`,
    grouped<{ id: string; code: string; name: string }>(
      Prisma.sql`json_build_object('id', u.id, 'code', u.code, 'name', un.name)`,
      Prisma.sql`join unit u on u.id = n.unit_id join lateral (
        select name from unit_name where unit_id = u.id order by (valid_to is null) desc, valid_from desc nulls last limit 1) un on true`,
    ),
    grouped<{ id: string; code: string; name: string }>(
      Prisma.sql`json_build_object('id', c.id, 'code', c.code, 'name', c.name)`,
      Prisma.empty,
    ),
    grouped<{ id: string; name: string }>(
      Prisma.sql`json_build_object('id', k.id, 'name', k.name)`,
      Prisma.sql`join campaign k on k.id = n.campaign_id`,
    ),
    grouped<string>(
      Prisma.sql`to_json(ia.kind)`,
      Prisma.sql`join nomination_item i on i.nomination_id = n.id join asset ia on ia.id = i.asset_id`,
    ),
    grouped<{ code: string; name: string }>(
      Prisma.sql`json_build_object('code', t.code, 'name', coalesce(
        (select name_vi from term where scheme = 'topic' and code = t.code), t.code))`,
      Prisma.sql`join nomination_item i on i.nomination_id = n.id join asset ia on ia.id = i.asset_id
        cross join lateral unnest(ia.topics) t (code)`,
    ),
  ])
  const { open, approved, returned, withdrawn, second, scheduled, held } = states!
  const { overdue, today, week, noDay, me, nobody } = days!
  return {
    states: { open, approved, returned, withdrawn },
    stages: { second, scheduled, held },
    due: { overdue, today, week, none: noDay },
    assigned: { me, none: nobody },
    ...{ units, channels, campaigns, kinds, topics },
  }

  function grouped<T>(of: Prisma.Sql, join: Prisma.Sql): Promise<{ of: T; count: number }[]> {
    return db.$queryRaw<{ of: T; count: number }[]>`
      select (array_agg(g.of))[1] as of, count(distinct g.id)::int as count
      from (select ${of} as of, n.id from ${deskFrom()} ${join} where ${where}) g
      group by g.of::text order by count desc, g.of::text limit 100`
  }
}

const count = (what: Prisma.Sql) => Prisma.sql`(count(*) filter (where ${what}))::int`
