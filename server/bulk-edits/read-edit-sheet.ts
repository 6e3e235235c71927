import { bulkEditMax } from '#contracts/bulk-edit'
import { uuid } from '#contracts/values'
import { plainWords } from '#server/bulk/plain-words'
import { readTable } from '#server/bulk/read-sheet'
import { readColumns } from '#server/bulk/sheet-columns'
import { ProblemError } from '#server/platform/problem-error'
import type { Cells } from './patch-of-cells.ts'
import { idHead, revisionHead, type SheetColumn, sheetHeads } from './sheet-heads.ts'

export type SheetLine = { line: number; assetId: string; seenRevision: number | null; cells: Cells }
// As `plainWords` writes them.
const idNames = ['ma tu lieu', 'id']
const revisionNames = ['lan sua', 'revision']
// No asset has it: a cell that is no id is as good as one that nobody knows.
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * The lines of an edited sheet, XLSX or CSV in UTF-8, with the heads that mean nothing. Throws `sheet-unreadable` with a Vietnamese
 * sentence, and `bulk-edit-too-large`.
 */
export async function readEditSheet(bytes: Buffer): Promise<{ lines: SheetLine[]; unknown: string[] }> {
  const [header, ...table] = await tableOf(bytes)
  const plain = (header ?? []).map(plainWords)
  const idAt = plain.findIndex(name => idNames.includes(name))
  const revisionAt = plain.findIndex(name => revisionNames.includes(name))
  if (!header || idAt < 0) throw unreadable(`bảng kê không có cột “${idHead}”`)
  const { fields, unknown } = columnsOf(header)
  const lines = table.flatMap((row, at): SheetLine[] => {
    const cell = (x: number) => (row[x] ?? '').normalize('NFC').trim()
    if (row.every((_, x) => cell(x) === '')) return []
    const said = fields.flatMap((field, x) => (field && cell(x) !== '' ? [[field, storable(cell(x))] as const] : []))
    const id = cell(idAt).toLowerCase()
    const revision = /^\d{1,9}$/.test(cell(revisionAt)) ? Number(cell(revisionAt)) : null
    const assetId = uuid.safeParse(id).success ? id : nobody
    return [{ line: at + 2, assetId, seenRevision: revision, cells: Object.fromEntries(said) }]
  })
  if (lines.length > bulkEditMax) throw new ProblemError('bulk-edit-too-large')
  if (lines.length === 0) throw unreadable('bảng kê không có dòng nào')
  return { lines, unknown: unknown.slice(0, 100).map(name => storable(name).slice(0, 200)) }
}

async function tableOf(bytes: Buffer): Promise<string[][]> {
  try {
    return await readTable(bytes, bytes.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'csv')
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(error.message)
    throw error
  }
}

/** By the heads that the import of files knows; the id stands where a file's name stands there. */
function columnsOf(header: readonly string[]): { fields: (SheetColumn | null)[]; unknown: string[] } {
  const own: Record<string, 'file' | null> = { [revisionHead]: null, revision: null }
  for (const name of ['Tệp', 'Đơn vị']) own[name] = null
  for (const name of header) if (idNames.includes(plainWords(name))) own[name] = 'file'
  const later = ['pillars', 'themes'] as const
  const laterAt = header.map(name => later.find(field => plainWords(sheetHeads[field]) === plainWords(name)) ?? null)
  for (const [at, field] of laterAt.entries()) if (field) own[header[at]!] = null
  try {
    const { fields, unknown } = readColumns(header, own)
    const known = fields.map((field, at) => (field && field in sheetHeads ? (field as SheetColumn) : laterAt[at]!))
    return { fields: known, unknown }
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(error.message)
    throw error
  }
}

const unreadable = (detail: string) => new ProblemError('sheet-unreadable', { detail: `${capital(detail)}.` })
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** Postgres keeps no NUL and no half of a character. */
const storable = (text: string) => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')
