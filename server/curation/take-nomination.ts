import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { requireNominable } from './nominate-package.ts'
import { noteEntry } from './note-entry.ts'
import { noFirst, reopenNomination } from './reopen-nomination.ts'

/**
 * Puts what was returned, or taken back, forward again: the same nomination with its texts, comments and history. Throws as a first
 * nomination does, and `conflict` for one that waits or was approved.
 */
export async function resubmitNomination(db: Db, caller: Caller, id: string, note: string): Promise<void> {
  await transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.take')
    if (row.state !== 'returned' && row.state !== 'withdrawn')
      throw new ProblemError('conflict', { detail: 'Đề cử này chưa bị trả lại.' })
    const items = await tx.nominationItem.findMany({ where: { nominationId: id }, select: { assetId: true } })
    for (const { assetId } of items) await requireNominable(tx, caller, assetId)
    await reopenNomination(tx, row, caller.actor, { kind: 'resubmitted', text: note })
    await audit(tx, caller, row, 'nomination.resubmit', note)
    await notify(tx, {
      kind: 'nomination-made',
      subject: { kind: 'asset', id: row.assetId },
      facts: { nominationId: id, channel: row.channel, note: note.slice(0, 300) },
      to: row.assignedTo ? { people: [row.assignedTo] } : { hubRole: 'curator' },
      by: caller.actor.kind === 'person' ? caller.actor.id : null,
    })
  })
}

/** Takes back what nobody has decided. Throws `already-decided`. */
export async function withdrawNomination(db: Db, caller: Caller, id: string, note: string): Promise<void> {
  await transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.take')
    if (row.state !== 'open') throw new ProblemError('already-decided')
    await tx.nomination.update({ where: { id }, data: { state: 'withdrawn', ...noFirst } })
    await noteEntry(tx, id, caller.actor, { kind: 'withdrawn', text: note })
    await audit(tx, caller, row, 'nomination.withdraw', note)
  })
}

async function audit(tx: Tx, caller: Caller, row: NominationRow, act: string, note: string): Promise<void> {
  const subject = { subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId }
  const before = { nomination: row.id, state: row.state }
  await record(tx, caller, { act, ...subject, before, after: { nomination: row.id, title: row.title, note } })
  await signal(tx, 'a', row.assetId)
}
