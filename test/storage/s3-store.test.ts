import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { ensureBucket } from '#server/storage/ensure-bucket'
import { objectKey } from '#server/storage/keys'
import type { S3Times } from '#server/storage/s3-clients'
import { openS3Store } from '#server/storage/s3-store'
import { objectStoreSuite } from '../suites/object-store.suite.ts'
import { makeBucket, racesInParts, realS3, s3Client, s3Config, whyNoS3 } from './real-s3.ts'

// A bucket of its own: this file ends unfinished uploads, and another has some under way.
const config = { ...s3Config, bucket: `${s3Config.bucket}-store` }
const quickly = (ms: number) => ({ requestMs: ms, silenceMs: ms, retry: { attempts: 3, forMs: ms } })
const times: S3Times = { quick: quickly(2_000), upload: quickly(2_000) }

describe.skipIf(!realS3)(`the S3 store${whyNoS3}`, () => {
  const client = s3Client()
  const uploads = async () =>
    (await client.send(new ListMultipartUploadsCommand({ Bucket: config.bucket }))).Uploads ?? []

  beforeAll(async () => {
    await makeBucket(config.bucket)
    for (const { Key, UploadId } of await uploads()) {
      await client.send(new AbortMultipartUploadCommand({ Bucket: config.bucket, Key, UploadId }))
    }
  })

  objectStoreSuite(() => openS3Store(config), racesInParts)

  it('ends uploads that nobody completed once they are old, and lets younger ones and objects be', async () => {
    const store = await openS3Store(config)
    const [key, standing] = [objectKey(), objectKey()]
    await store.put(standing, Readable.from([Buffer.from('x')]))
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: config.bucket, Key: key }))
    const part = { Bucket: config.bucket, Key: key, UploadId, PartNumber: 1, Body: Buffer.alloc(100) }
    await client.send(new UploadPartCommand(part))
    const mine = async () => (await uploads()).filter(upload => upload.Key === key)
    await store.sweepUnfinished(new Date(Date.now() - 60_000))
    expect(await mine()).toHaveLength(1)
    expect(await store.sweepUnfinished(new Date(Date.now() + 60_000))).toBeGreaterThan(0)
    expect(await mine()).toEqual([])
    expect(await store.head(standing)).toEqual({ size: 1 })
  })

  it('sees nothing of other programs in its bucket', async () => {
    const store = await openS3Store(config)
    const foreign = { Bucket: config.bucket, Key: 'Thumbs.DB' }
    await client.send(new PutObjectCommand({ ...foreign, Body: 'x' }))
    const keys: string[] = []
    for await (const { key } of store.list('')) keys.push(key)
    expect(keys).not.toContain(foreign.Key)
    await client.send(new DeleteObjectCommand(foreign))
  })

  it('leaves no unfinished upload behind after a stream that broke', async () => {
    const store = await openS3Store(config)
    const body = Readable.from(
      (function* () {
        for (let part = 0; part < 20; part += 1) yield Buffer.alloc(1024 * 1024, part)
        throw new Error('torn')
      })(),
    )
    await expect(store.put(objectKey(), body)).rejects.toThrow('torn')
    expect(await uploads()).toEqual([])
  })

  it('lists more keys than one page holds', async () => {
    const store = await openS3Store(config)
    const folder = `pages/${newId()}`
    const names = Array.from({ length: 1_030 }, (_, i) => `${folder}/${String(i).padStart(4, '0')}`)
    for (let at = 0; at < names.length; at += 50) {
      await Promise.all(names.slice(at, at + 50).map(key => store.put(key, Readable.from([Buffer.from('x')]))))
    }
    const found: string[] = []
    for await (const { key } of store.list(`${folder}/`)) found.push(key)
    expect(found).toEqual(names)
  }, 60_000)

  it('is unavailable with keys that the server does not know', async () => {
    const store = await openS3Store({ ...config, secretAccessKey: 'not-the-secret' })
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', full: false })
  })

  it('gets its bucket made where the server lacks it, once', async () => {
    const fresh = { ...config, bucket: `made-${newId()}` }
    expect(await ensureBucket(fresh)).toBe(true)
    expect(await ensureBucket(fresh)).toBe(false)
    await (await openS3Store(fresh)).check()
    await expect(ensureBucket({ ...fresh, endpoint: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      name: 'StoreUnavailable',
    })
  })

  it('is unavailable while its bucket does not exist', async () => {
    const store = await openS3Store({ ...config, bucket: `missing-${newId()}` })
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable' })
    await expect(store.put(objectKey(), Readable.from([]))).rejects.toMatchObject({ name: 'StoreUnavailable' })
  })
})

/** How a scripted server answers one request, by method and how often that was asked before; `cut` closes the connection instead. */
type Script = (
  method: string,
  path: string,
  asked: number,
  headers: IncomingHttpHeaders,
) => { status: number; body?: string; headers?: Record<string, string> } | 'cut'

