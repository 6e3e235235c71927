import { plainWords } from './plain-words.ts'

/** What a sheet's column may say of a file. */
export const sheetFields = [
  'file',
  'title',
  'description',
  'creator',
  'date',
  'language',
  'tags',
  'topics',
  'places',
  'audiences',
  'rights',
  'holder',
  'grant',
  'usageTerms',
  'validFrom',
  'validUntil',
  'personalData',
  'machineMade',
  'credit',
  'altText',
  'visibility',
  'embargoUntil',
  'unit',
] as const
export type SheetField = (typeof sheetFields)[number]

// As `plainWords` writes them.
const names: Record<SheetField, readonly string[]> = {
  file: ['tep', 'ten tep', 'ten file', 'tep tin', 'duong dan', 'file name', 'filename', 'path'],
  title: ['tieu de', 'ten tu lieu', 'nhan de'],
  description: ['mo ta', 'noi dung', 'chu thich', 'caption'],
  creator: ['tac gia', 'nguoi chup', 'nguoi tao', 'author', 'photographer'],
  date: ['ngay', 'ngay chup', 'ngay tao', 'date taken'],
  language: ['ngon ngu'],
  tags: ['tu khoa', 'the', 'keywords'],
  topics: ['chu de', 'topic'],
  places: ['dia phuong', 'dia diem', 'noi chup', 'place'],
  audiences: ['doi tuong', 'audience'],
  rights: ['quyen', 'quyen su dung', 'ban quyen', 'giay phep', 'license', 'licence'],
  holder: ['chu so huu', 'chu so huu quyen', 'rights holder'],
  grant: ['van ban cho phep', 'hop dong'],
  usageTerms: ['dieu kien su dung', 'usage terms'],
  validFrom: ['quyen tu ngay', 'hieu luc tu', 'valid from'],
  validUntil: ['quyen den ngay', 'hieu luc den', 'het han', 'valid until'],
  personalData: ['du lieu ca nhan', 'personal data'],
  machineMade: ['do may tao', 'may tao', 'machine made'],
  credit: ['ghi nguon', 'nguon', 'credit line'],
  altText: ['mo ta thay the', 'van ban thay the', 'alt text', 'alt'],
  visibility: ['ai duoc xem', 'pham vi'],
  embargoUntil: ['cong bo tu', 'ngay cong bo', 'embargo until', 'embargo'],
  unit: ['don vi', 'ma don vi'],
}
const known = new Map(
  sheetFields.flatMap(field => [field.toLowerCase(), ...names[field]].map(name => [name, field] as const)),
)

export type Columns = { fields: (SheetField | null)[]; unknown: string[] }

/**
 * Which column says what. `map` (header -> field, or null to leave a column out) goes before the names known by default. Throws
 * RangeError with a Vietnamese sentence where no column names the file, or two say the same.
 */
export function readColumns(header: readonly string[], map: Readonly<Record<string, SheetField | null>> = {}): Columns {
  const own = new Map(Object.entries(map).map(([name, field]) => [plainWords(name), field]))
  const unknown: string[] = []
  const fields = header.map(name => {
    const plain = plainWords(name)
    const field = own.has(plain) ? own.get(plain)! : (known.get(plain) ?? known.get(plain.replaceAll(' ', '')))
    if (field === undefined && name.trim() !== '') unknown.push(name.trim())
    return field ?? null
  })
  const doubled = fields.find((field, at) => field !== null && fields.indexOf(field) !== at)
  if (doubled) throw new RangeError(`bảng kê có hai cột cùng nghĩa: ${doubled}`)
  if (!fields.includes('file')) throw new RangeError('bảng kê không có cột tên tệp (Tệp, Tên tệp, File)')
  return { fields, unknown }
}
