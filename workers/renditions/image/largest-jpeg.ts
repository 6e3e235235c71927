export type FoundJpeg = { start: number; end: number; width: number; height: number }

// A camera keeps a handful; a file made to hold a million markers is not searched on and on.
const mostCandidates = 2000

/**
 * The largest picture in baseline or progressive JPEG that stands inside another file, by pixels: what every camera's RAW keeps for
 * its own screen, whatever its container. Walks the segments of ITU-T T.81 annex B; lossless JPEG (SOF3), in which cameras keep the
 * sensor itself, is passed over. Null where there is none.
 */
export function largestJpeg(file: Uint8Array): FoundJpeg | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  let best: FoundJpeg | null = null
  let candidates = 0
  for (let at = bytes.indexOf(startOfImage, 0); at >= 0; at = bytes.indexOf(startOfImage, at)) {
    candidates += 1
    if (candidates > mostCandidates) break
    const found = walk(bytes, at)
    if (found && (!best || found.width * found.height > best.width * best.height)) best = found
    // A thumbnail inside a preview's EXIF lies within the preview: its end is passed as well.
    at = found ? found.end : at + 2
  }
  return best
}

const startOfImage = Buffer.from([0xff, 0xd8, 0xff])
const frames = new Set([0xc0, 0xc1, 0xc2])
const lonely = new Set([0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7])

function walk(bytes: Buffer, start: number): FoundJpeg | null {
  let size: { width: number; height: number } | null = null
  let at = start + 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    if (marker === 0xff || lonely.has(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === 0xd9) return size ? { start, end: at + 2, ...size } : null
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return null
    if (frames.has(marker)) {
      if (at + 9 > bytes.length || bytes[at + 4] !== 8) return null
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    at = marker === 0xda ? endOfScan(bytes, at + 2 + length) : at + 2 + length
  }
  // Cut off before its end: no picture to trust.
  return null
}

/** The next marker that is none of the scan's own (a stuffed zero, a restart). */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && next !== 0xff && !lonely.has(next)) return at
  }
  return bytes.length
}
