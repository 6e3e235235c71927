import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/**
 * What happens to one request on its way. `status` answers without the server; `flip-request` changes one byte of the body before the
 * server sees it; `flip-reply` one of the answer's; `cut-request` closes the line before the server hears of it, `cut-answer` after it
 * has done its work, `cut-reply` in the middle of the answer's body; `hang` never answers; `repeat` hands the request over twice and
 * answers what the first did; `hold` reads none of the body before its promise is kept, as a server that cannot keep up.
 */
export type Fault =
  | 'pass'
  | 'flip-request'
  | 'flip-reply'
  | 'cut-request'
  | 'cut-answer'
  | 'cut-reply'
  | 'hang'
  | 'repeat'
  | { hold: Promise<unknown> }
  | { status: number; code: string; retryAfter?: number }
export type Seen = { method: string; path: string; query: URLSearchParams }

/** A proxy on loopback before a real HTTP server, which does to each request what `fault` says. Host goes through: S3 signs it. */
export async function startFaultProxy(target: string, fault: (request: Seen) => Fault) {
  const { hostname, port } = new URL(target)
  const seen: string[] = []
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://proxy')
    const asked = { method: req.method ?? 'GET', path: url.pathname, query: url.searchParams }
    seen.push(`${asked.method} ${req.url}`)
    pass(req, res, { hostname, port }, fault(asked)).catch(() => req.socket.destroy())
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async stop() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

async function pass(
  req: IncomingMessage,
  res: ServerResponse,
  to: { hostname: string; port: string },
  fault: Fault,
): Promise<void> {
  if (typeof fault === 'object' && 'hold' in fault) await fault.hold
  const body = await buffer(req)
  if (fault === 'hang') return
  if (fault === 'cut-request') return void req.socket.destroy()
  if (typeof fault === 'object' && 'status' in fault) {
    const later = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
    res.writeHead(fault.status, { 'content-type': 'application/xml', ...later })
    return void res.end(`<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>fault</Message></Error>`)
  }
  if (fault === 'flip-request') flip(body)
  const once = async () => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url, headers } = req
      request({ ...to, method, path: url, headers, agent: false }, resolve)
        .on('error', reject)
        .end(body)
    })
    return { answer, bytes: await buffer(answer) }
  }
  const { answer, bytes } = await once()
  if (fault === 'repeat') await once()
  if (fault === 'cut-answer') return void req.socket.destroy()
  if (fault === 'flip-reply') flip(bytes)
  res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
  if (fault !== 'cut-reply') return void res.end(bytes)
  res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => setTimeout(() => req.socket.destroy(), 20))
}

function flip(bytes: Buffer): void {
  const at = Math.floor(bytes.length / 2)
  if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ 1
}
