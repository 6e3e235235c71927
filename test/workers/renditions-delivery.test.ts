import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import express, { type ErrorRequestHandler } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visibility } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { renditionsRouter } from '#server/renditions/routes'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import type { ObjectStore } from '#server/storage/object-store'
import { putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

let database: TestDatabase
let folder: string
let store: ObjectStore
let server: Server
let origin: string
const streams: Readable[] = []

const curator: Actor = { kind: 'person', id: newId(), name: 'Biên tập', hubRoles: ['curator'], memberships: [] }

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'renditions-delivery-test-'))
  store = await openFilesystemStore(folder)
  const watched: ObjectStore = {
    ...store,
    async get(key, range) {
      const stream = await store.get(key, range)
      streams.push(stream)
      return stream
    },
  }
  const app = express()
  app.use((req, res, next) => {
    const actor = req.get('x-test-actor') === 'curator' ? curator : anonymous
    res.locals.caller = { actor, origin: { address: null, requestId: null } }
    next()
  })
  app.use(renditionsRouter({ db: database.db, store: watched, log: createLog('silent', 'test') }))
  const answerProblem: ErrorRequestHandler = (error, _req, res, next) => {
    if (error instanceof ProblemError && !res.headersSent)
      res.status(error.status).set(error.headers).json({ key: error.key })
    else next(error)
  }
  app.use(answerProblem)
  server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** An asset with one rendition, `web`, of these bytes. */
async function publish(bytes: Buffer, visibility: Visibility, fileName = 'anh.jpg') {
  const said = { kind: 'image', contentType: 'image/jpeg', visibility, fileName } as const
  const asset = await putMediaAsset({ db: database.db, store }, randomBytes(2000), said)
  const key = `derived/${asset.objectId}/1/web`
  const { sha256, size } = await store.put(key, Readable.from(bytes))
  const data = {
    id: newId(),
    objectId: asset.objectId,
    recipe: 1,
    name: 'web',
    key,
    contentType: 'image/jpeg',
    sha256,
    size,
  }
  await database.db.rendition.create({ data })
  await database.db.asset.update({ where: { id: asset.assetId }, data: { file: 'ready' } })
  return { ...asset, etag: `"${sha256}"`, url: `${origin}/api/v1/assets/${asset.assetId}` }
}

const asCurator = { 'x-test-actor': 'curator' }

