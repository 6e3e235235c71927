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
  const { rows, successions } = await read(db, personId)
  const people = new Map<string, Row[]>()
  for (const row of rows) people.set(row.personId, [...(people.get(row.personId) ?? []), row])
  return [...people].flatMap(([id, given]) =>
    actingMemberships(
      given.map(row => ({ ...row, role: row.role as UnitRole })),
      successions,
    ).map(membership => ({ personId: id, membership })),
  )
}

/** The memberships given, and the successions whose day has come, in one question: it is asked for every request. */
async function read(db: Db | Tx, personId: string | null): Promise<{ rows: Row[]; successions: InForce[] }> {
  const [found] = await db.$queryRaw<{ rows: Row[]; successions: (InForce & { kind: SuccessionKind })[] }[]>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('personId', m.person_id, 'unitId', m.unit_id, 'role', m.role,
          'partner', u.kind = 'partner', 'ended', coalesce(u.ended_on < hub_today(), false)))
        from membership m join unit u on u.id = m.unit_id
        where ${personId}::uuid is null or m.person_id = ${personId}::uuid), '[]') as rows,
      coalesce((select jsonb_agg(jsonb_build_object('from', s.from_unit_id, 'to', s.to_unit_id, 'kind', s.kind,
          'toEnded', coalesce(u.ended_on < hub_today(), false)))
        from unit_succession s join unit u on u.id = s.to_unit_id where s.on_date <= hub_today()), '[]') as successions`
  return found!
}
