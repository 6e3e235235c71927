import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAddress } from '#server/intake/open-address'
import { Unreadable } from '#server/intake/unreadable'
import { createOutbound, type Outbound } from '#server/platform/outbound-fetch'
import { type FeedServer, startFeedServer } from './feed-server.ts'

describe('a large file at somebody else’s', () => {
  let site: FeedServer
  let outbound: Outbound
  beforeAll(async () => {
    site = await startFeedServer()
    outbound = createOutbound({ allow: [`127.0.0.1/32:${site.port}`] })
  })
  afterAll(async () => {
    await outbound.close()
    await site.close()
  })

  const wish = { accept: '*/*', maxBytes: 10_000_000, timeoutMs: 20_000, idleMs: 5_000 }
  const whole = async (path: string, more: Partial<typeof wish> = {}) => {
    const deps = { outbound, config: { publicUrl: 'https://kho.test' } }
    return openAddress(deps, site.url + path, { ...wish, ...more }, async ({ body, url }) => {
      let size = 0
      for await (const chunk of body) size += (chunk as Buffer).length
      return { size, url }
    })
  }
  const problem = (promise: Promise<unknown>) =>
    promise.then(
      () => 'answered',
      error => (error instanceof Unreadable ? error.problem : String(error)),
    )

  it('is handed on as it comes: its first piece is there before its last one is sent', async () => {
    let sendRest = () => {}
    const head = Buffer.alloc(100_000, 1)
    site.at('/phim', (_req, res) => {
      res.write(head)
      sendRest = () => res.end(Buffer.alloc(50_000, 2))
    })
    const deps = { outbound, config: { publicUrl: 'https://kho.test' } }
    const size = await openAddress(deps, `${site.url}/phim`, wish, async ({ body }) => {
      let seen = 0
      for await (const chunk of body) {
        seen += (chunk as Buffer).length
        if (seen === head.length) sendRest()
      }
      return seen
    })
    expect(size).toBe(150_000)
  })

  it('is found behind redirects, unpacked where its server packs unasked', async () => {
    site.at('/dau', (_req, res) => res.writeHead(302, { location: '/cuoi' }).end('moved'))
    site.at('/cuoi', (_req, res) => res.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(70_000))))
    expect(await whole('/dau')).toEqual({ size: 70_000, url: `${site.url}/cuoi` })
  })

  it.each<[string, RequestListener, Partial<typeof wish>]>([
    ['http-status', (_req, res) => res.writeHead(500).end(), {}],
    ['too-large', (_req, res) => res.setHeader('content-length', '20000000').end(), {}],
    ['redirects', (_req, res) => res.writeHead(302, { location: '/loi-redirects' }).end(), {}],
    ['refused', (_req, res) => res.writeHead(302, { location: 'http://127.0.0.2:1/' }).end(), {}],
    ['encoding', (_req, res) => res.setHeader('content-encoding', 'gzip').end('no gzip'), {}],
    ['network', (_req, res) => void res.write('half', () => res.destroy()), {}],
    ['timeout', (_req, res) => void res.write('half'), { idleMs: 1200 }],
  ])('is %s where its server does that, also in the middle of the body', async (expected, answer, more) => {
    site.at(`/loi-${expected}`, answer)
    expect(await problem(whole(`/loi-${expected}`, more))).toBe(expected)
  })
})
