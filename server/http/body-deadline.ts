import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

/**
 * Cuts a line on which a request's body has not arrived whole after `ms`: a body that drips holds a socket for as long as it likes
 * otherwise. `spared` paths (with `{id}` for a segment) take files, which may be hours on their way.
 */
export function bodyDeadline(ms: number, spared: (path: string) => boolean): RequestHandler {
  return (req, _res, next) => {
    const body = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
    if (body && !spared(req.path)) cutUnlessComplete(req, ms)
    next()
  }
}

/** Breaks the line in `ms` where the request is still not complete then. */
export function cutUnlessComplete(req: IncomingMessage, ms: number): void {
  const cut = setTimeout(() => req.complete || req.socket.destroy(), ms)
  req.once('close', () => clearTimeout(cut))
}
