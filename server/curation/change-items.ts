import type { z } from 'zod'
import type { itemsChange } from '#contracts/desk'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { loadItems } from './load-items.ts'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { requireNominable } from './nominate-package.ts'
import { noteEntry } from './note-entry.ts'
import { placeItems } from './package-roles.ts'
import { noFirst, reopenNomination } from './reopen-nomination.ts'

/**
 * Changes what is in the package, its order, its roles and its lead. What the caller may not see stays, at the end. What was approved
 * asks for approval again. Throws `nomination-changed`, `conflict` for a package without its lead and where the lead cannot move, and for
 * a new item as a nomination does.
 */
export async function changeItems(
  db: Db,
  caller: Caller,
  id: string,
  change: z.output<typeof itemsChange>,
): Promise<void> {
  await transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.edit')
    if (row.revision !== change.seen) throw new ProblemError('nomination-changed')
    const before = (await loadItems(tx, caller.actor, [id])).get(id) ?? []
    const kinds = new Map<string, string>(before.map(item => [item.id, item.kind]))
    for (const { asset } of change.items) {
      if (!before.some(item => item.id === asset && item.readable))
        kinds.set(asset, (await requireNominable(tx, caller, asset)).kind)
    }
    const lead = change.items.find(item => item.role === 'lead')?.asset ?? row.assetId
    if (!change.items.some(item => item.asset === lead) || change.items.filter(isLead).length > 1) throw leadless()
    const wished = change.items.map(item => (item.asset === lead ? { ...item, role: 'lead' as const } : item))
    const placed = placeItems(wished, kinds)
    if (lead !== row.assetId) await moveLead(tx, row, lead)
    const hidden = before
      .filter(item => !item.readable && !placed.some(each => each.assetId === item.id))
      .map((item, at) => ({ assetId: item.id, role: item.role, position: placed.length + at }))
    if (row.state === 'approved') await reopenNomination(tx, row, caller.actor, { kind: 'reopened' })
    await tx.nominationItem.deleteMany({ where: { nominationId: id } })
    await tx.nominationItem.createMany({ data: [...placed, ...hidden].map(item => ({ ...item, nominationId: id })) })
    await tx.nomination.update({ where: { id }, data: { revision: { increment: 1 }, ...noFirst } })
    await noteEntry(tx, id, caller.actor, { kind: 'items', facts: { items: placed.length + hidden.length } })
    await record(tx, caller, {
      ...{ act: 'nomination.items', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
      before: { nomination: id, items: before.map(item => item.id) },
      after: { nomination: id, items: [...placed, ...hidden].map(item => item.assetId) },
    })
    await signal(tx, 'a', row.assetId)
  })
}

const isLead = (item: { role?: string | undefined }) => item.role === 'lead'
const leadless = () => new ProblemError('conflict', { detail: 'Gói cần đúng một tư liệu chính, nằm trong gói.' })

/**
 * Makes another item the lead. The receiver's item bears the lead's id, so this is for what waits for its first decision there: whatever
 * this nomination ever sent stays where it is. The nomination is then one of that item's unit. Throws `conflict`, `already-nominated`.
 */
async function moveLead(tx: Tx, row: NominationRow, lead: string): Promise<void> {
  const sent = await tx.delivery.count({ where: { nominationId: row.id } })
  if (row.state !== 'open' || sent > 0)
    throw new ProblemError('conflict', {
      detail: 'Chỉ đổi được tư liệu chính khi đề cử đang chờ và chưa từng được gửi lên kênh. Hãy lập đề cử mới.',
    })
  await tx.$executeRaw`select from asset where id = ${lead}::uuid for no key update`
  const { unitId } = await tx.asset.findUniqueOrThrow({ where: { id: lead }, select: { unitId: true } })
  const other = { assetId: lead, channelId: row.channelId, state: 'open', id: { not: row.id } }
  if ((await tx.nomination.count({ where: other })) > 0) throw new ProblemError('already-nominated')
  await tx.nomination.update({ where: { id: row.id }, data: { assetId: lead, unitId } })
}
