import type { languages, visibilities } from '#contracts/values'
import type { Fields } from './asset-fields.ts'
import { type SheetColumn, schemeOf, sheetColumns } from './sheet-heads.ts'
import type { Terms } from './term-names.ts'

const visibilityNames: Record<(typeof visibilities)[number], string> = {
  ...{ draft: 'Nháp', unit: 'Trong đơn vị', hub: 'Toàn kho', partners: 'Đối tác', public: 'Công khai' },
}
const languageNames: Partial<Record<(typeof languages)[number], string>> = { vi: 'Tiếng Việt', en: 'Tiếng Anh' }

/** An asset's row in a sheet, as people in Vietnam write it; what is empty is ''. Pure. */
export function writtenCells(fields: Fields, terms: Terms): Record<SheetColumn, string> {
  const cells = sheetColumns.map(column => [column, written(column, fields[column], terms)] as const)
  return Object.fromEntries(cells) as Record<SheetColumn, string>
}

function written(column: SheetColumn, value: Fields[SheetColumn], terms: Terms): string {
  const scheme = schemeOf[column]
  const name = (code: string) => (scheme ? terms.name(scheme, code) : code)
  if (value === null || value === '' || value === false) return ''
  if (value === true) return 'Có'
  if (Array.isArray(value)) {
    const text = value.map(name).join('; ')
    // One value with a comma in it would be read as two without a semicolon.
    return value.length === 1 && text.includes(',') ? `${text};` : text
  }
  if (column === 'embargoUntil') return localTime(value)
  if (/^(date|valid)/.test(column)) return value.split('-').reverse().join('/')
  if (column === 'visibility') return visibilityNames[value as keyof typeof visibilityNames]
  if (column === 'language') return languageNames[value as keyof typeof languageNames] ?? value
  return name(value)
}

/** dd/mm/yyyy HH:MM of Vietnam, which keeps no summer time. */
function localTime(instant: string): string {
  const [date = '', time = ''] = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().split('T')
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)}`
}
