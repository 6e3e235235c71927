import type { z } from 'zod'
import type { itemsChange } from '#contracts/desk'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { loadItems } from './load-items.ts'
import { lockNomination } from './lock-nomination.ts'
import { requireNominable } from './nominate-package.ts'
import { noteEntry } from './note-entry.ts'
import { placeItems } from './package-roles.ts'
import { noFirst, reopenNomination } from './reopen-nomination.ts'

/**
 * Changes what is in the package, its order and its roles. The lead stays: the receiver's item bears its id. What the caller may not
 * see stays too, at the end. What was approved asks for approval again. Throws `nomination-changed`, `conflict` for another lead, and
 * for a new item as a nomination does.
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
    const wished = change.items.map(item => (item.asset === row.assetId ? { ...item, role: 'lead' as const } : item))
    const placed = placeItems(wished, kinds)
    const leads = wished.filter(item => item.role === 'lead').length
    if (leads !== 1 || placed[0]?.assetId !== row.assetId)
      throw new ProblemError('conflict', { detail: 'Tư liệu chính của gói không đổi được. Hãy lập đề cử mới.' })
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
