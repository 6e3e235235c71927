import type { BulkChanges, BulkSelection } from '#contracts/bulk-edit'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { checkTerms } from '#server/vocabulary/check-terms'
import type { Cells } from './patch-of-cells.ts'
import type { SheetLine } from './read-edit-sheet.ts'
import { type SelectDeps, selectAssets } from './select-assets.ts'

/** How many dry runs a person may have standing; the oldest gives way. */
const openMax = 20

/** Begins the dry run of one change for all. Returns its id. Throws `bulk-edit-too-large`, `unknown-term`. */
export async function createBulkEdit(
  deps: SelectDeps,
  person: PersonActor,
  { select, changes }: { select: BulkSelection; changes: BulkChanges },
): Promise<string> {
  await checkTerms(deps.db, addedTerms(changes))
  const ids = await selectAssets(deps, person, select)
  return begin(deps.db, person.id, { source: 'form', changes: changes as Prisma.InputJsonValue }, ids.map(plainRow))
}

/** Begins the dry run of an edited sheet. Returns its id. */
export async function createSheetEdit(
  db: Db,
  person: PersonActor,
  { lines, unknown, fileName }: { lines: readonly SheetLine[]; unknown: string[]; fileName: string },
): Promise<string> {
  const rows = lines.map((line, at) => ({ number: at + 1, ...line }))
  return begin(db, person.id, { source: 'sheet', fileName, unknownColumns: unknown }, rows)
}

type NewRow = { number: number; assetId: string; line?: number; seenRevision?: number | null; cells?: Cells }
type NewEdit = Pick<Prisma.BulkEditUncheckedCreateInput, 'source' | 'changes' | 'fileName'> & {
  unknownColumns?: string[]
}
const plainRow = (assetId: string, at: number): NewRow => ({ number: at + 1, assetId })

async function begin(db: Db, personId: string, edit: NewEdit, rows: readonly NewRow[]): Promise<string> {
  const id = newId()
  await transaction(db, async tx => {
    await dropOldest(tx, personId)
    await tx.bulkEdit.create({ data: { id, personId, ...edit, expiresAt: new Date(Date.now() + 86_400_000) } })
    // 24 hours by the one clock that counts.
    await tx.$executeRaw`update bulk_edit set expires_at = now() + interval '24 hours' where id = ${id}::uuid`
    await tx.$executeRaw`
      insert into bulk_edit_row (bulk_edit_id, number, asset_id, line, seen_revision, cells)
      select ${id}::uuid, number, "assetId", line, "seenRevision", cells
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (number integer, "assetId" uuid, line integer, "seenRevision" integer, cells jsonb)`
    await enqueue(tx, 'bulk-edit.work', { bulkEditId: id }, { key: `bulk-edit:${id}` })
  })
  return id
}

async function dropOldest(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`
    delete from bulk_edit where id in (
      select id from bulk_edit where person_id = ${personId}::uuid and state in ('checking', 'ready')
      order by id desc offset ${openMax - 1})`
}

function addedTerms({ topics, places, audiences, pillars, themes, rights }: BulkChanges) {
  const added = (change: BulkChanges['topics']) => [...(change?.add ?? []), ...(change?.set ?? [])]
  return {
    ...{ topics: added(topics), places: added(places), audiences: added(audiences) },
    ...{ pillars: added(pillars), themes: added(themes), rights: rights?.statement },
  }
}
