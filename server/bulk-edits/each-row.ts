import type { Db, Tx } from '#server/platform/db'
import type { Patch } from './asset-fields.ts'

const batch = 500

/** Works on the rows in a state, in their order, until `work` says that it must stop; then false. */
export async function eachRow(
  db: Db,
  { id, state, signal }: { id: string; state: string; signal: AbortSignal },
  work: (number: number) => Promise<boolean>,
): Promise<boolean> {
  let after = 0
  for (;;) {
    const where = { bulkEditId: id, state, number: { gt: after } }
    const rows = await db.bulkEditRow.findMany({
      where,
      orderBy: { number: 'asc' },
      take: batch,
      select: { number: true },
    })
    if (rows.length === 0) return true
    for (const { number } of rows) {
      signal.throwIfAborted()
      if (!(await work(number))) return false
    }
    after = rows.at(-1)!.number
  }
}

type Locked = { assetId: string; revision: number; before: Patch; after: Patch }

/**
 * A row under its lock, while its edit stands in `editState` and will until the transaction ends; null where the edit does not, `past`
 * where somebody else has done the row.
 */
export async function lockRow(
  tx: Tx,
  { id, number }: { id: string; number: number },
  editState: 'running' | 'undoing',
  rowState: 'ready' | 'done',
): Promise<Locked | 'past' | null> {
  const edits = await tx.$queryRaw<unknown[]>`
    select 1 from bulk_edit where id = ${id}::uuid and state = ${editState} for share`
  if (edits.length === 0) return null
  const [row] = await tx.$queryRaw<Locked[]>`
    select asset_id::text as "assetId", revision, before, after from bulk_edit_row
    where bulk_edit_id = ${id}::uuid and number = ${number} and state = ${rowState} and before is not null for update`
  return row ?? 'past'
}
