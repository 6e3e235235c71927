import { type EmbeddedField, embeddedTable } from '#contracts/embedded-table'

/** What the hub writes into a copy of a file; empty texts and lists say nothing. `date` is a day, `YYYY-MM-DD`. */
export type FileWords = {
  /** `urn:uuid:<id>`. */
  item: string
  title: string
  description: string
  altText: string
  creator: string
  credit: string
  holder: string
  /** The rights statement's address. */
  rights: string
  usageTerms: string
  /** What stands against publication for now, or nothing. */
  embargo: string
  date: string
  keywords: readonly string[]
  /** Communes and former districts, and the province. */
  city: string
  province: string
  places: readonly string[]
  machineMade: boolean
}

/** IPTC's word for a picture that a trained model made (cv.iptc.org/newscodes/digitalsourcetype). */
const trained = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

/** How a format takes metadata beside XMP. */
export type MetadataForm = { iim: boolean; pdf: boolean; atoms: boolean }

/**
 * The words as exiftool's JSON takes them (`-json=`), for one format: XMP always, IPTC-IIM where it has that and the text is no longer
 * than the standard allows, else in XMP alone: no text is cut. Pure.
 */
export function wordsToTags(words: FileWords, form: MetadataForm): Record<string, string | string[] | object[]> {
  const tags: Record<string, string | string[] | object[]> = {}
  for (const [field, value] of Object.entries(fieldsOf(words)) as [EmbeddedField, string | string[]][]) {
    if (value.length === 0) continue
    const { xmp, iim, pdf, atoms } = embeddedTable[field]
    for (const tag of xmp) tags[verbatim.has(tag) ? `${tag}#` : tag] = value
    if (form.pdf) for (const tag of pdf) tags[tag] = Array.isArray(value) ? value.join(', ') : value
    if (form.atoms) for (const tag of atoms) tags[tag] = Array.isArray(value) ? value.join(', ') : value
    if (form.iim) for (const { tag, bytes } of iim) Object.assign(tags, fitting(tag, value, bytes))
  }
  if (form.iim) tags['IPTC:CodedCharacterSet'] = 'UTF8'
  if (words.places.length > 0) tags['XMP-iptcExt:LocationShown'] = placesShown(words)
  if (words.embargo !== '') tags['XMP-photoshop:Instructions'] = words.embargo
  if (words.rights !== '' || words.holder !== '') tags['XMP-xmpRights:Marked'] = 'True'
  return tags
}

const verbatim = new Set(['XMP-iptcExt:DigitalSourceType'])

function fieldsOf(words: FileWords): Partial<Record<EmbeddedField, string | string[]>> {
  const { item, title, description, altText, creator, credit, holder, rights, usageTerms, city, province } = words
  return {
    ...{ item, title, description, altText, credit, holder, rights, usageTerms, city, province },
    creator: creator === '' ? [] : [creator],
    notice: holder === '' ? '' : `© ${words.date.slice(0, 4)} ${holder}`,
    keywords: [...words.keywords],
    date: words.date.replaceAll('-', ':'),
    sourceType: words.machineMade ? trained : '',
  }
}

const bytesIn = (text: string) => Buffer.byteLength(text, 'utf8')

/** All of a list or none: half of the keywords would look like all of them. */
function fitting(tag: string, value: string | string[], bytes: number): Record<string, string | string[]> {
  const fits = (Array.isArray(value) ? value : [value]).every(each => bytesIn(each) <= bytes)
  return fits ? { [tag]: value } : {}
}

function placesShown({ places, province }: FileWords): object[] {
  return places.map(place =>
    place === province ? { ProvinceState: place } : { City: place, ...(province ? { ProvinceState: province } : {}) },
  )
}
