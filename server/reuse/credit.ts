/** What is written into a copy. */
export type Credit = {
  credit: string
  creator: string
  holder: string
  notice: string
  statement: string
  usageTerms: string
  uri: string
  title: string
  machineMade: boolean
}

type Row = {
  id: string
  title: string
  creator: string
  credit: string
  date: Date
  rightsStatement: string | null
  rightsHolder: string | null
  usageTerms: string | null
  machineMade: boolean
}

/** The credit of an asset; where no holder is recorded the notice names nobody. */
export function creditOf(row: Row): Credit {
  const holder = row.rightsHolder ?? ''
  return {
    credit: row.credit || holder || row.creator,
    creator: row.creator,
    holder,
    notice: holder ? `© ${row.date.getUTCFullYear()} ${holder}` : '',
    statement: row.rightsStatement ?? '',
    usageTerms: row.usageTerms ?? '',
    uri: `urn:uuid:${row.id}`,
    title: row.title,
    machineMade: row.machineMade,
  }
}

/** IPTC's word for a picture that a trained model made (cv.iptc.org/newscodes/digitalsourcetype). */
const trained = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

/**
 * The credit as exiftool's arguments, one a line of its argument file: XMP always, IPTC IIM where the format has it (JPEG, TIFF).
 * Line breaks in a value would begin another argument: they become spaces.
 */
export function creditArguments(credit: Credit, contentType: string): string[] {
  const said: [tag: string, value: string][] = [
    ['XMP-photoshop:Credit', credit.credit],
    ['XMP-dc:Creator', credit.creator],
    ['XMP-dc:Rights', credit.notice],
    ['XMP-dc:Title', credit.title],
    ['XMP-dc:Identifier', credit.uri],
    ['XMP-iptcExt:DigitalImageGUID', credit.uri],
    ['XMP-xmpRights:Owner', credit.holder],
    ['XMP-plus:CopyrightOwnerName', credit.holder],
    ['XMP-xmpRights:WebStatement', credit.statement],
    ['XMP-xmpRights:UsageTerms', credit.usageTerms],
    ['XMP-iptcExt:DigitalSourceType', credit.machineMade ? trained : ''],
    ...(contentType === 'image/jpeg' || contentType === 'image/tiff' ? iim(credit) : []),
  ]
  return said.filter(([, value]) => value.trim() !== '').map(([tag, value]) => `-${tag}=${oneLine(value)}`)
}

// IIM counts bytes (2.0 by-line 32, credit 32, notice 128), Vietnamese letters take up to three: exiftool is told to let them pass.
function iim(credit: Credit): [string, string][] {
  return [
    ['IPTC:CodedCharacterSet', 'UTF8'],
    ['IPTC:Credit', credit.credit],
    ['IPTC:By-line', credit.creator],
    ['IPTC:CopyrightNotice', credit.notice],
    ['IPTC:SpecialInstructions', credit.usageTerms],
  ]
}

const oneLine = (value: string): string => value.replace(/[\r\n\u2028\u2029]+/g, ' ').trim()
