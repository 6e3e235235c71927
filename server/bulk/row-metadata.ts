import { type UploadMetadata, uploadMetadata } from '#contracts/asset'
import type { TermIndex } from './load-terms.ts'
import { plainWords } from './plain-words.ts'
import type { SheetRow } from './read-sheet.ts'
import type { SheetField } from './sheet-columns.ts'

export type RowMetadata = { metadata: UploadMetadata } | { wrong: string[] }

const languages: Record<string, string> = {
  'tieng viet': 'vi',
  viet: 'vi',
  'tieng anh': 'en',
  anh: 'en',
  english: 'en',
}
const visibilities: Record<string, string> = {
  nhap: 'draft',
  'don vi': 'unit',
  'trong don vi': 'unit',
  'toan kho': 'hub',
  'trong kho': 'hub',
  'doi tac': 'partners',
  'cong khai': 'public',
}
const yes = ['co', 'x', '1', 'yes', 'true', 'dung']
const no = ['khong', '0', 'no', 'false', 'sai']
const labels: Partial<Record<string, string>> = {
  title: 'tiêu đề',
  description: 'mô tả',
  creator: 'tác giả',
  date: 'ngày',
  language: 'ngôn ngữ',
  tags: 'từ khóa',
  rights: 'quyền sử dụng',
  credit: 'ghi nguồn',
  altText: 'mô tả thay thế',
  visibility: 'ai được xem',
  embargoUntil: 'công bố từ',
  unit: 'đơn vị',
}

/** What a row says of its file, as an upload says it; or, in Vietnamese, everything that is wrong with it. Pure. */
export function rowMetadata(cells: SheetRow['cells'], terms: TermIndex): RowMetadata {
  const wrong: string[] = []
  const term = (scheme: string, value: string) => {
    const found = terms(scheme, value)
    if (found === undefined) wrong.push(`không có “${value.slice(0, 80)}” trong danh mục`)
    if (found === null) wrong.push(`“${value.slice(0, 80)}” trùng tên nhiều mục trong danh mục: hãy ghi mã`)
    return found ?? value
  }
  const many = (scheme: string, text: string | undefined) => text && split(text).map(value => term(scheme, value))
  const flag = (field: SheetField) => {
    const said = plainWords(cells[field] ?? '')
    if (said === '') return undefined
    if (!yes.includes(said) && !no.includes(said)) wrong.push(`“${cells[field]!.slice(0, 80)}”: hãy ghi có hoặc không`)
    return yes.includes(said)
  }
  const rights = {
    statement: cells.rights && term('rights', cells.rights),
    ...{ holder: cells.holder, grant: cells.grant, usageTerms: cells.usageTerms },
    ...{ validFrom: day(cells.validFrom), validUntil: day(cells.validUntil) },
    ...{ personalData: flag('personalData'), machineMade: flag('machineMade') },
  }
  const saysRights = Object.values(rights).some(value => value !== undefined)
  if (saysRights && !rights.statement) wrong.push('có chi tiết về quyền nhưng thiếu cột quyền sử dụng')
  const { title, description, creator, credit, altText, unit } = cells
  const said = {
    ...{ title, description, creator, credit, altText, unit },
    date: day(cells.date),
    language: cells.language && (languages[plainWords(cells.language)] ?? cells.language),
    visibility: cells.visibility && (visibilities[plainWords(cells.visibility)] ?? cells.visibility.toLowerCase()),
    embargoUntil: instant(cells.embargoUntil),
    tags: cells.tags && split(cells.tags),
    topics: many('topic', cells.topics),
    places: many('place', cells.places),
    audiences: many('audience', cells.audiences),
    ...(saysRights && rights.statement ? { rights: present(rights) } : {}),
  }
  const parsed = uploadMetadata.safeParse(present(said))
  if (!parsed.success)
    for (const { path } of parsed.error.issues) {
      const name = String(path[0] ?? '')
      wrong.push(`${labels[name] ?? name}: giá trị không hợp lệ`)
    }
  return parsed.success && wrong.length === 0 ? { metadata: parsed.data } : { wrong: [...new Set(wrong)] }
}

const split = (text: string) =>
  text
    .split(text.includes(';') ? ';' : ',')
    .map(part => part.trim())
    .filter(Boolean)

const present = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** dd/mm/yyyy as it is written in Vietnam -> RFC 3339; anything else is left for the schema to judge. */
function day(text: string | undefined): string | undefined {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text ?? '')
  return found ? `${found[3]}-${found[2]!.padStart(2, '0')}-${found[1]!.padStart(2, '0')}` : text
}

/** A day, or a day and a time, of Vietnam -> an instant. */
function instant(text: string | undefined): string | undefined {
  const found = /^(\S+?)(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text ?? '')
  const date = day(found?.[1])
  if (!found || !date || !/^\d{4}-\d\d-\d\d$/.test(date)) return text
  return `${date}T${(found[2] ?? '0').padStart(2, '0')}:${found[3] ?? '00'}:00+07:00`
}
