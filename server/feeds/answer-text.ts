import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { namesTag } from '#server/renditions/byte-range'

/**
 * Answers a text that anybody may keep, but must ask about each time: a recall or an embargo shows at the next request, and where
 * nothing changed the strong ETag makes it 304 (RFC 9110 §13.1.2).
 */
export function answerText(req: Request, res: Response, type: string, text: string, status = 200): void {
  const bytes = Buffer.from(text, 'utf8')
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  res.set({ etag, 'cache-control': 'public, max-age=0, must-revalidate' })
  if (status === 200 && namesTag(req.get('if-none-match'), etag)) {
    res.status(304).end()
    return
  }
  res.status(status).set({ 'content-type': type, 'content-length': String(bytes.length) })
  res.end(req.method === 'HEAD' ? undefined : bytes)
}

/** Lets pages of other sites read an answer that holds nothing but what is public; no cookie is ever looked at on the way to it. */
export function openToAll(res: Response): void {
  res.set({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
}
