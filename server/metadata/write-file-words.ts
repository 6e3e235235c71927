import { rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MetadataFault } from './metadata-fault.ts'
import { runExiftool } from './run-exiftool.ts'
import { type FileWords, wordsToTags } from './words-to-tags.ts'
import { writableFormat } from './writable-formats.ts'

const limits = { wallMs: 120_000, outputBytes: 1_048_576 }

/**
 * What stays of the file's own metadata: how it is turned, its colours, when and with what kind of camera it was made. Everything else goes
 * but the colour profile and how many dots an inch has (places on the map, serial numbers, owners, people named in faces, histories,
 * thumbnails of what was cropped away), because what is listed is known and what is not listed could be anything.
 */
const kept = [
  ...['IFD0:Orientation', 'IFD0:XResolution', 'IFD0:YResolution', 'IFD0:ResolutionUnit', 'IFD0:Make', 'IFD0:Model'],
  ...['ExifIFD:DateTimeOriginal', 'ExifIFD:OffsetTimeOriginal', 'ExifIFD:SubSecTimeOriginal', 'ExifIFD:ExposureTime'],
  ...['ExifIFD:FNumber', 'ExifIFD:ISO', 'ExifIFD:FocalLength', 'ExifIFD:FocalLengthIn35mmFormat', 'ExifIFD:Flash'],
  ...['ExifIFD:LensModel', 'ExifIFD:ColorSpace', 'XMP-iptcExt:DigitalSourceType'],
]

/** A TIFF's first directory holds the picture itself and cannot go as a whole: what in it speaks of people and devices goes by name. */
const ofTiff = [
  ...['CommonIFD0', 'IFD0:DocumentName', 'IFD0:PageName', 'IFD0:HostComputer', 'IFD0:TargetPrinter', 'IFD0:OwnerName'],
  ...[
    'IFD0:SerialNumber',
    'IFD0:CameraSerialNumber',
    'IFD0:UniqueCameraModel',
    'IFD0:ImageHistory',
    'IFD0:SecurityClassification',
  ],
]

/**
 * Writes a copy of `source`, a file in `folder` that is the caller's own, with the words inside and without what people did not allow to go
 * out; answers its path in `folder`, which the decoders' account must be able to write. Pixels and sound stay as they are, bit by bit. The
 * words travel in a JSON file: no value is ever an argument. Throws MetadataFault and ExiftoolMissing.
 */
export async function writeFileWords(
  folder: string,
  source: string,
  contentType: string,
  words: FileWords,
): Promise<string> {
  const form = writableFormat(contentType)
  if (!form) throw new MetadataFault('unreadable', `nothing is written into ${contentType}`)
  const copy = join(folder, `written.${form.extension}`)
  const list = join(folder, 'words.json')
  // What has no ending exiftool takes for nothing, and would begin from scratch.
  const named = join(folder, `stored.${form.extension}`)
  await rename(source, named)
  await writeFile(list, JSON.stringify([{ SourceFile: '*', ...wordsToTags(words, form) }]), { mode: 0o644 })
  const charsets = ['-charset', 'utf8', '-charset', 'iptc=utf8']
  const keep = ['-tagsfromfile', '@', ...kept.map(tag => `-${tag}`)]
  const remove = [
    '-all=',
    ...(contentType === 'image/tiff' ? ofTiff.map(tag => `-${tag}=`) : []),
    '--icc_profile:all',
    '--JFIF:all',
  ]
  const digest = form.iim && contentType === 'image/jpeg' ? ['-IPTCDigest=new'] : []
  const { stderr } = await runExiftool(
    [...charsets, '-m', '-q', '-q', ...remove, ...keep, `-json=${list}`, ...digest, '-o', copy, named],
    limits,
  )
  const made = await stat(copy).catch(() => null)
  // A disk that is full is not the file's fault.
  if ((!made || made.size === 0) && /no space left|quota exceeded|error (?:writing|creating)/i.test(stderr))
    throw new MetadataFault('fault', stderr.slice(0, 300))
  if (!made || made.size === 0) throw new MetadataFault('unreadable', stderr.slice(0, 300) || 'no copy was made')
  return copy
}
