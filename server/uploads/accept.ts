import { fileTypeFromBuffer } from 'file-type'
import { type FileType, formatOf } from '#contracts/file-format'
import type { ProblemKey } from '#contracts/problem'
import type { AssetKind } from '#contracts/values'
import { officeTypeOf } from './office-type.ts'

/** How many of a file's first bytes decide its type: what file-type needs at most. */
export const sniffBytes = 4100

// Other names of one format.
const sameAs: Record<string, FileType> = {
  'video/x-m4v': 'video/mp4',
  'image/heif-sequence': 'image/heif',
  'image/heic-sequence': 'image/heic',
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/MP1S': 'video/mpeg',
  'video/MP2P': 'video/mpeg',
  // Its list of streams is longer than what was read: Windows Media, nearly always a film.
  'application/vnd.ms-asf': 'video/x-ms-asf',
}

export type Acceptance = { kind: AssetKind; contentType: string } | { refused: ProblemKey }

/**
 * Whether a file may come in, by its first bytes alone: never by its name or by what the client says. What no signature names
 * (text, playlists) is refused; SVG has no signature and is known by its root element, an office document by the names in its ZIP.
 */
export async function accept(head: Uint8Array): Promise<Acceptance> {
  const found = (await fileTypeFromBuffer(head))?.mime
  const known =
    sameAs[found ?? ''] ?? (isSvg(found, head) ? 'image/svg+xml' : (found ?? tiffOf(head) ?? longWaveOf(head)))
  // The part that tells file-type which document it is may lie further in than what was read.
  const contentType = known === 'application/zip' || !known ? (officeTypeOf(head) ?? known) : known
  const format = contentType ? formatOf(contentType) : null
  return contentType && format ? { kind: format.kind, contentType } : { refused: 'unsupported-type' }
}

/** A camera writes a TIFF's directory at the end, past what was read: then only the four first bytes tell (TIFF 6.0, section 2). */
function tiffOf(head: Uint8Array): FileType | null {
  const start = Buffer.from(head.subarray(0, 4)).toString('latin1')
  return start === 'II*\0' || start === 'MM\0*' ? 'image/tiff' : null
}

/** A recording past 4 GiB, or one whose recorder was ready for it (EBU Tech 3306, ITU-R BS.2088). */
function longWaveOf(head: Uint8Array): FileType | null {
  const start = Buffer.from(head.subarray(0, 12)).toString('latin1')
  return /^(?:RF64|BW64)[\s\S]{4}WAVE$/.test(start) ? 'audio/wav' : null
}

// After a byte order mark: declaration, comments and document type in any number, then the root (SVG 2, section 1.4).
const svgStart =
  /^\uFEFF?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--[\s\S]{0,2000}?-->\s*|<!DOCTYPE\s+svg\b[^>[]{0,400}>\s*){0,10}<svg[\s>]/

function isSvg(found: string | undefined, head: Uint8Array): boolean {
  if (found !== undefined && found !== 'application/xml') return false
  return svgStart.test(new TextDecoder('utf-8').decode(head.subarray(0, sniffBytes)))
}