describe('the S3 store in front of a server that misbehaves', () => {
  let server: Server | undefined
  afterEach(async () => {
    server?.closeAllConnections()
    await new Promise(done => (server ? server.close(done) : done(undefined)))
    server = undefined
  })
  const serve = async (script: Script) => {
    const seen: string[] = []
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        const path = request.url?.split('?')[0] ?? ''
        const asked = seen.filter(line => line === `${request.method} ${path}`).length
        seen.push(`${request.method} ${path}`)
        const answer = script(request.method ?? '', path, asked, request.headers)
        if (answer === 'cut') return void request.socket.destroy()
        const { status, body = '', headers = {} } = answer
        response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body)
      })
    })
    await new Promise<void>(done => server?.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    return { seen, store: await openS3Store({ ...config, endpoint: `http://127.0.0.1:${port}` }, times) }
  }
  const said = (headers: IncomingHttpHeaders, ...names: string[]) =>
    Object.fromEntries(names.map(name => [name, String(headers[name])]))
  const digestOf = (text: string) => createHash('sha256').update(text).digest('base64')
  /** A server that says `checksum` of what it keeps (or nothing), and gives `bytes` when it is read. */
  const keeping = (key: string, checksum: string | undefined, bytes: string) =>
    serve((method, path, asked, headers) => {
      if (!path.endsWith(key)) return { status: asked === 0 ? 200 : 412 }
      const sums: Record<string, string> = checksum ? { 'x-amz-checksum-sha256': checksum } : {}
      if (method === 'HEAD')
        return asked === 0 ? { status: 404 } : { status: 200, headers: { 'content-length': '4', ...sums } }
      if (method === 'GET') return { status: 200, body: bytes, headers: { 'content-length': '4' } }
      if (method === 'PUT') expect(headers['x-amz-checksum-sha256']).toBe(digestOf('four'))
      return { status: method === 'DELETE' ? 204 : 200 }
    })

  it('acknowledges what the server says it keeps, without reading it back', async () => {
    const key = objectKey()
    const { seen, store } = await keeping(key, digestOf('four'), 'four')
    expect(await store.put(key, Readable.from([Buffer.from('four')]))).toMatchObject({ size: 4 })
    expect(seen.filter(line => line.startsWith('GET'))).toEqual([])
  })

  it('deletes what the server says it keeps otherwise', async () => {
    const key = objectKey()
    const { seen, store } = await keeping(key, digestOf('fouR'), 'fouR')
    await expect(store.put(key, Readable.from([Buffer.from('four')]))).rejects.toThrow('other bytes than it was sent')
    expect(seen.filter(line => line.startsWith('DELETE') && line.endsWith(key))).toHaveLength(1)
  })

  it('reads back what a server without checksums keeps, and deletes it where a byte differs', async () => {
    const [good, bad] = [objectKey(), objectKey()]
    const first = await keeping(good, undefined, 'four')
    expect(await first.store.put(good, Readable.from([Buffer.from('four')]))).toMatchObject({ size: 4 })
    expect(first.seen.filter(line => line.startsWith('GET'))).toHaveLength(1)
    server?.closeAllConnections()
    server?.close()
    const second = await keeping(bad, undefined, 'fouR')
    await expect(second.store.put(bad, Readable.from([Buffer.from('four')]))).rejects.toThrow('other bytes')
    expect(second.seen.filter(line => line.startsWith('DELETE') && line.endsWith(bad))).toHaveLength(1)
  })

  const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`

  it('tries again when the server asks to slow down, and gives up as unavailable', async () => {
    const { seen, store } = await serve(() => ({ status: 503, body: xml('SlowDown') }))
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', full: false })
    expect(seen.length).toBeGreaterThan(1)
  })

  it('says that the store is full when the server has no space', async () => {
    const { store } = await serve(() => ({ status: 507, body: xml('XMinioStorageFull') }))
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', full: true })
  })

  it('is unavailable where nothing listens', async () => {
    const store = await openS3Store({ ...config, endpoint: 'http://127.0.0.1:9' }, times)
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', full: false })
    await expect(store.put(objectKey(), Readable.from([Buffer.from('a')]))).rejects.toMatchObject({
      name: 'StoreUnavailable',
    })
    await expect(store.get(objectKey())).rejects.toMatchObject({ name: 'StoreUnavailable' })
  })

  it('removes an object that the server kept shorter than it was sent', async () => {
    const key = objectKey()
    const { seen, store } = await serve((method, path, asked) => {
      if (!path.endsWith(key)) return { status: asked === 0 ? 200 : 412 }
      if (method === 'HEAD') return asked === 0 ? { status: 404 } : { status: 200, headers: { 'content-length': '3' } }
      return { status: method === 'DELETE' ? 204 : 200 }
    })
    await expect(store.put(key, Readable.from([Buffer.from('four')]))).rejects.toThrow('kept 3 of 4 bytes')
    expect(seen.filter(line => line.startsWith('DELETE') && line.endsWith(key))).toHaveLength(1)
  })

  it('knows its own object when the answer to the write was lost and the repeated write is refused', async () => {
    const key = objectKey()
    let kept: Record<string, string> | undefined
    const { seen, store } = await serve((method, path, asked, headers) => {
      if (!path.endsWith(key)) return { status: asked === 0 ? 200 : 412 }
      if (method === 'HEAD') return kept ? { status: 200, headers: kept } : { status: 404 }
      kept = { 'content-length': '4', ...said(headers, 'x-amz-meta-put-id', 'x-amz-checksum-sha256') }
      return asked === 0 ? 'cut' : { status: 412, body: xml('PreconditionFailed') }
    })
    expect(await store.put(key, Readable.from([Buffer.from('four')]))).toMatchObject({ size: 4 })
    expect(seen.filter(line => line.startsWith('PUT') && line.endsWith(key))).toHaveLength(2)
  })
})
