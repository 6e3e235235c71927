import type { RawTags } from '#contracts/embedded-words'
import { MetadataFault } from './metadata-fault.ts'
import { runExiftool } from './run-exiftool.ts'
import { beside, embeddedTags } from './tag-names.ts'

// Ten thousand keywords and a caption of a mebibyte still fit; what says more is not read.
const limits = { wallMs: 30_000, outputBytes: 16 * 1_048_576 }
const longest = 20_000
const mostMembers = 1000

/**
 * What a file says of itself, by `group:tag`, of the tags in the table alone; texts cut to 20,000 characters, lists to 1,000 members.
 * `path` must be readable for the decoders' account. Throws MetadataFault and ExiftoolMissing.
 */
export async function readFileTags(path: string): Promise<RawTags> {
  // Without -m: exiftool's own guards against endless lists and circles stay on.
  const charsets = ['iptc=Latin', 'exif=Latin', 'id3=Latin'].flatMap(each => ['-charset', each])
  const { stdout, stderr } = await runExiftool(
    ['-json', '-G1', '-struct', '-a', '-q', '-q', '-charset', 'utf8', ...charsets, ...requested, path],
    limits,
  )
  const start = stdout.indexOf('[{')
  if (start < 0) throw new MetadataFault('unreadable', stderr.slice(0, 300) || 'nothing was said')
  return boundTags(parseSaid(stdout.slice(start)))
}

// `#`: as numbers, or as the vocabulary's own address, without exiftool's words for them.
const raw = /^(Composite:GPS|XMP-iptcExt:DigitalSourceType)/
const requested = [...embeddedTags, ...beside].map(tag => `-${tag}${raw.test(tag) ? '#' : ''}`)

/** exiftool leaves quotes off what looks like a number, and `1.50` would come back as 1.5: all are texts. */
function parseSaid(json: string): Record<string, unknown> {
  const quoted = json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, part => (part.startsWith('"') ? part : `"${part}"`))
  try {
    return (JSON.parse(quoted) as Record<string, unknown>[])[0] ?? {}
  } catch (error) {
    throw new MetadataFault('unreadable', `exiftool's answer: ${(error as Error).message}`)
  }
}

function boundTags(said: Record<string, unknown>): RawTags {
  const tags: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(said)) {
    if (name === 'SourceFile' || value === null) continue
    // ID3v1 stands last and cuts at 30 bytes: the first is kept.
    const plain = name.replace(/^ID3v[\d_]+:/, 'ID3:').replace(/^XMP-x+mpRights/, 'XMP-xmpRights')
    tags[plain] ??= bound(value, 0)
  }
  return tags
}

function bound(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, longest).replaceAll('\u0000', '')
  if (depth > 3 || typeof value !== 'object' || value === null) return String(value).slice(0, 100)
  if (Array.isArray(value)) return value.slice(0, mostMembers).map(each => bound(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 50)
      .map(([name, each]) => [name.slice(0, 100), bound(each, depth + 1)]),
  )
}
