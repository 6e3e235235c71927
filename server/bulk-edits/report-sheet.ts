import type { BulkEditRow } from '#contracts/bulk-edit'
import type { BulkRowState, BulkValue } from '#contracts/bulk-edit-values'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { listBulkEditRows } from './bulk-edit-views.ts'
import { idHead, sheetHeads } from './sheet-heads.ts'
import { whyRefusedRow } from './why-refused-row.ts'
import { writeWorkbook } from './write-workbook.ts'

const states: Record<BulkRowState, string> = {
  waiting: 'Chưa xem',
  ready: 'Chưa thực hiện',
  unchanged: 'Không có gì thay đổi',
  refused: 'Không sửa được',
  done: 'Đã sửa',
  failed: 'Không sửa được',
  undone: 'Đã hoàn tác',
  kept: 'Không hoàn tác được',
}

/** Every row of an edit as an XLSX, with what became of it and the values on both sides. Throws `not-found`. */
export async function reportSheet(db: Db, person: PersonActor, id: string): Promise<Buffer> {
  const rows: string[][] = []
  for (let after: number | null = 0; after !== null; ) {
    const page = await listBulkEditRows(db, person, id, { after, limit: 500 })
    rows.push(...page.rows.map(reportRow))
    after = page.next
  }
  const heads = ['STT', 'Dòng', idHead, 'Tiêu đề', 'Kết quả', 'Lý do', 'Trước', 'Sau']
  return writeWorkbook([{ name: 'Kết quả', heads, rows, widths: [6, 6, 38, 40, 22, 50, 50, 50] }])
}

function reportRow({ number, line, assetId, title, state, problem, fields }: BulkEditRow): string[] {
  const side = (of: 'before' | 'after') =>
    fields.map(
      each => `${each.field in sheetHeads ? Reflect.get(sheetHeads, each.field) : each.field}: ${plain(each[of])}`,
    )
  return [
    ...[String(number), line === null ? '' : String(line), assetId, title ?? ''],
    ...[states[state], problem ? whyRefusedRow(problem) : ''],
    ...[side('before').join('\n'), side('after').join('\n')],
  ]
}

function plain(value: BulkValue): string {
  if (value === null || value === '') return '(trống)'
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  return Array.isArray(value) ? value.join('; ') || '(trống)' : value
}
