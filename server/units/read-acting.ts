import type { SuccessionKind } from '#contracts/unit-history'
import type { UnitRole } from '#contracts/values'
import type { ActorMembership } from '#server/access/actor'
import type { Db, Tx } from '#server/platform/db'
import { actingMemberships, type InForce } from './acting-memberships.ts'

type Row = { personId: string; unitId: string; role: string; partner: boolean; ended: boolean }

/** In which units a person (or, where none is named, everybody) acts today, by the memberships given and the successions in force. */
export async function readActing(
  db: Db | Tx,
  personId: string | null,
): Promise<{ personId: string; membership: ActorMembership }[]> {
  const [rows, successions] = await Promise.all([readGiven(db, personId), readInForce(db)])
  const people = new Map<string, Row[]>()
  for (const row of rows) people.set(row.personId, [...(people.get(row.personId) ?? []), row])
  return [...people].flatMap(([id, given]) =>
    actingMemberships(
      given.map(row => ({ ...row, role: row.role as UnitRole })),
      successions,
    ).map(membership => ({ personId: id, membership })),
  )
}

function readGiven(db: Db | Tx, personId: string | null): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select m.person_id as "personId", m.unit_id as "unitId", m.role, u.kind = 'partner' as partner,
      coalesce(u.ended_on < hub_today(), false) as ended
    from membership m
    join unit u on u.id = m.unit_id
    where ${personId}::uuid is null or m.person_id = ${personId}::uuid`
}

/** The successions whose day has come. */
async function readInForce(db: Db | Tx): Promise<InForce[]> {
  const rows = await db.$queryRaw<(InForce & { kind: string })[]>`
    select s.from_unit_id as "from", s.to_unit_id as "to", s.kind, coalesce(u.ended_on < hub_today(), false) as "toEnded"
    from unit_succession s
    join unit u on u.id = s.to_unit_id
    where s.on_date <= hub_today()`
  return rows.map(row => ({ ...row, kind: row.kind as SuccessionKind }))
}
