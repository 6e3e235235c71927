import type { HeldReason } from '#contracts/held-reason'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, Prisma, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { deskFrom } from './nomination-rows.ts'
import { reasonOf } from './nomination-views.ts'
import { noteEntry } from './note-entry.ts'
import { reopenNomination } from './reopen-nomination.ts'

/** What a person has to look at again; anything else of a dead delivery is the ledger's to show. */
const ofTheDesk = [
  'changed-since-approval',
  'rights-ended',
  'under-embargo',
  'asset-trashed',
  'asset-not-ready',
  'recalled',
]

type Row = {
  id: string
  assetId: string
  channelId: string
  channel: string
  unitId: string
  nominatedBy: string
  assignedTo: string | null
  dueAt: Date | null
  reason: string | null
}

/**
 * Looks after what waits: what is scheduled and may not go at its time (edited, its right or embargo does not reach, in the trash,
 * recalled) goes back to the desk at once and its people are told; what is due within a day and undecided is told once. Idempotent.
 */
export async function watchDesk(db: Db): Promise<void> {
  for (const { id, assetId } of await select(db, heldNow)) {
    await transaction(db, async tx => {
      await tx.$executeRaw`select from asset where id = ${assetId}::uuid for no key update`
      await tx.$executeRaw`select from nomination where id = ${id}::uuid for update`
      const [row] = await select(tx, Prisma.sql`n.id = ${id}::uuid and ${heldNow}`)
      if (row) await takeBack(tx, row)
    })
  }
  for (const row of await select(db, dueSoon)) await transaction(db, tx => tellDue(tx, row))
}

const reason = Prisma.sql`coalesce(d.held, d.problem)`
const heldNow = Prisma.sql`n.state = 'approved' and d.publish_at is not null and (
  (d.state = 'queued' and d.began_at is null and d.held is not null)
  or (d.state in ('dead', 'cancelled') and d.problem = any(${ofTheDesk}::text[])))`
const dueSoon = Prisma.sql`n.state = 'open' and n.due_at between now() - interval '1 day' and now() + interval '1 day'`

function select(db: Db | Tx, where: Prisma.Sql): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select n.id, n.asset_id as "assetId", n.channel_id as "channelId", c.name as channel, n.unit_id as "unitId",
      n.nominated_by as "nominatedBy", n.assigned_to as "assignedTo", n.due_at as "dueAt", ${reason} as reason
    from ${deskFrom()} where ${where} order by n.id limit 500`
}

async function takeBack(tx: Tx, row: Row): Promise<void> {
  const why: HeldReason = reasonOf(row.reason)
  try {
    await reopenNomination(tx, row, 'hub', { kind: 'held', facts: { reason: why } }, row.reason ?? 'superseded')
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // The item was nominated for the channel anew: that one waits, and this one is over.
    await tx.nomination.update({ where: { id: row.id }, data: { state: 'withdrawn' } })
    await noteEntry(tx, row.id, 'hub', { kind: 'held', facts: { reason: why } })
  }
  await record(tx, 'system', {
    ...{ act: 'nomination.held', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
    after: { nomination: row.id, reason: why },
  })
  await notify(tx, {
    kind: 'nomination-held',
    subject: { kind: 'asset', id: row.assetId },
    facts: { nominationId: row.id, channel: row.channel, held: why },
    to: {
      people: row.assignedTo ? [row.nominatedBy, row.assignedTo] : [row.nominatedBy],
      unit: { id: row.unitId, roles: ['editor'] },
      hubRole: 'curator',
    },
  })
  await signal(tx, 'a', row.assetId)
}

function tellDue(tx: Tx, row: Row): Promise<void> {
  const dueAt = row.dueAt!.toISOString()
  return notify(tx, {
    kind: 'nomination-due',
    subject: { kind: 'asset', id: row.assetId },
    facts: { nominationId: row.id, channel: row.channel, dueAt },
    to: row.assignedTo ? { people: [row.assignedTo] } : { hubRole: 'curator' },
    once: `nomination-due:${row.id}:${dueAt}`,
  })
}
