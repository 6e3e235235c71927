import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site of somebody else's on loopback: what it answers may change between two questions. */
export type FeedServer = {
  port: number
  url: string
  asked: { path: string; headers: IncomingMessage['headers'] }[]
  /** What a path answers: a text, or a handler. */
  at(path: string, answer: string | Buffer | RequestListener, type?: string): void
  close(): Promise<void>
}

/** Starts one on a free port; an unknown path answers 404. */
export async function startFeedServer(): Promise<FeedServer> {
  const answers = new Map<string, { answer: string | Buffer | RequestListener; type: string }>()
  const asked: FeedServer['asked'] = []
  const server = createServer((req, res) => {
    const path = req.url ?? '/'
    asked.push({ path, headers: req.headers })
    const found = answers.get(path)
    if (!found) return res.writeHead(404).end()
    if (typeof found.answer === 'function') return found.answer(req, res)
    res.setHeader('content-type', found.type).end(found.answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    asked,
    at: (path, answer, type = 'application/xml') => void answers.set(path, { answer, type }),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export type FeedEntry = { id: string; title: string; text?: string; link?: string; more?: string }
/** RSS 2.0 of these entries. */
export function rssOf(entries: readonly FeedEntry[], channel = ''): string {
  const items = entries.map(
    ({ id, title, text = '', link, more = '' }) =>
      `<item><guid isPermaLink="false">${id}</guid><title>${title}</title>${link ? `<link>${link}</link>` : ''}<description>${text}</description>${more}</item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Nguồn</title>${channel}${items.join('')}</channel></rss>`
}
