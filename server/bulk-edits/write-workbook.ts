import writeExcelFile from 'write-excel-file/node'

type SheetOut = {
  name: string
  heads: readonly string[]
  rows: readonly (readonly string[])[]
  widths: readonly number[]
}

// What a cell of Excel holds.
const cellMax = 32_767
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * An XLSX of these sheets. Every cell is text, and formatted as text: what begins with `=` stays what it is, also when somebody edits
 * it in the spreadsheet (CWE-1236).
 */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Buffer> {
  const text = (value: string) => ({ value: clean(value), type: String, format: '@' })
  return writeExcelFile(
    sheets.map(({ name, heads, rows, widths }) => ({
      sheet: name,
      data: [
        heads.map(value => ({ ...text(value), fontWeight: 'bold' as const })),
        ...rows.map(row => row.map(cell => (cell === '' ? null : text(cell)))),
      ],
      columns: widths.map(width => ({ width })),
      stickyRowsCount: 1,
    })),
  ).toBuffer()
}

// XML 1.0 has no place for other control characters.
const clean = (value: string) =>
  value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, cellMax)
