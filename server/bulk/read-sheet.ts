import { parse } from 'csv-parse/sync'
import readExcel from 'read-excel-file/node'
import { refuseSwollenXlsx } from './refuse-swollen-xlsx.ts'
import { readColumns, type SheetField } from './sheet-columns.ts'

/** A row of a sheet: `line` as a spreadsheet counts it (the header is 1), the cells by what they say, empty ones left out. */
export type SheetRow = { line: number; cells: Partial<Record<SheetField, string>> }
export type Sheet = { rows: SheetRow[]; unknown: string[] }
export type SheetKind = 'csv' | 'xlsx'

/** More is no list of files of one folder, and would not fit into memory. */
export const maxSheetBytes = 64 * 1024 * 1024
const maxRows = 500_000

/**
 * Reads a sheet whose first row names its columns. CSV is UTF-8, with or without BOM, cut by `;`, `,` or tab; of an XLSX the first
 * sheet counts. Throws RangeError with a Vietnamese sentence for what cannot be read.
 */
export async function readSheet(
  bytes: Buffer,
  kind: SheetKind,
  map?: Readonly<Record<string, SheetField | null>>,
): Promise<Sheet> {
  const [header, ...lines] = await readTable(bytes, kind)
  if (!header) throw new RangeError('bảng kê trống')
  if (lines.length > maxRows) throw new RangeError(`bảng kê có hơn ${maxRows} dòng`)
  const { fields, unknown } = readColumns(header, map)
  const rows = lines.map((line, at) => ({ line: at + 2, cells: cellsOf(line, fields) }))
  return { rows: rows.filter(row => Object.keys(row.cells).length > 0), unknown }
}

/** A sheet's cells as text, the header first, whatever its columns mean. Throws RangeError as `readSheet` does. */
export async function readTable(bytes: Buffer, kind: SheetKind): Promise<string[][]> {
  if (bytes.length > maxSheetBytes) throw new RangeError('bảng kê lớn hơn 64 MB')
  return kind === 'csv' ? readCsv(bytes) : readXlsx(bytes)
}

function cellsOf(line: readonly string[], fields: readonly (SheetField | null)[]): SheetRow['cells'] {
  const cells: SheetRow['cells'] = {}
  for (const [at, field] of fields.entries()) {
    const value = (line[at] ?? '').normalize('NFC').trim()
    if (field !== null && value !== '') cells[field] = value
  }
  return cells
}

function readCsv(bytes: Buffer): string[][] {
  const text = readUtf8(bytes)
  const [first = ''] = text.split(/\r?\n/, 1)
  // Excel in Vietnam cuts by semicolons; the header says which it was.
  const count = (mark: string) => first.split(mark).length
  const delimiter = [';', ',', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
  try {
    // Empty lines stay, so that rows keep the number that a spreadsheet shows.
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false })
  } catch (error) {
    throw new RangeError(`bảng kê CSV sai cú pháp: ${error instanceof Error ? error.message : ''}`)
  }
}

function readUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new RangeError(
      'bảng kê CSV không phải UTF-8: trong Excel hãy chọn Lưu thành “CSV UTF-8”, hoặc lưu thành .xlsx',
    )
  }
}

async function readXlsx(bytes: Buffer): Promise<string[][]> {
  await refuseSwollenXlsx(bytes)
  try {
    const [sheet] = await readExcel(bytes)
    return (sheet?.data ?? []).map(row => row.map(cellText))
  } catch (error) {
    throw new RangeError(`không đọc được bảng kê XLSX: ${error instanceof Error ? error.message : ''}`)
  }
}

/** A cell's date is a calendar day without a zone; the reader gives it as midnight UTC. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    const iso = cell.toISOString()
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso
  }
  return String(cell)
}
