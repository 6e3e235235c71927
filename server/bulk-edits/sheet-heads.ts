import type { BulkField } from '#contracts/bulk-edit-values'

/** The columns of an edit sheet after the id and the revision, in their order, with heads that the import of files knows too. */
export const sheetHeads = {
  title: 'Tiêu đề',
  description: 'Mô tả',
  creator: 'Tác giả',
  date: 'Ngày',
  language: 'Ngôn ngữ',
  tags: 'Từ khóa',
  topics: 'Chủ đề',
  places: 'Địa phương',
  audiences: 'Đối tượng',
  pillars: 'Trụ cột',
  themes: 'Chuyên đề',
  rights: 'Quyền sử dụng',
  holder: 'Chủ sở hữu quyền',
  grant: 'Văn bản cho phép',
  usageTerms: 'Điều kiện sử dụng',
  validFrom: 'Quyền từ ngày',
  validUntil: 'Quyền đến ngày',
  personalData: 'Dữ liệu cá nhân',
  machineMade: 'Do máy tạo',
  credit: 'Ghi nguồn',
  altText: 'Mô tả thay thế',
  visibility: 'Ai được xem',
  embargoUntil: 'Công bố từ',
} as const satisfies Partial<Record<BulkField, string>>
export type SheetColumn = keyof typeof sheetHeads
export const sheetColumns = Object.keys(sheetHeads) as SheetColumn[]

export const idHead = 'Mã tư liệu'
export const revisionHead = 'Lần sửa'
/** Written into a cell it empties the field; an empty cell leaves it as it is. */
export const clearMark = '(xóa)'
const clearMarks = [clearMark, '(xoá)', '(clear)']
/** Whether a cell says that its field is to be emptied, in the old or the new spelling. */
export const isClearMark = (cell: string): boolean => clearMarks.includes(cell.toLowerCase())

/** Which vocabulary a column takes its values from. */
export const schemeOf: Partial<Record<SheetColumn, string>> = {
  ...{ topics: 'topic', places: 'place', audiences: 'audience', pillars: 'pillar', themes: 'theme', rights: 'rights' },
}
