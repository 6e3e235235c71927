import { PermanentFault } from '../permanent-fault.ts'

/** One segment of a fragmented MP4: where its bytes stand in the file, and how long it plays. */
export type Segment = { start: number; length: number; seconds: number }
export type SegmentIndex = {
  /** Bytes [0, initLength) open every segment. */
  initLength: number
  segments: Segment[]
  /** RFC 6381, as `avc1.4D401F` or `mp4a.40.2`. */
  codec: string
}

// The index of a day in steps of four seconds takes 260 kB.
export const indexBytes = 1_048_576

/**
 * Reads the head of a fragmented MP4 (ISO/IEC 14496-12): its one `sidx` (§8.16.3) in front of the segments names each. `head` is the
 * first `indexBytes` of the file, or all of it. Throws PermanentFault where that is not what stands there: the
 * source gave nothing to put in.
 */
export function readSegmentIndex(head: Buffer): SegmentIndex {
  const moov = findBox(head, 'moov')
  const sidx = findBox(head, 'sidx')
  if (!moov || !sidx) throw new PermanentFault('file-corrupt', 'no segment came out')
  const long = head[sidx.body] === 1
  const timescale = head.readUInt32BE(sidx.body + 8)
  const offset = long ? Number(head.readBigUInt64BE(sidx.body + 20)) : head.readUInt32BE(sidx.body + 16)
  const table = sidx.body + (long ? 28 : 20)
  const count = head.readUInt16BE(table + 2)
  let start = sidx.end + offset
  const segments: Segment[] = []
  for (let at = table + 4; segments.length < count; at += 12) {
    const length = head.readUInt32BE(at) & 0x7fffffff
    segments.push({ start, length, seconds: head.readUInt32BE(at + 4) / timescale })
    start += length
  }
  return { initLength: moov.end, segments, codec: codecOf(head.subarray(moov.body, moov.end)) }
}

function findBox(bytes: Buffer, type: string): { body: number; end: number } | null {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === type && at + size <= bytes.length)
      return { body: at + 8, end: at + size }
    // 0: to the end of the file; 1: a 64-bit size. Neither comes before the index of what we made.
    if (size < 8) return null
    at += size
  }
  return null
}

/** From the sample description: profile, constraints and level of `avcC` (ISO/IEC 14496-15 §5.3.3.1), or AAC-LC. */
function codecOf(moov: Buffer): string {
  const avc = moov.indexOf('avcC', 0, 'latin1')
  if (avc >= 0) return `avc1.${moov.toString('hex', avc + 5, avc + 8).toUpperCase()}`
  if (moov.includes('mp4a', 0, 'latin1')) return 'mp4a.40.2'
  throw new PermanentFault('file-corrupt', 'neither H.264 nor AAC came out')
}
