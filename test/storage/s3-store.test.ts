import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { ensureBucket } from '#server/storage/ensure-bucket'
import { objectKey } from '#server/storage/keys'
import { openS3Store, type S3Config } from '#server/storage/s3-store'
import { objectStoreSuite } from '../suites/object-store.suite.ts'

const endpoint = process.env.S3_TEST_ENDPOINT
const config: S3Config = {
  endpoint: endpoint ?? 'http://127.0.0.1:9',
  bucket: process.env.S3_TEST_BUCKET ?? 'hub-test',
  region: 'us-east-1',
  accessKeyId: process.env.S3_TEST_ACCESS_KEY_ID ?? 'test',
  secretAccessKey: process.env.S3_TEST_SECRET_ACCESS_KEY ?? 'test-secret',
}

const reason = 'skipped: S3_TEST_ENDPOINT is not set (scripts/s3-test-server.sh starts a server)'
if (!endpoint) console.warn(`the S3 store on a real server is ${reason}`)
const title = endpoint ? 'the S3 store' : `the S3 store (${reason})`
describe.skipIf(!endpoint)(title, () => {
  const client = new S3Client({
    endpoint: config.endpoint,
    region: config.region,
    credentials: config,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
  const uploads = async () =>
    (await client.send(new ListMultipartUploadsCommand({ Bucket: config.bucket }))).Uploads ?? []

  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket: config.bucket })).catch((error: Error) => {
      if (!/BucketAlready/.test(error.name)) throw error
    })
    for (const { Key, UploadId } of await uploads()) {
      await client.send(new AbortMultipartUploadCommand({ Bucket: config.bucket, Key, UploadId }))
    }
  })

  objectStoreSuite(() => openS3Store(config))

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
    return { seen, store: await openS3Store({ ...config, endpoint: `http://127.0.0.1:${port}` }) }
  }
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
    const store = await openS3Store({ ...config, endpoint: 'http://127.0.0.1:9' })
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
    let mark: string | undefined
    const { seen, store } = await serve((method, path, asked, headers) => {
      if (!path.endsWith(key)) return { status: asked === 0 ? 200 : 412 }
      if (method === 'HEAD') {
        return mark ? { status: 200, headers: { 'content-length': '4', 'x-amz-meta-put-id': mark } } : { status: 404 }
      }
      mark = String(headers['x-amz-meta-put-id'])
      return asked === 0 ? 'cut' : { status: 412, body: xml('PreconditionFailed') }
    })
    expect(await store.put(key, Readable.from([Buffer.from('four')]))).toMatchObject({ size: 4 })
    expect(seen.filter(line => line.startsWith('PUT') && line.endsWith(key))).toHaveLength(2)
  })
})
