import { type EightBit, readEightBit } from './eight-bit.ts'
import { type EmbeddedField, embeddedTable } from './embedded-table.ts'

/** What a reader found, by `group:tag`; texts, lists of texts, structures. */
export type RawTags = Readonly<Record<string, unknown>>
/** One thing that a file says, where it stands there, and the character set where nothing declared it. */
export type Said = { value: string; from: string; guessed: EightBit['guessed'] }
export type Taken = { date: string; at: string | null; zone: string | null; zoneAssumed: boolean; from: string }
export type FileSays = {
  texts: Partial<Record<TextField, Said>>
  keywords: string[]
  places: string[]
  taken: Taken | null
  gps: { latitude: number; longitude: number } | null
  /** Items of a hub that this file says it is: ids of `urn:uuid:` names, lower case. */
  items: string[]
  machineMade: boolean
}
type TextField = Extract<
  EmbeddedField,
  'title' | 'description' | 'altText' | 'creator' | 'credit' | 'notice' | 'holder' | 'usageTerms' | 'rights'
>

// As many characters as the hub's own fields take (contracts/asset.ts, contracts/rights.ts).
const most: Record<TextField, number> = {
  ...{ title: 300, description: 5000, altText: 1000, creator: 200, credit: 300 },
  ...{ notice: 500, holder: 200, usageTerms: 1000, rights: 200 },
}
const manyLines: readonly TextField[] = ['description', 'altText', 'usageTerms']
const mostKeywords = 50
const mostPlaces = 20
// Controls, and the marks that reorder a line: a file's text never brings them in (contracts/values.ts refuses them).
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g
const eightBit = /^(IPTC|IFD0|ExifIFD|ID3|PNG|UserData):/
const machine = /(trainedAlgorithmicMedia|algorithmicMedia|compositeWithTrainedAlgorithmicMedia|compositeSynthetic)$/i
const urn = /urn:uuid:([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/gi

/** What a file says of itself, in the hub's words: the best place of each field, cleaned and cut to what the hub's fields take. Pure. */
export function fileSays(tags: RawTags): FileSays {
  const declared = /utf|\u001b%G/i.test(String(tags['IPTC:CodedCharacterSet'] ?? ''))
  const read = (field: EmbeddedField) => saidIn(tags, field, declared)
  const texts: FileSays['texts'] = {}
  for (const field of Object.keys(most) as TextField[]) {
    const said = read(field).map(each => ({ ...each, value: cut(each.value, field) }))
    const first = said.find(each => each.value !== '' && !isEmptyTalk(each))
    if (first) texts[field] = { value: first.value, from: first.from, guessed: first.guessed }
  }
  const creators = read('creator').filter(each => each.from === texts.creator?.from)
  if (texts.creator && creators.length > 1)
    texts.creator = { ...texts.creator, value: cut(creators.map(each => each.value).join(', '), 'creator') }
  const holder = holderIn(texts)
  return {
    texts: holder ? { ...texts, holder } : texts,
    keywords: distinct(firstPlace(read('keywords')).flatMap(wordsIn), mostKeywords, 64),
    places: distinct(placesIn(tags, read), mostPlaces, 200),
    taken: takenIn(tags, declared),
    gps: pointIn(tags),
    items: [
      ...new Set(read('item').flatMap(each => [...each.value.matchAll(urn)].map(found => found[1]!.toLowerCase()))),
    ].slice(0, 5),
    machineMade: read('sourceType').some(each => machine.test(each.value)),
  }
}

/** Every text of a field in the order of its places; a list gives each of its members. */
function saidIn(tags: RawTags, field: EmbeddedField, utf8Declared: boolean): Said[] {
  return embeddedTable[field].read.flatMap(from => {
    const undeclared = eightBit.test(from) && !(utf8Declared && from.startsWith('IPTC:')) && !/:XP/.test(from)
    return listOf(tags[from]).map(value => {
      const { text, guessed } = undeclared ? readEightBit(value) : { text: value, guessed: null }
      return { value: text, from, guessed }
    })
  })
}

/** Of the same list in several places the best alone: the others may be cut, or split at commas. */
function firstPlace(said: readonly Said[]): readonly Said[] {
  const from = said.find(each => each.value.trim() !== '')?.from
  return said.filter(each => each.from === from)
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.slice(0, 1000).flatMap(listOf)
  if (typeof value === 'string') return [value.slice(0, 20_000)]
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

function cut(value: string, field: TextField): string {
  const clean = value.replace(/\r\n?/g, '\n').replace(forbidden, '').normalize('NFC')
  const shaped = manyLines.includes(field) ? clean : clean.replace(/[\s\u2028\u2029]+/g, ' ')
  return shaped
    .trim()
    .slice(0, most[field])
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}

/** What cameras and programs write where nobody said anything. */
function isEmptyTalk({ value, from }: Said): boolean {
  return (
    /^(untitled|unknown|default|none|n\/a|olympus digital camera|sony dsc|digital camera|dcim.*|created with gimp|screenshot)$/i.test(
      value,
    ) ||
    (from.startsWith('IFD0') && /^[\s.]*$/.test(value))
  )
}

const wordsIn = ({ value, from }: Said): string[] =>
  from.startsWith('XMP') || from.startsWith('IPTC') ? [value] : value.split(/[;,]/)

function distinct(values: readonly string[], count: number, length: number): string[] {
  const clean = values
    .map(value => value.replace(forbidden, '').replace(/\s+/g, ' ').normalize('NFC').trim())
    .filter(value => value !== '' && value.length <= length)
  return [...new Set(clean)].slice(0, count)
}

/** `© 2026 Báo Tây Ninh` names a holder; a sentence of terms does not. */
function holderIn({ holder, notice }: FileSays['texts']): Said | null {
  if (holder || !notice) return null
  const named =
    /^(?:\(c\)|©|copyright|bản quyền)[\s:]*(?:©|\(c\))?[\s:]*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,:]*(.{2,200})$/i.exec(
      notice.value,
    )
  const value = named?.[1]?.replace(/[\s.,]*(all rights reserved|giữ mọi quyền|bảo lưu mọi quyền)[\s.]*$/i, '').trim()
  return value && !/https?:/i.test(value) ? { ...notice, value } : null
}

/** The narrowest first, as the vocabulary's communes are. */
function placesIn(tags: RawTags, read: (field: EmbeddedField) => Said[]): string[] {
  const shown = ['XMP-iptcExt:LocationShown', 'XMP-iptcExt:LocationCreated'].flatMap(from => {
    const value = tags[from]
    const list = Array.isArray(value) ? value.slice(0, 20) : [value]
    return list.flatMap(each => {
      if (typeof each !== 'object' || each === null) return []
      const of = each as Record<string, unknown>
      return ['Sublocation', 'City', 'ProvinceState'].flatMap(name => listOf(of[name]))
    })
  })
  const flat = (['sublocation', 'city', 'province'] as const).flatMap(field => read(field).map(each => each.value))
  return [...flat, ...shown]
}

const vietnam = '+07:00'

/** `2026:02:03 04:05:06+07:00` and its kin; without a zone it is taken for Vietnam's, and that is said. */
function takenIn(tags: RawTags, utf8Declared: boolean): Taken | null {
  for (const { value, from } of saidIn(tags, 'date', utf8Declared)) {
    const found =
      /^\s*(\d{4})[:\-/](\d{2})[:\-/](\d{2})(?:[T\s]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/.exec(
        value,
      )
    if (!found) continue
    const [, year, month, day, hour, minute, second = '00', own] = found
    const date = `${year}-${month}-${day}`
    const begin = Date.parse(`${date}T00:00:00Z`)
    // Clocks that were never set, and days that no calendar has.
    if (Number.isNaN(begin) || new Date(begin).toISOString().slice(0, 10) !== date || Number(year) < 1840) continue
    if (hour === undefined) return { date, at: null, zone: null, zoneAssumed: false, from }
    const beside = from === 'ExifIFD:DateTimeOriginal' ? String(tags['ExifIFD:OffsetTimeOriginal'] ?? '') : ''
    // An MP4's own clock is UTC (ISO/IEC 14496-12, 8.2.2).
    const said = own ?? (/^[+-]\d{2}:\d{2}$/.test(beside) ? beside : from === 'QuickTime:CreateDate' ? 'Z' : null)
    const zone = said === null ? null : said === 'Z' ? '+00:00' : said.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
    const instant = Date.parse(`${date}T${hour}:${minute}:${second}${zone ?? vietnam}`)
    if (Number.isNaN(instant)) continue
    const local = new Date(instant + 7 * 3_600_000).toISOString()
    return {
      date: local.slice(0, 10),
      at: new Date(instant).toISOString(),
      zone: zone ?? vietnam,
      zoneAssumed: zone === null,
      from,
    }
  }
  return null
}

function pointIn(tags: RawTags): FileSays['gps'] {
  const [latitude, longitude] = [tags['Composite:GPSLatitude'], tags['Composite:GPSLongitude']].map(value =>
    value === undefined || value === null || value === '' ? Number.NaN : Number(value),
  ) as [number, number]
  const there = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  // 0, 0 is what a receiver without satellites writes.
  return there && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null
}
