import type { z } from 'zod'
import type { BulkEdit, BulkEditRow, BulkRowList, bulkRowQuery } from '#contracts/bulk-edit'
import {
  type BulkField,
  type BulkRowState,
  type BulkValue,
  bulkFields,
  bulkRowStates,
} from '#contracts/bulk-edit-values'
import { can } from '#server/access/can'
import { factsOf } from '#server/assets/find-readable-asset'
import { visibleTitles } from '#server/assets/visible-titles'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, databaseNow, type Prisma } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { undoDays } from './bulk-edit-states.ts'

type EditRow = Prisma.BulkEditGetPayload<Record<string, never>>
type Row = Prisma.BulkEditRowGetPayload<Record<string, never>>

/** The person's edits, newest first, at most 50. */
export async function listBulkEdits(db: Db, person: PersonActor): Promise<BulkEdit[]> {
  return views(db, await db.bulkEdit.findMany({ where: { personId: person.id }, orderBy: { id: 'desc' }, take: 50 }))
}

/** One edit of this person. Throws `not-found`, for another person's as for none. */
export async function readBulkEdit(db: Db, person: PersonActor, id: string): Promise<BulkEdit> {
  const [view] = await views(db, await db.bulkEdit.findMany({ where: { id, personId: person.id } }))
  if (!view) throw new ProblemError('not-found')
  return view
}

/** A page of its rows. Titles and values are those of items that the person may see, and edit, now. Throws `not-found`. */
export async function listBulkEditRows(
  db: Db,
  person: PersonActor,
  id: string,
  { after, limit, state }: z.output<typeof bulkRowQuery>,
): Promise<BulkRowList> {
  if (!(await db.bulkEdit.findFirst({ where: { id, personId: person.id }, select: { id: true } })))
    throw new ProblemError('not-found')
  const where = { bulkEditId: id, number: { gt: after }, ...(state ? { state } : {}) }
  const rows = await db.bulkEditRow.findMany({ where, orderBy: { number: 'asc' }, take: limit })
  const ids = rows.map(row => row.assetId)
  const [titles, editable] = await Promise.all([visibleTitles(db, person, ids), editableIds(db, person, ids)])
  const next = rows.length === limit ? rows.at(-1)!.number : null
  return { rows: rows.map(row => rowView(row, titles.get(row.assetId) ?? null, editable.has(row.assetId))), next }
}

async function editableIds(db: Db, person: PersonActor, ids: string[]): Promise<Set<string>> {
  const [rows, now] = await Promise.all([db.asset.findMany({ where: { id: { in: ids } } }), databaseNow(db)])
  const mine = rows.filter(row => can(person, { act: 'asset.edit', asset: factsOf({ ...row, now }) }))
  return new Set(mine.map(row => row.id))
}

function rowView(row: Row, title: string | null, editable: boolean): BulkEditRow {
  const [before, after] = [row.before, row.after] as Record<string, BulkValue>[]
  const changed = editable && before && after ? bulkFields.filter(field => field in after) : []
  const value = (side: Record<string, BulkValue> | undefined, field: BulkField) => side?.[field] ?? null
  return {
    ...{ number: row.number, line: row.line, assetId: row.assetId, title },
    state: row.state as BulkRowState,
    problem: row.problem === null ? null : { key: row.problem, detail: row.problemDetail },
    fields: changed.map(field => ({ field, before: value(before, field), after: value(after, field) })),
  }
}

async function views(db: Db, rows: readonly EditRow[]): Promise<BulkEdit[]> {
  const bulkEditId = { in: rows.map(row => row.id) }
  const groups = await db.bulkEditRow.groupBy({ by: ['bulkEditId', 'state'], where: { bulkEditId }, _count: true })
  return rows.map(row => {
    const count = (state: BulkRowState) => groups.find(g => g.bulkEditId === row.id && g.state === state)?._count ?? 0
    const counts = Object.fromEntries(bulkRowStates.map(state => [state, count(state)])) as Record<BulkRowState, number>
    const undoUntil = row.finishedAt && new Date(row.finishedAt.getTime() + undoDays * 86_400_000)
    return {
      ...{ id: row.id, source: row.source as BulkEdit['source'], state: row.state as BulkEdit['state'], counts },
      total: Object.values(counts).reduce((sum, n) => sum + n, 0),
      ...{ fileName: row.fileName, unknownColumns: row.unknownColumns },
      ...{ createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() },
      finishedAt: row.finishedAt?.toISOString() ?? null,
      undoUntil: row.valuesDropped ? null : (undoUntil?.toISOString() ?? null),
    }
  })
}
