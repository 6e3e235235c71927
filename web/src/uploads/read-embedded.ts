import { type FileSays, fileSays, type RawTags } from '#contracts/embedded-words'
import { xmpTags } from './xmp-tags.ts'

const pictures = /\.(jpe?g|png|webp|tiff?|avif|hei[cf])$/i
// What a file says of itself stands at its beginning; the hub reads the whole of it anyway, after the upload.
const head = 1_048_576

/** What a picture on this computer says of itself, read without sending it anywhere; null for other files and for what says nothing. */
export async function readEmbedded(file: File): Promise<FileSays | null> {
  if (!pictures.test(file.name)) return null
  const bytes = await file.slice(0, head).arrayBuffer()
  const tags = { ...(await exifTags(bytes)), ...xmpTags(new Uint8Array(bytes)) }
  return Object.keys(tags).length > 0 ? fileSays(tags) : null
}

type Blocks = Partial<Record<'ifd0' | 'exif' | 'iptc', Record<string, unknown>>>
const options = {
  ...{ tiff: true, ifd0: {}, exif: true, iptc: true, xmp: false, gps: false, icc: false, interop: false, ifd1: false },
  ...{ mergeOutput: false, reviveValues: false, translateValues: false, makerNote: false, userComment: false },
}

async function exifTags(bytes: ArrayBuffer): Promise<RawTags> {
  const { default: exifr } = await import('exifr')
  // A format that it does not know, or a file that is none: the hub will say what it is.
  const found = (await exifr.parse(bytes, options as object).catch(() => null)) as Blocks | null
  const tags: Record<string, unknown> = {}
  const take = (group: string, block: Record<string, unknown> = {}, names: Record<string, string> = {}) => {
    for (const [name, value] of Object.entries(block))
      tags[`${group}:${names[name] ?? name}`] = /^XP/.test(name) ? wide(value) : value
  }
  take('IFD0', found?.ifd0)
  take('ExifIFD', found?.exif)
  take('IPTC', found?.iptc, iptcNames)
  return tags
}

// The library's names of IPTC-IIM, where they differ from those of the table.
const iptcNames: Record<string, string> = {
  ...{ Byline: 'By-line', Caption: 'Caption-Abstract', State: 'Province-State', Sublocation: 'Sub-location' },
}

/** Windows writes these as UTF-16. */
function wide(value: unknown): string {
  if (!(value instanceof Uint8Array)) return ''
  return new TextDecoder('utf-16le').decode(value).replace(/\u0000+$/, '')
}
