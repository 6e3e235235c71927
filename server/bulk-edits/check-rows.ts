import type { BulkChanges } from '#contracts/bulk-edit'
import type { Actor } from '#server/access/actor'
import { checkEdit } from '#server/assets/edit-asset'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { assetFields, difference, type Patch, withPatch } from './asset-fields.ts'
import { editOf } from './edit-of.ts'
import { type Cells, patchOfCells } from './patch-of-cells.ts'
import { patchOfChanges } from './patch-of-changes.ts'
import { RowRefusal, refusalOf } from './row-refusal.ts'
import { loadTermNames, type Terms } from './term-names.ts'

// What a kill undoes; a page of the list fills as fast.
const batch = 100
const atOnce = 4

type Row = { number: number; assetId: string; seenRevision: number | null; cells: Cells | null; doubled: boolean }
type Outcome = {
  number: number
  state: 'ready' | 'unchanged' | 'refused'
  revision?: number
  before?: Patch
  after?: Patch
  problem?: string
  problemDetail?: string | null
}

/**
 * The dry run: looks at each row that still waits, as its person stands now, and writes down what would change or why it cannot.
 * Changes no asset. Goes on where it stood; ends where the edit is deleted.
 */
export async function checkRows(
  db: Db,
  actor: Actor,
  edit: { id: string; changes: BulkChanges | null },
  signal: AbortSignal,
): Promise<void> {
  const terms = await loadTermNames(db)
  for (;;) {
    signal.throwIfAborted()
    const rows = await waitingRows(db, edit.id)
    if (rows.length === 0) break
    const outcomes: Outcome[] = []
    for (let at = 0; at < rows.length; at += atOnce)
      outcomes.push(
        ...(await Promise.all(
          rows.slice(at, at + atOnce).map(row => checkRow(db, actor, row, { changes: edit.changes, terms })),
        )),
      )
    if (!(await keep(db, edit.id, outcomes))) return
  }
  await db.bulkEdit.updateMany({ where: { id: edit.id, state: 'checking' }, data: { state: 'ready' } })
}

async function waitingRows(db: Db, id: string): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select number, asset_id::text as "assetId", seen_revision as "seenRevision", cells,
      exists (select from bulk_edit_row o where o.bulk_edit_id = r.bulk_edit_id and o.asset_id = r.asset_id
        and o.number < r.number) as doubled
    from bulk_edit_row r
    where bulk_edit_id = ${id}::uuid and state = 'waiting' order by number limit ${batch}`
}

type Wanted = { changes: BulkChanges | null; terms: Terms }

async function checkRow(db: Db, actor: Actor, row: Row, { changes, terms }: Wanted): Promise<Outcome> {
  const { number } = row
  try {
    // Asked first: of what is not theirs a doubled line says no more than a single one.
    const asset = await findReadableAsset(db, actor, row.assetId)
    if (row.doubled) throw new RowRefusal('row-doubled')
    await checkEdit(db, actor, asset, {})
    if (row.seenRevision !== null && row.seenRevision !== asset.revision) throw new ProblemError('edited-meanwhile')
    const from = assetFields(asset)
    const patch = changes ? patchOfChanges(changes, from) : patchOfCells(row.cells ?? {}, from, terms)
    const to = withPatch(from, patch)
    const edit = editOf(from, to)
    if (edit === null) return { number, state: 'unchanged', revision: asset.revision }
    await checkEdit(db, actor, asset, edit)
    return { number, state: 'ready', revision: asset.revision, ...difference(from, to) }
  } catch (error) {
    return { number, state: 'refused', ...refusalOf(error) }
  }
}

/** Whether the edit was still being checked. */
async function keep(db: Db, id: string, outcomes: readonly Outcome[]): Promise<boolean> {
  return transaction(db, async tx => {
    const [edit] = await tx.$queryRaw<{ state: string }[]>`
      select state from bulk_edit where id = ${id}::uuid for share`
    if (edit?.state !== 'checking') return false
    await tx.$executeRaw`
      update bulk_edit_row r set state = o.state, revision = o.revision, before = o.before, after = o.after,
        problem = o.problem, problem_detail = o."problemDetail", cells = null
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        as o (number integer, state text, revision integer, before jsonb, after jsonb, problem text, "problemDetail" text)
      where r.bulk_edit_id = ${id}::uuid and r.number = o.number and r.state = 'waiting'`
    return true
  })
}
