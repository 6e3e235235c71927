/** Bytes [start, end], end inclusive. */
export type ByteRange = { start: number; end: number }

/**
 * Reads a Range header over `size` bytes (RFC 9110 §14.2). Null means: answer with the whole. Ranges in other units, malformed ones
 * and lists of several are ignored, as the RFC lets a server do; `unsatisfiable` is for 416.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '')
  const [, first, last] = match ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') {
    const length = Number(last)
    if (length === 0 || size === 0) return 'unsatisfiable'
    return { start: Math.max(0, size - length), end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last)
  if (end < start) return null
  if (start >= size) return 'unsatisfiable'
  return { start, end: Math.min(end, size - 1) }
}

/** Whether If-None-Match names the tag (RFC 9110 §13.1.2: weak comparison, `*` matches whatever is there). */
export function namesTag(header: string | undefined, etag: string): boolean {
  if (!header) return false
  if (header.trim() === '*') return true
  return header.split(',').some(part => part.trim().replace(/^W\//, '') === etag)
}

/** Whether the answer may go out under If-Match (RFC 9110 §13.1.1: strong comparison, `*` matches whatever is there). */
export function allowsMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined || header.trim() === '*') return true
  return header.split(',').some(part => part.trim() === etag)
}

/** Whether a range may be answered under If-Range (RFC 9110 §13.1.5): only the very same strong tag; dates never, none is sent. */
export function allowsRange(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag
}
