import { rightsSentence } from '#contracts/rights-sentence'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { rightsFacts } from '#server/assets/rights-view'
import { csvLine } from '#server/audit/csv-line'

/** The name of the sheet that lies in each ZIP. */
export const sheetName = 'Nguồn và quyền.csv'

const head = [
  'Tệp',
  'Nhan đề',
  'Tác giả',
  'Ghi nguồn',
  'Chủ sở hữu quyền',
  'Ngày',
  'Quyền sử dụng',
  'Tuyên bố quyền',
  'Điều kiện sử dụng',
  'Do máy tạo',
  'Mã định danh',
  'Ghi chú',
]

/** A file of the ZIP, whose it is, and what is to be said of it; `file` is empty where none could go along. */
export type SheetRow = { file: string; asset: AssetRow; note: string }

/** Whose each file is and what may be done with it: CSV in UTF-8 with a byte order mark, which spreadsheets need for Vietnamese. */
export function creditSheet(rows: readonly SheetRow[]): Buffer {
  const lines = rows.map(({ file, asset, note }) => {
    const [year, month, day] = asset.date.toISOString().slice(0, 10).split('-')
    return csvLine([
      file,
      asset.title,
      asset.creator,
      asset.credit,
      asset.rightsHolder,
      `${day}/${month}/${year}`,
      rightsSentence(rightsFacts(asset), asset.now).vi,
      asset.rightsStatement,
      asset.usageTerms,
      asset.machineMade ? 'Có' : 'Không',
      `urn:uuid:${asset.id}`,
      note,
    ])
  })
  return Buffer.from(`\ufeff${csvLine(head)}${lines.join('')}`)
}
