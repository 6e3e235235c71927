import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ItemStore } from './item-store.ts'
import type { MediaStore } from './media-store.ts'
import { gonePage, itemPage, pageHeaders } from './page.ts'
import { type Answer, Problem } from './problem.ts'

/** What the public sees: /items/{id} (410 once withdrawn) and /files/{sha256} of what is published, and nothing else. */
export async function publicAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { items, media }: { items: ItemStore; media: MediaStore },
): Promise<Answer> {
  const [, folder, name = ''] = url.pathname.split('/')
  if (request.method !== 'GET') throw new Problem(405, 'method', 'Only GET.')
  if (folder === 'items') {
    const record = items.find(name)
    if (record?.state === 'withdrawn') return { status: 410, headers: pageHeaders, body: gonePage(record) }
    if (record?.state === 'published') return { status: 200, headers: pageHeaders, body: itemPage(record) }
  }
  if (folder === 'files' && items.all().some(each => each.state === 'published' && each.receipt.media.includes(name))) {
    const found = await media.find(name)
    if (found) {
      response.writeHead(200, {
        'content-type': found.contentType,
        'content-length': found.sizeInBytes,
        'x-content-type-options': 'nosniff',
      })
      await pipeline(media.read(name), response).catch(() => {})
      return { status: 200 }
    }
  }
  throw new Problem(404, 'unknown', 'No such page.')
}
