import type { Caller } from '#server/access/caller'
import { editAssetIn } from '#server/assets/edit-asset'
import { type Db, transaction } from '#server/platform/db'
import { assetFields, withPatch } from './asset-fields.ts'
import { eachRow, lockRow } from './each-row.ts'
import { editOf } from './edit-of.ts'
import { refusalOf } from './row-refusal.ts'

/**
 * Carries a dry run out: each row an edit of its own, with the row's state in the same transaction, so that a kill repeats and loses
 * nothing. An asset that differs from what the dry run saw is left as it is. Stops where the edit was cancelled.
 */
export async function runRows(db: Db, caller: Caller, id: string, signal: AbortSignal): Promise<void> {
  const whole = await eachRow(db, { id, state: 'ready', signal }, number => runRow(db, caller, id, number))
  if (!whole) return
  await db.$executeRaw`
    update bulk_edit set state = 'done', finished_at = now() where id = ${id}::uuid and state = 'running'`
}

async function runRow(db: Db, caller: Caller, id: string, number: number): Promise<boolean> {
  try {
    return await transaction(db, async tx => {
      const row = await lockRow(tx, { id, number }, 'running', 'ready')
      if (row === null) return false
      if (row === 'past') return true
      const edit = (asset: Parameters<typeof assetFields>[0]) => {
        const now = assetFields(asset)
        return editOf(now, withPatch(now, row.after))
      }
      await editAssetIn(tx, caller, row.assetId, { revision: row.revision, edit, bulkEdit: id })
      await tx.$executeRaw`
        update bulk_edit_row set state = 'done' where bulk_edit_id = ${id}::uuid and number = ${number}`
      return true
    })
  } catch (error) {
    const refusal = refusalOf(error)
    await db.bulkEditRow.updateMany({
      where: { bulkEditId: id, number, state: 'ready' },
      data: { state: 'failed', ...refusal },
    })
    return true
  }
}
