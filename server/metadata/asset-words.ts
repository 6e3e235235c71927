import type { Db, Tx } from '#server/platform/db'
import type { FileWords } from './words-to-tags.ts'

/** What is said of an asset, as its row has it now. */
export type WordedRow = {
  id: string
  title: string
  description: string
  altText: string
  creator: string
  credit: string
  date: Date
  tags: readonly string[]
  topics: readonly string[]
  places: readonly string[]
  rightsStatement: string | null
  rightsHolder: string | null
  usageTerms: string | null
  machineMade: boolean
  embargoUntil: Date | null
}
type Term = { scheme: string; code: string; nameVi: string; parentCode: string | null }

/** The words that go into a copy of an asset's files, with its terms by name. Without a credit of its own it names the holder, or the creator. */
export async function assetWords(db: Db | Tx, row: WordedRow, now: Date): Promise<FileWords> {
  const wanted = [...row.topics, ...row.places]
  const terms = wanted.length === 0 ? [] : await namedTerms(db, row)
  const nameOf = (scheme: string, code: string) => terms.find(each => each.scheme === scheme && each.code === code)
  const places = row.places.flatMap(code => nameOf('place', code) ?? [])
  const city = places.find(place => place.parentCode !== null)
  const province = places.find(place => place.parentCode === null) ?? nameOf('place', city?.parentCode ?? '')
  const { title, description, altText, creator, machineMade } = row
  return {
    ...{ title, description, altText, creator, machineMade },
    item: `urn:uuid:${row.id}`,
    credit: row.credit || row.rightsHolder || creator,
    holder: row.rightsHolder ?? '',
    rights: row.rightsStatement ?? '',
    usageTerms: row.usageTerms ?? '',
    embargo: embargoWords(row.embargoUntil, now),
    date: row.date.toISOString().slice(0, 10),
    keywords: [...new Set([...row.topics.map(code => nameOf('topic', code)?.nameVi ?? code), ...row.tags])],
    city: city?.nameVi ?? '',
    province: province?.nameVi ?? '',
    places: places.map(place => place.nameVi),
  }
}

function namedTerms(db: Db | Tx, row: WordedRow): Promise<Term[]> {
  return db.$queryRaw<Term[]>`
    select scheme, code, name_vi as "nameVi", parent_code as "parentCode" from term
    where (scheme = 'topic' and code = any(${[...row.topics]}::text[]))
      or (scheme = 'place' and (code = any(${[...row.places]}::text[])
        or code in (select parent_code from term where scheme = 'place' and code = any(${[...row.places]}::text[]))))`
}

/** What stands against publication for now; in Vietnam's time. */
function embargoWords(until: Date | null, now: Date): string {
  if (!until || until <= now) return ''
  const at = new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    ...{ hour: '2-digit', minute: '2-digit', day: '2-digit', month: '2-digit', year: 'numeric' },
  }).format(until)
  return `Không công bố trước ${at} (giờ Việt Nam)`
}