describe('delivery of renditions', () => {
  it('answers the whole with a strong tag and headers that let nothing run', async () => {
    const bytes = randomBytes(5000)
    const { url, etag } = await publish(bytes, 'public')
    const answer = await fetch(`${url}/renditions/web`)
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      etag,
      'accept-ranges': 'bytes',
      'content-type': 'image/jpeg',
      'content-length': '5000',
      'cache-control': 'public, max-age=60, must-revalidate',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    })
  })

  it('answers one range with 206, its place and only those bytes', async () => {
    const bytes = randomBytes(5000)
    const { url } = await publish(bytes, 'public')
    for (const [range, start, end] of [
      ['bytes=0-99', 0, 99],
      ['bytes=4900-', 4900, 4999],
      ['bytes=-10', 4990, 4999],
    ] as const) {
      const answer = await fetch(`${url}/renditions/web`, { headers: { range } })
      expect(answer.status).toBe(206)
      expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/5000`)
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(start, end + 1))
    }
  })

  it('answers 416 with the size for a range behind the end, and the whole when If-Range names other bytes', async () => {
    const { url, etag } = await publish(randomBytes(100), 'public')
    const behind = await fetch(`${url}/renditions/web`, { headers: { range: 'bytes=100-' } })
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */100'])
    const range = 'bytes=0-9'
    expect((await fetch(`${url}/renditions/web`, { headers: { range, 'if-range': '"other"' } })).status).toBe(200)
    expect((await fetch(`${url}/renditions/web`, { headers: { range, 'if-range': etag } })).status).toBe(206)
  })

  it('answers every odd Range with the whole, one range or 416, never with other bytes', async () => {
    const bytes = randomBytes(1000)
    const { url } = await publish(bytes, 'public')
    const whole = ['bytes=0-1,5-9', 'bytes=-1,0-0', 'bytes=5-2', 'bytes=a-b', 'bytes=', 'bytes=-', 'items=0-9', '0-9']
    const wholes = [...whole, 'bytes=0-9;x', 'bytes=0x1-5', 'bytes=+1-5', 'bytes=1.5-9', 'bytes 0-9', 'bytes=0--9']
    for (const range of wholes) {
      const answer = await fetch(`${url}/renditions/web`, { headers: { range } })
      expect.soft([answer.status, answer.headers.get('content-range')], range).toEqual([200, null])
      expect.soft(Buffer.from(await answer.arrayBuffer()).equals(bytes), range).toBe(true)
    }
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=999-', 999, 999],
      ['bytes=-5000', 0, 999],
      ['bytes=990-99999999999999999999999', 990, 999],
      ['BYTES=1-2', 1, 2],
      ['bytes=00001-00002', 1, 2],
    ] as const) {
      const answer = await fetch(`${url}/renditions/web`, { headers: { range } })
      expect
        .soft([answer.status, answer.headers.get('content-range')], range)
        .toEqual([206, `bytes ${start}-${end}/1000`])
      expect.soft(answer.headers.get('content-length'), range).toBe(String(end - start + 1))
      expect.soft(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(start, end + 1)), range).toBe(true)
    }
    for (const range of ['bytes=1000-', 'bytes=-0', 'bytes=99999999999999999999-'])
      expect.soft((await fetch(`${url}/renditions/web`, { headers: { range } })).status, range).toBe(416)
  })

  it('goes on with a download only of the same bytes: 412 under If-Match, the whole under If-Range', async () => {
    const { url, etag } = await publish(randomBytes(100), 'public')
    const get = (headers: Record<string, string>) => fetch(`${url}/renditions/web`, { headers })
    const range = 'bytes=50-'
    expect((await get({ range, 'if-match': etag })).status).toBe(206)
    expect((await get({ range, 'if-match': '"other"' })).status).toBe(412)
    expect((await get({ range, 'if-match': `W/${etag}` })).status).toBe(412)
    expect((await get({ range, 'if-range': `W/${etag}` })).status).toBe(200)
    expect((await get({ range, 'if-range': 'Tue, 15 Nov 1994 12:45:26 GMT' })).status).toBe(200)
  })

  it('shows a change of visibility, the trash and a recall’s edit to the next request, also to who has the bytes', async () => {
    const { url, etag, assetId } = await publish(randomBytes(100), 'public')
    const again = async () => (await fetch(`${url}/renditions/web`, { headers: { 'if-none-match': etag } })).status
    const set = (data: object) => database.db.asset.update({ where: { id: assetId }, data })
    expect(await again()).toBe(304)
    await set({ visibility: 'unit' })
    expect(await again()).toBe(401)
    await set({ visibility: 'public', embargoUntil: new Date(Date.now() + 86_400_000) })
    expect(await again()).toBe(401)
    await set({ embargoUntil: null, life: 'trashed' })
    expect(await again()).toBe(401)
    await set({ life: 'active' })
    expect(await again()).toBe(304)
  })

  it('lets no cache keep past the moment an embargo begins or a right ends', async () => {
    const { url, assetId } = await publish(randomBytes(100), 'public')
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    await database.db.asset.update({
      where: { id: assetId },
      data: { consentWithdrawnAt: new Date(Date.now() + 30_000) },
    })
    const soon = await fetch(`${url}/renditions/web`)
    expect([soon.status, soon.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    await database.db.asset.update({
      where: { id: assetId },
      data: { consentWithdrawnAt: null, rightsUntil: new Date(Date.parse(today) + 5 * 86_400_000) },
    })
    const later = await fetch(`${url}/renditions/web`)
    expect(later.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate')
  })

  it('never shows HTML, SVG or XML: whatever could run is saved', async () => {
    for (const contentType of [
      'text/html',
      'image/svg+xml',
      'application/xml',
      'application/xhtml+xml',
      'text/plain',
    ]) {
      const { url, objectId } = await publish(randomBytes(10), 'public')
      await database.db.rendition.updateMany({ where: { objectId }, data: { contentType } })
      const answer = await fetch(`${url}/renditions/web`)
      expect.soft(answer.headers.get('content-disposition'), contentType).toBe('attachment')
      expect.soft(answer.headers.get('x-content-type-options'), contentType).toBe('nosniff')
      expect.soft(answer.headers.get('content-security-policy'), contentType).toBe("sandbox; default-src 'none'")
    }
  })

  it('answers 304 without a body to who has the bytes', async () => {
    const { url, etag } = await publish(randomBytes(100), 'public')
    const answer = await fetch(`${url}/renditions/web`, {
      headers: { 'if-none-match': `"x", ${etag}`, range: 'bytes=0-9' },
    })
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, etag, ''])
  })

  it('answers HEAD with the same headers and no body, and ignores a range there', async () => {
    const { url, etag } = await publish(randomBytes(100), 'public')
    const opened = streams.length
    const answer = await fetch(`${url}/renditions/web`, { method: 'HEAD', headers: { range: 'bytes=0-9' } })
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('content-length')]).toEqual([
      200,
      etag,
      '100',
    ])
    expect(await answer.text()).toBe('')
    expect(streams.length).toBe(opened)
  })

  it('lets no cache keep what is not public, and answers strangers as if it did not exist', async () => {
    const { url } = await publish(randomBytes(100), 'hub')
    const known = await fetch(`${url}/renditions/web`, { headers: asCurator })
    expect([known.status, known.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const hidden = await fetch(`${url}/renditions/web`)
    const absent = await fetch(`${origin}/api/v1/assets/${newId()}/renditions/web`)
    expect([hidden.status, await hidden.text()]).toEqual([absent.status, await absent.text()])
    expect((await fetch(`${url}/renditions/other`, { headers: asCurator })).status).toBe(404)
  })

  it('serves the newest recipe', async () => {
    const asset = await publish(Buffer.from('old'), 'public')
    const key = `derived/${asset.objectId}/2/web`
    const { sha256, size } = await store.put(key, Readable.from(Buffer.from('new')))
    const row = {
      id: newId(),
      objectId: asset.objectId,
      recipe: 2,
      name: 'web',
      key,
      contentType: 'image/jpeg',
      sha256,
      size,
    }
    await database.db.rendition.create({ data: row })
    expect(await (await fetch(`${asset.url}/renditions/web`)).text()).toBe('new')
  })

  it('closes the stream of the store when the client leaves', async () => {
    const { url } = await publish(randomBytes(30_000_000), 'public')
    const leave = new AbortController()
    const answer = await fetch(`${url}/renditions/web`, { signal: leave.signal })
    const reader = answer.body!.getReader()
    await reader.read()
    const stream = streams.at(-1)!
    expect(stream.destroyed).toBe(false)
    leave.abort()
    await expect.poll(() => stream.destroyed).toBe(true)
    expect(stream.readableEnded).toBe(false)
  })
})

describe('download of originals', () => {
  it('gives the bytes as uploaded, to save under their Vietnamese name', async () => {
    const { url, objectId } = await publish(randomBytes(10), 'public', 'Lễ hội núi Bà Đen.jpg')
    // What its camera knows stays among people who have signed in, also where everybody sees the picture.
    expect((await fetch(`${url}/original`)).status).toBe(401)
    const answer = await fetch(`${url}/original`, { headers: { 'x-test-actor': 'curator' } })
    const digest = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex')
    const object = await database.db.storedObject.findUniqueOrThrow({ where: { id: objectId } })
    expect(digest).toBe(object.sha256)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="Le hoi nui Ba Den.jpg"; filename*=UTF-8\'\'L%E1%BB%85%20h%E1%BB%99i%20n%C3%BAi%20B%C3%A0%20%C4%90en.jpg',
    )
  })
})
