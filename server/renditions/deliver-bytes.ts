import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { allowsMatch, allowsRange, namesTag, readRange } from './byte-range.ts'

/** Bytes that may be answered: the permission was asked before. */
export type Deliverable = {
  key: string
  size: number
  sha256: string
  contentType: string
  cacheControl: 'private, no-store' | 'public, max-age=60, must-revalidate'
  /** Content-Disposition, where the bytes are for saving. */
  disposition?: string
}

/**
 * Answers GET and HEAD with bytes of the store: 200, 206 for one range, 304, 412, or 416 (RFC 9110 §13.2.2 is the order).
 * Streams with
 * back-pressure; a client that leaves closes the store's stream. Throws ProblemError `bytes-differ`,
 * `range-not-satisfiable`, and what the store throws.
 */
export async function deliverBytes(req: Request, res: Response, store: ObjectStore, bytes: Deliverable): Promise<void> {
  const etag = `"${bytes.sha256}"`
  const validators = { ETag: etag, 'Cache-Control': bytes.cacheControl }
  if (!allowsMatch(req.get('if-match'), etag)) throw new ProblemError('bytes-differ')
  if (namesTag(req.get('if-none-match'), etag)) {
    res.status(304).set(validators).end()
    return
  }
  const ranged = req.method === 'GET' && allowsRange(req.get('if-range'), etag)
  const range = ranged ? readRange(req.get('range'), bytes.size) : null
  if (range === 'unsatisfiable') {
    throw new ProblemError('range-not-satisfiable', { headers: { 'Content-Range': `bytes */${bytes.size}` } })
  }
  // The stream comes first: where the store cannot give it, the answer is a problem without these headers.
  const body = req.method === 'HEAD' || bytes.size === 0 ? null : await store.get(bytes.key, range ?? undefined)
  res.status(range ? 206 : 200).set({ ...validators, ...contentHeaders(bytes) })
  if (range) res.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes.size}`)
  res.set('Content-Length', String(range ? range.end - range.start + 1 : bytes.size))
  if (!body) {
    res.end()
    return
  }
  let left = false
  res.once('close', () => {
    left = !body.destroyed && !body.readableEnded
  })
  try {
    await pipeline(body, res)
  } catch (error) {
    // The client went away; pipeline has closed the store's stream. Anything else is ours to answer for.
    if (!left) throw error
  }
}

function contentHeaders(bytes: Deliverable): Record<string, string> {
  return {
    'Accept-Ranges': 'bytes',
    'Content-Type': bytes.contentType,
    'X-Content-Type-Options': 'nosniff',
    // Whatever the bytes are, opened by themselves they run nothing and load nothing.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    ...(bytes.disposition ? { 'Content-Disposition': bytes.disposition } : {}),
    // HTML, SVG and XML run in a browser: whatever is not known to be harmless there is saved, not shown.
    ...(shown.has(bytes.contentType) ? {} : { 'Content-Disposition': bytes.disposition ?? 'attachment' }),
  }
}

const shown = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'application/pdf',
  // A player reads them; neither can run anything.
  'application/vnd.apple.mpegurl',
  'text/vtt',
])
