import { type Response, Router } from 'express'
import { operations } from '#contracts/operations'
import { requirePerson } from '#server/identity/require-person'
import { mount } from '#server/platform/endpoint'
import { createGate } from '#server/platform/gate'
import { cancelBulkEdit, deleteBulkEdit, runBulkEdit, undoBulkEdit } from './bulk-edit-states.ts'
import { listBulkEditRows, listBulkEdits, readBulkEdit } from './bulk-edit-views.ts'
import { createBulkEdit, createSheetEdit } from './create-bulk-edit.ts'
import { editSheet } from './edit-sheet.ts'
import { readEditSheet } from './read-edit-sheet.ts'
import { readSheetForm } from './read-sheet-form.ts'
import { reportSheet } from './report-sheet.ts'
import type { SelectDeps } from './select-assets.ts'
import { xlsxType } from './write-workbook.ts'

/** Bulk edits: one's own alone; of others' the answer is as if they were not. */
export function bulkEditsRouter(deps: SelectDeps): Router {
  const router = Router()
  const { db } = deps
  // A sheet of 5,000 rows is read and written in memory.
  const gate = createGate(2, 20)
  mount(router, operations.createBulkEdit, async ({ caller, body }) => {
    requirePerson(caller.actor)
    const { actor } = caller
    return { bulkEdit: await readBulkEdit(db, actor, await createBulkEdit(deps, actor, body)) }
  })
  mount(router, operations.createSheetEdit, async ({ caller, req, res }) => {
    requirePerson(caller.actor)
    const { actor } = caller
    const { stored, fileName } = await readSheetForm(req, res, caller)
    const read = await gate(() => readEditSheet(stored))
    return { bulkEdit: await readBulkEdit(db, actor, await createSheetEdit(db, actor, { ...read, fileName })) }
  })
  mount(router, operations.downloadEditSheet, async ({ caller, body, res }) => {
    requirePerson(caller.actor)
    const { actor } = caller
    send(res, 'sua-hang-loat.xlsx', await gate(() => editSheet(deps, actor, body.select)))
  })
  mount(router, operations.listBulkEdits, async ({ caller }) => {
    requirePerson(caller.actor)
    return { bulkEdits: await listBulkEdits(db, caller.actor) }
  })
  mount(router, operations.listBulkEditRows, async ({ caller, params, query }) => {
    requirePerson(caller.actor)
    return listBulkEditRows(db, caller.actor, params.id!, query)
  })
  mount(router, operations.downloadBulkEditReport, async ({ caller, params, res }) => {
    requirePerson(caller.actor)
    const { actor } = caller
    send(res, 'ket-qua-sua-hang-loat.xlsx', await gate(() => reportSheet(db, actor, params.id!)))
  })
  mountActs(router, deps)
  return router
}

function mountActs(router: Router, { db }: SelectDeps): void {
  mount(router, operations.readBulkEdit, async ({ caller, params }) => {
    requirePerson(caller.actor)
    return { bulkEdit: await readBulkEdit(db, caller.actor, params.id!) }
  })
  mount(router, operations.deleteBulkEdit, async ({ caller, params }) => {
    requirePerson(caller.actor)
    await deleteBulkEdit(db, { caller, person: caller.actor, id: params.id! })
  })
  const acts = [
    [operations.runBulkEdit, runBulkEdit],
    [operations.cancelBulkEdit, cancelBulkEdit],
    [operations.undoBulkEdit, undoBulkEdit],
  ] as const
  for (const [operation, act] of acts)
    mount(router, operation, async ({ caller, params }) => {
      requirePerson(caller.actor)
      const { actor } = caller
      await act(db, { caller, person: actor, id: params.id! })
      return { bulkEdit: await readBulkEdit(db, actor, params.id!) }
    })
}

function send(res: Response, name: string, bytes: Buffer): void {
  res
    .status(200)
    .set({
      'content-type': xlsxType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    })
    .end(bytes)
}
