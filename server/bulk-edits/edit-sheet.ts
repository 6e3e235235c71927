import type { BulkSelection } from '#contracts/bulk-edit'
import { can } from '#server/access/can'
import { factsOf } from '#server/assets/find-readable-asset'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, databaseNow } from '#server/platform/db'
import { assetFields } from './asset-fields.ts'
import { type SelectDeps, selectAssets } from './select-assets.ts'
import { clearMark, idHead, revisionHead, sheetColumns, sheetHeads } from './sheet-heads.ts'
import { loadTermNames } from './term-names.ts'
import { writeWorkbook } from './write-workbook.ts'
import { writtenCells } from './written-cells.ts'

const howTo = [
  'Sửa nội dung các ô, giữ nguyên cột “Mã tư liệu” và “Lần sửa”, rồi nạp tệp trở lại.',
  'Ô để trống: giữ nguyên giá trị đang có.',
  `Ghi ${clearMark} vào ô để xóa giá trị.`,
  'Nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy (;). Ngày ghi dd/mm/yyyy.',
  'Có thể xóa bớt dòng và cột không dùng. Chưa gì thay đổi cho đến khi bạn xem trước và bấm thực hiện.',
]

/** The chosen assets that this person may edit, as an XLSX: one row each, in the order of the choice. The others are not in it. */
export async function editSheet(deps: SelectDeps, person: PersonActor, selection: BulkSelection): Promise<Buffer> {
  const { db } = deps
  const ids = await selectAssets(deps, person, selection)
  const terms = await loadTermNames(db)
  const rows: string[][] = []
  for (const row of await editableRows(db, person, ids)) {
    const cells = writtenCells(assetFields(row), terms)
    rows.push([row.id, String(row.revision), ...sheetColumns.map(column => cells[column])])
  }
  const heads = [idHead, revisionHead, ...sheetColumns.map(column => sheetHeads[column])]
  const widths = [38, 8, 40, 50, ...heads.slice(4).map(() => 20)]
  return writeWorkbook([
    { name: 'Tư liệu', heads, rows, widths },
    { name: 'Cách ghi', heads: ['Cách ghi'], rows: howTo.map(line => [line]), widths: [100] },
  ])
}

async function editableRows(db: Db, person: PersonActor, ids: readonly string[]) {
  const now = await databaseNow(db)
  const include = { versions: { orderBy: { number: 'desc' }, take: 1 } } as const
  const found = await db.asset.findMany({ where: { id: { in: [...ids] }, life: 'active' }, include })
  const rows = new Map(
    found.flatMap(({ versions: [version], ...asset }) => {
      const row = version && { ...asset, version, now }
      return row && can(person, { act: 'asset.edit', asset: factsOf(row) }) ? [[row.id, row] as const] : []
    }),
  )
  return ids.flatMap(id => rows.get(id) ?? [])
}
