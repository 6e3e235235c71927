import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type PushedItem = Record<string, unknown> & { version?: string }
type Posted = { path: string; signature: string; body: Buffer }

/**
 * A receiver on real HTTP that does what Newsroom's push does: the signature is compared first (403); the body must name an item and a
 * type (500 of a failed assertion else); only texts are taken (400 else) unless it was written for ninjs 3.1; an item of the same name
 * replaces what stood there, and one without associations takes them away. An older version changes nothing.
 */
export async function startSuperdeskReceiver(
  key: string,
  { ninjs = 'superdesk' }: { ninjs?: 'superdesk' | '3.1' } = {},
) {
  const items = new Map<string, PushedItem>()
  const files = new Map<string, { contentType: string; bytes: Buffer }>()
  const posted: Posted[] = []
  const server = createServer((req, res) => {
    handle(req, res).catch(error => res.writeHead(500).end(String(error)))
  })

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '/', 'http://receiver')
    const asked = /^\/push_binary\/([\w-]+)$/.exec(pathname)?.[1]
    if (req.method === 'GET' && asked) return void answer(res, files.has(asked) ? 200 : 404, {})
    if (req.method !== 'POST' || !['/push', '/push_binary'].includes(pathname)) return void answer(res, 404, {})
    const body = await buffer(req)
    const signature = String(req.headers['x-superdesk-signature'] ?? '')
    posted.push({ path: pathname, signature, body })
    if (!isSigned(key, body, signature)) return void answer(res, 403, { error: 'Forbidden' })
    if (pathname === '/push') return push(res, body)
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': req.headers['content-type'] ?? '' },
    }).formData()
    const media = form.get('media') as File
    files.set(String(form.get('media_id')), {
      contentType: media.type,
      bytes: Buffer.from(await media.arrayBuffer()),
    })
    answer(res, 201, {})
  }

  function push(res: ServerResponse, body: Buffer): void {
    const item = JSON.parse(body.toString('utf8')) as PushedItem
    const name = ninjs === 'superdesk' ? item.guid : item.uri
    if (typeof name !== 'string' || typeof item.type !== 'string')
      return void answer(res, 500, { error: 'AssertionError' })
    if (ninjs === 'superdesk' && item.type !== 'text')
      return void answer(res, 400, { error: `Unknown type ${item.type}` })
    const held = items.get(name)
    if (!held || Number(item.version ?? 1) >= Number(held.version ?? 1)) items.set(name, item)
    answer(res, 200, {})
  }

  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    items,
    files,
    posted,
    async stop() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}

function isSigned(key: string, body: Buffer, signature: string): boolean {
  const own = Buffer.from(`sha1=${createHmac('sha1', key).update(body).digest('hex')}`)
  const given = Buffer.from(signature)
  return own.length === given.length && timingSafeEqual(own, given)
}
