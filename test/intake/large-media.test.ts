import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RelayItem, RelayList } from '#contracts/intake-item'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { type FeedServer, rssOf, startFeedServer } from './feed-server.ts'

let hub: TestHub
let site: FeedServer
let curator: TestClient
let editor: TestClient
beforeAll(async () => {
  site = await startFeedServer()
  hub = await startTestHub({
    worker: true,
    env: { HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${site.port}`, HUB_INTAKE_MEDIA_BYTES: '1048576' },
  })
  curator = await hub.person('Người tuyển chọn', { hubRoles: ['curator'] })
  editor = await hub.person('Biên tập viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
}, 120_000)
afterAll(async () => {
  await hub?.close()
  await site?.close()
})

it('takes a file up to the configured size and refuses a larger one, with nothing left in the store', async () => {
  // A JPEG is whole at its end marker: what stands after it makes it as large as one likes.
  const padded = async (bytes: number) =>
    Buffer.concat([await makeJpeg({ width: 320, height: 200 }), Buffer.alloc(bytes)]).subarray(0, bytes)
  // In pieces and without a length, as a server sends what it makes on the way.
  const inPieces = (file: Buffer) => (_req: unknown, res: import('node:http').ServerResponse) => {
    res.setHeader('content-type', 'image/jpeg')
    for (let at = 0; at < file.length; at += 200_000) res.write(file.subarray(at, at + 200_000))
    res.end()
  }
  site.at('/vua.jpg', inPieces(await padded(1_048_576)))
  site.at('/lon.jpg', inPieces(await padded(1_048_577)))
  const media = ['vua', 'lon'].map(name => `<media:content url="${site.url}/${name}.jpg" type="image/jpeg"/>`).join('')
  site.at('/rss', rssOf([{ id: 'm', title: 'Tin có ảnh lớn', text: 'x', more: media }]))
  const draft = { name: 'TTXVN', kind: 'feed', address: `${site.url}/rss`, unit: 'bao' }
  expect((await curator.post('/api/v1/intake/sources', draft)).status).toBe(201)
  await hub.idle()
  const list = async (state: string): Promise<RelayItem> =>
    (await editor.get<RelayList>(`/api/v1/intake/items?state=${state}`)).body.items[0]!
  const item = await list('new')
  const ids = item.media.map(each => each.id)
  expect((await editor.post(`/api/v1/intake/items/${item.id}/taking`, { media: ids })).status).toBeLessThan(300)
  const before = await hub.deps.db.storedObject.count()
  await hub.idle()
  const done = await list('taken')
  const of = (end: string) => done.media.find(each => each.url.endsWith(end))
  expect(of('/vua.jpg')).toMatchObject({ state: 'taken', problem: null })
  expect(of('/lon.jpg')).toMatchObject({ state: 'failed', problem: 'too-large', assetId: null })
  expect(await hub.deps.db.storedObject.count()).toBeLessThanOrEqual(before + 1)
})
