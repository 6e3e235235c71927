import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutbound, type Outbound, OutboundError } from '#server/platform/outbound-fetch'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

async function listening(handler: RequestListener): Promise<number> {
  const server: Server = createServer(handler)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  open.push({
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
  return (server.address() as AddressInfo).port
}

function outbound(allow: string[], lookup?: LookupFunction): Outbound {
  const made = createOutbound({ allow, ...(lookup ? { lookup } : {}) })
  open.push(made)
  return made
}
const get = { method: 'GET', timeoutMs: 2000, maxBytes: 1000 } as const
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    error => (error instanceof OutboundError ? error.kind : error),
  )

describe('outbound-fetch', () => {
  it('refuses a literal loopback address that is not allowed, and connects to no one', async () => {
    let asked = 0
    const port = await listening((_, res) => res.end(String(++asked)))
    expect(await kindOf(outbound([]).fetch(`http://127.0.0.1:${port}/`, get))).toBe('refused')
    expect(await kindOf(outbound([`127.0.0.1/32:${port + 1}`]).fetch(`http://127.0.0.1:${port}/`, get))).toBe('refused')
    expect(await kindOf(outbound([]).fetch(`http://[::1]:${port}/`, get))).toBe('refused')
    expect(await kindOf(outbound([]).fetch(`http://2130706433:${port}/`, get))).toBe('refused')
    expect(asked).toBe(0)
  })

  it('checks the address of each lookup, so a name that turns to loopback is refused', async () => {
    const port = await listening((_, res) => res.setHeader('connection', 'close').end('inside'))
    const answers = ['127.0.0.1', '127.0.0.2']
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(null, [{ address: answers.shift()!, family: 4 }])
    const way = outbound([`127.0.0.1/32:${port}`], lookup)
    expect((await way.fetch(`http://portal.example:${port}/`, get)).body.toString()).toBe('inside')
    expect(await kindOf(way.fetch(`http://portal.example:${port}/`, get))).toBe('refused')
  })

  it('connects only to those addresses of a name that it may', async () => {
    const port = await listening((_, res) => res.end('ok'))
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(null, [
        { address: '10.0.0.9', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])
    expect((await outbound([`127.0.0.1/32:${port}`], lookup).fetch(`http://portal.example:${port}/`, get)).status).toBe(
      200,
    )
  })

  it('answers a redirect as it is and does not follow it', async () => {
    const port = await listening((req, res) =>
      req.url === '/' ? res.writeHead(302, { location: '/inside' }).end() : res.end('followed'),
    )
    const answer = await outbound(['127.0.0.1/32:*']).fetch(`http://127.0.0.1:${port}/`, get)
    expect([answer.status, answer.headers.location]).toEqual([302, '/inside'])
  })

  it('stops reading an answer above the cap', async () => {
    const port = await listening((_, res) => res.end('x'.repeat(1001)))
    expect(await kindOf(outbound(['127.0.0.1/32:*']).fetch(`http://127.0.0.1:${port}/`, get))).toBe('too-large')
  })

  it('gives up when the whole exchange takes too long, also while the body trickles', async () => {
    const port = await listening((_, res) => {
      const drip = setInterval(() => res.write('.'), 20)
      res.once('close', () => clearInterval(drip))
    })
    expect(
      await kindOf(outbound(['127.0.0.1/32:*']).fetch(`http://127.0.0.1:${port}/`, { ...get, timeoutMs: 150 })),
    ).toBe('timeout')
  })

  it('tells a torn connection and plain http behind https apart', async () => {
    const port = await listening(req => req.socket.destroy())
    const way = outbound(['127.0.0.1/32:*'])
    expect(await kindOf(way.fetch(`http://127.0.0.1:${port}/`, get))).toBe('network')
    expect(await kindOf(way.fetch(`https://127.0.0.1:${port}/`, get))).toBe('tls')
  })
})
