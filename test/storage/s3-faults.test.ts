import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { objectKey } from '#server/storage/keys'
import type { S3Times } from '#server/storage/s3-clients'
import { openS3Store } from '#server/storage/s3-store'
import { type Fault, type Seen, startFaultProxy } from '../support/fault-proxy.ts'
import { makeBucket, realS3, s3Client, s3Config, whyNoS3 } from './real-s3.ts'

const MiB = 1024 * 1024
const times: S3Times = {
  quick: { requestMs: 3_000, silenceMs: 3_000, retry: { attempts: 5, forMs: 15_000 } },
  upload: { requestMs: 3_000, silenceMs: 3_000, retry: { attempts: 5, forMs: 15_000 } },
}
const isPart = ({ method, query }: Seen) => method === 'PUT' && query.has('partNumber')
const isCompletion = ({ method, query }: Seen) => method === 'POST' && query.has('uploadId')

describe.skipIf(!realS3)(`the S3 store behind a line that fails${whyNoS3}`, { timeout: 90_000 }, () => {
  const client = s3Client()
  let proxy: Awaited<ReturnType<typeof startFaultProxy>>
  beforeAll(async () => {
    await makeBucket(s3Config.bucket)
  })
  afterEach(() => proxy.stop())

  /** A store behind a proxy that does `fault` to what `where` picks, `often` times. */
  const behind = async (fault: Fault, where: (seen: Seen) => boolean, often = 1) => {
    let left = often
    proxy = await startFaultProxy(s3Config.endpoint, seen => {
      if (seen.path.includes('/tmp/') || !where(seen) || left <= 0) return 'pass'
      left -= 1
      return fault
    })
    return { store: await openS3Store({ ...s3Config, endpoint: proxy.url }, times), left: () => left }
  }
  const uploadsOf = async (key: string) => {
    const { Uploads = [] } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: s3Config.bucket, Prefix: key }),
    )
    return Uploads.filter(upload => upload.Key === key)
  }
  const direct = () => openS3Store(s3Config)
  const putAndProve = async (store: Awaited<ReturnType<typeof direct>>, size: number) => {
    const key = objectKey()
    const bytes = randomBytes(size)
    const put = await store.put(key, Readable.from([bytes]))
    expect(put).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), size })
    expect((await buffer(await (await direct()).get(key))).equals(bytes)).toBe(true)
    expect(await uploadsOf(key)).toEqual([])
  }

  const faults: [string, Fault][] = [
    ['a 503', { status: 503, code: 'ServiceUnavailable' }],
    ['SlowDown', { status: 503, code: 'SlowDown' }],
    ['a line that is cut before the server hears', 'cut-request'],
    ['a line that is cut before the answer', 'cut-answer'],
    ['a byte that flips on the way', 'flip-request'],
    ['a server that falls silent', 'hang'],
  ]
  it.each(faults)('sends a part of a large object again after %s', async (_name, fault) => {
    const { store, left } = await behind(fault, isPart, 2)
    await putAndProve(store, 17 * MiB)
    expect(left()).toBe(0)
  })

  it.each(faults)('sends a small object again after %s', async (_name, fault) => {
    const { store, left } = await behind(fault, ({ method, query }) => method === 'PUT' && !query.has('partNumber'))
    await putAndProve(store, 5_000)
    expect(left()).toBe(0)
  })

  it.each([
    ['SlowDown', { status: 503, code: 'SlowDown' }],
    ['an answer that is lost', 'cut-answer'],
    ['silence', 'hang'],
  ] as [string, Fault][])('completes an upload over %s', async (_name, fault) => {
    const { store, left } = await behind(fault, isCompletion)
    await putAndProve(store, 9 * MiB)
    expect(left()).toBe(0)
  })

  it('gives up when the server keeps failing, says so within its budget, and reads no more of the stream', async () => {
    const { store } = await behind({ status: 503, code: 'SlowDown' }, isPart, 1_000)
    let given = 0
    const body = Readable.from(
      (function* () {
        for (; given < 2_000; given += 1) yield Buffer.alloc(MiB, given)
      })(),
    )
    const key = objectKey()
    const started = Date.now()
    await expect(store.put(key, body)).rejects.toMatchObject({ name: 'StoreUnavailable', full: false })
    expect(Date.now() - started).toBeLessThan(30_000)
    expect(given).toBeLessThan(100)
    expect(body.destroyed).toBe(true)
    expect(await (await direct()).head(key)).toBeNull()
    expect(await uploadsOf(key)).toEqual([])
  })

  it('does not wait for a server that asks for more patience than the budget holds', async () => {
    const patient: Fault = { status: 503, code: 'SlowDown', retryAfter: 3_600 }
    const { store } = await behind(patient, ({ method }) => method === 'HEAD', 10)
    const started = Date.now()
    await expect(store.head(objectKey())).rejects.toMatchObject({ name: 'StoreUnavailable' })
    expect(Date.now() - started).toBeLessThan(2_000)
  })

  it('takes a reply up again where it broke off, whole or by range', async () => {
    const key = objectKey()
    const bytes = randomBytes(3 * MiB)
    await (await direct()).put(key, Readable.from([bytes]))
    const { store } = await behind('cut-reply', ({ method }) => method === 'GET', 2)
    expect((await buffer(await store.get(key))).equals(bytes)).toBe(true)
    expect(proxy.seen.filter(line => line.startsWith('GET'))).toHaveLength(3)
    await proxy.stop()
    const again = await behind('cut-reply', ({ method }) => method === 'GET', 1)
    const range = await buffer(await again.store.get(key, { start: 1_000, end: 2 * MiB }))
    expect(range.equals(bytes.subarray(1_000, 2 * MiB + 1))).toBe(true)
  })

  it('ends a read as unavailable when the line breaks each time, and lets go of it when the reader leaves', async () => {
    const key = objectKey()
    await (await direct()).put(key, Readable.from([randomBytes(3 * MiB)]))
    const { store } = await behind('hang', ({ method }) => method === 'GET', 100)
    await expect(store.get(key)).rejects.toMatchObject({ name: 'StoreUnavailable' })
    await proxy.stop()
    const { store: good } = await behind('pass', () => true)
    const stream = await good.get(key)
    stream.destroy()
    await expect.poll(() => stream.closed).toBe(true)
  })
})
