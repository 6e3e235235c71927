import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

// A phone on the edge of a village's network sends ten times this.
const leastBytesPerSecond = 1024

/**
 * Cuts a line on which a file comes in slower than 1 KiB/s for `idleMs`: an upload may take hours, but a body that drips would hold
 * its socket, its lock and its half-written file for as long as it likes. Only the time in which the hub waits for the client
 * counts: while the store is slower than the line, bytes wait in the request and nobody is blamed.
 */
export function bodyPace(idleMs: number, watched: (path: string) => boolean): RequestHandler {
  return (req, _res, next) => {
    if (watched(req.path) && !req.complete) watch(req, idleMs)
    next()
  }
}

function watch(req: IncomingMessage, idleMs: number): void {
  let seen = req.socket.bytesRead
  const timer = setInterval(() => {
    if (req.complete) return clearInterval(timer)
    const came = req.socket.bytesRead - seen
    seen = req.socket.bytesRead
    const waitsForUs = req.readableLength > 0 || req.isPaused()
    if (!waitsForUs && came < (leastBytesPerSecond * idleMs) / 1000) req.socket.destroy()
  }, idleMs)
  timer.unref()
  req.once('close', () => clearInterval(timer))
}
