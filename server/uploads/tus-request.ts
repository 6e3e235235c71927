import type { IncomingMessage } from 'node:http'

// One socket read is at most 64 KiB; fewer and larger pieces spare the way through the web stream and the disk.
const pieceBytes = 1_048_576

/**
 * A request as @tus/server wants it (a web Request), its body in large pieces that are read as they are asked for. The address is
 * made from `path` alone: no Host header is looked at.
 */
export function tusRequest(req: IncomingMessage, path: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && /^(content-|upload-|tus-)/.test(name)) headers.set(name, String(value))
  }
  const method = req.method ?? 'GET'
  const withBody = method === 'POST' || method === 'PATCH'
  return new Request(`http://hub.invalid${path}`, {
    method,
    headers,
    // `duplex` is asked for by fetch's standard where a body is a stream; the DOM's types do not know it.
    ...(withBody ? ({ body: bodyOf(req), duplex: 'half' } as RequestInit) : {}),
  })
}

function bodyOf(req: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = req.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next()
        if (next.done) return controller.close()
        const pieces = [next.value]
        // Only what is there already: nobody waits for a piece to be full.
        for (let length = next.value.length; length < pieceBytes && req.readableLength > 0; ) {
          const more = await chunks.next()
          if (more.done) break
          pieces.push(more.value)
          length += more.value.length
        }
        controller.enqueue(pieces.length === 1 ? next.value : Buffer.concat(pieces))
      },
      async cancel() {
        await chunks.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
