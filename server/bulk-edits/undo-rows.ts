import { type BulkField, bulkFields } from '#contracts/bulk-edit-values'
import type { Caller } from '#server/access/caller'
import { editAssetIn } from '#server/assets/edit-asset'
import { type Db, transaction } from '#server/platform/db'
import { assetFields, type Fields, type Patch, rightsFields, sameValue, withPatch } from './asset-fields.ts'
import { eachRow, lockRow } from './each-row.ts'
import { editOf } from './edit-of.ts'
import { refusalOf } from './row-refusal.ts'

/** Takes an edit back, row by row as it was made: each an edit of its own. What others have changed since stays, and is reported. */
export async function undoRows(db: Db, caller: Caller, id: string, signal: AbortSignal): Promise<void> {
  await eachRow(db, { id, state: 'done', signal }, number => undoRow(db, caller, id, number))
  await db.bulkEdit.updateMany({ where: { id, state: 'undoing' }, data: { state: 'undone' } })
}

async function undoRow(db: Db, caller: Caller, id: string, number: number): Promise<boolean> {
  try {
    return await transaction(db, async tx => {
      const row = await lockRow(tx, { id, number }, 'undoing', 'done')
      if (row === null) return false
      if (row === 'past') return true
      let kept: BulkField[] = []
      const edit = (asset: Parameters<typeof assetFields>[0]) => {
        const now = assetFields(asset)
        const back = stillOurs(now, row)
        kept = bulkFields.filter(field => field in row.after && !(field in back))
        return editOf(now, withPatch(now, back))
      }
      await editAssetIn(tx, caller, row.assetId, { edit, bulkEdit: id })
      const none = kept.length === Object.keys(row.after).length
      const problem = kept.length === 0 ? null : none ? 'edited-meanwhile' : 'partly-undone'
      const problemDetail = kept.length === 0 ? null : kept.join(', ')
      const data = { state: none ? 'kept' : 'undone', problem, problemDetail }
      await tx.bulkEditRow.updateMany({ where: { bulkEditId: id, number }, data })
      return true
    })
  } catch (error) {
    const data = { state: 'kept', ...refusalOf(error) }
    await db.bulkEditRow.updateMany({ where: { bulkEditId: id, number, state: 'done' }, data })
    return true
  }
}

/** The old values of the fields that still hold what the edit wrote. Pure. */
function stillOurs(now: Fields, { before, after }: { before: Patch; after: Patch }): Patch {
  const fields = (Object.keys(after) as BulkField[]).filter(field => sameValue(now[field], after[field]))
  const back = Object.fromEntries(fields.map(field => [field, before[field]])) as Patch
  if (back.rights !== null) return back
  // To take the statement away would take what others have said of the rights since.
  const others = rightsFields.some(field => !(field in back) && !isEmpty(now[field]))
  if (!others) return back
  const rights = new Set<string>(rightsFields)
  return Object.fromEntries(Object.entries(back).filter(([field]) => !rights.has(field))) as Patch
}

const isEmpty = (value: Fields[BulkField]) =>
  value === null || value === false || (Array.isArray(value) && value.length === 0)
