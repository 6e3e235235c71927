import type { ThreadEntry } from '#contracts/desk'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { findSeen, lockNomination, type NominationRow } from './lock-nomination.ts'
import { noteEntry } from './note-entry.ts'

type Row = Omit<ThreadEntry, 'at' | 'by'> & { at: Date; personId: string | null; personName: string | null }

/** Comments and what happened, oldest first, at most 500: for the desk and the nominating unit. Throws `not-found`. */
export async function readThread(db: Db, actor: Actor, id: string): Promise<ThreadEntry[]> {
  await findSeen(db, actor, id)
  const rows = await db.$queryRaw<Row[]>`
    select e.id, e.at, e.kind, e.side, e.text, e.facts, p.id as "personId", p.name as "personName"
    from nomination_entry e left join person p on p.id = e.person_id
    where e.nomination_id = ${id}::uuid order by e.id limit 500`
  return rows.map(({ at, personId, personName, ...row }) => ({
    ...row,
    at: at.toISOString(),
    by: personId && personName !== null ? { id: personId, name: personName } : null,
  }))
}

/** Says something; the other side of the desk and whoever spoke before is told. Throws `not-found`, `not-allowed`. */
export async function commentNomination(db: Db, caller: Caller, id: string, text: string): Promise<void> {
  await transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.comment')
    await noteEntry(tx, id, caller.actor, { kind: 'comment', text })
    await record(tx, caller, {
      ...{ act: 'nomination.comment', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
      after: { nomination: id },
    })
    await tellComment(tx, caller, row, text)
    await signal(tx, 'a', row.assetId)
  })
}

async function tellComment(tx: Tx, caller: Caller, row: NominationRow, text: string): Promise<void> {
  const spoke = await tx.nominationEntry.findMany({
    where: { nominationId: row.id, kind: 'comment', personId: { not: null } },
    distinct: ['personId'],
    select: { personId: true },
  })
  const people = [row.nominatedBy, ...spoke.flatMap(each => each.personId ?? [])]
  await notify(tx, {
    kind: 'nomination-comment',
    subject: { kind: 'asset', id: row.assetId },
    facts: { nominationId: row.id, channel: row.channel, note: text.slice(0, 300) },
    to: {
      people: row.assignedTo ? [...people, row.assignedTo] : people,
      unit: { id: row.unitId, roles: ['editor'] },
      ...(row.assignedTo ? {} : { hubRole: 'curator' as const }),
    },
    by: caller.actor.kind === 'person' ? caller.actor.id : null,
  })
}
