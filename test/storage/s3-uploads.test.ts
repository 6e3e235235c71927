import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { hubOnS3, keysIn, makeBucket, realS3, s3Config, unfinishedIn, whyNoS3 } from './real-s3.ts'

const MiB = 1024 * 1024

describe.skipIf(!realS3)(`form uploads to S3${whyNoS3}`, { timeout: 120_000 }, () => {
  const bucket = `uploads-${process.pid}-${Date.now()}`
  let hub: TestHub
  let editor: TestClient
  let proxy: Awaited<ReturnType<typeof startFaultProxy>>
  let fault: Fault = 'pass'
  let left = 0
  let written: string[] = []
  beforeAll(async () => {
    await makeBucket(bucket)
    proxy = await startFaultProxy(s3Config.endpoint, ({ method, path, query }) => {
      if (method !== 'PUT' || !query.has('partNumber') || path.includes('/tmp/')) return 'pass'
      written.push(...onDisk())
      if (left <= 0) return 'pass'
      left -= 1
      return fault
    })
    hub = await startTestHub({
      env: hubOnS3(bucket, proxy.url),
    })
    editor = await hub.person('editor', { memberships: [{ unit: 'bao', role: 'editor' }] })
    before = files()
  })
  afterAll(async () => {
    await hub.close()
    await proxy.stop()
  })

  let before: string[] = []
  const files = () => readdirSync(hub.deps.config.dataDir, { recursive: true }).map(String)
  const onDisk = () => files().filter(name => !before.includes(name))
  const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)])
  const objects = () => keysIn(bucket, 'objects/')
  const unfinished = () => unfinishedIn(bucket)

  it('streams without a file below the data directory, and hands back the very bytes, by range too', async () => {
    written = []
    const bytes = pdf(20 * MiB)
    const { status, body } = await editor.upload(bytes, 'tài liệu.pdf')
    expect(status).toBe(201)
    expect(proxy.seen.filter(line => /^PUT .*partNumber/.test(line)).length).toBeGreaterThanOrEqual(3)
    expect(written).toEqual([])
    await hub.deps.db.asset.update({ where: { id: body.asset.id }, data: { file: 'ready' } })
    const path = `/api/v1/assets/${body.asset.id}/original`
    expect((await editor.bytes(path)).bytes.equals(bytes)).toBe(true)
    const range = await editor.bytes(path, { range: `bytes=${9 * MiB}-${17 * MiB}` })
    expect(range.status).toBe(206)
    expect(range.bytes.equals(bytes.subarray(9 * MiB, 17 * MiB + 1))).toBe(true)
  })

  it.each([
    ['a 503', { status: 503, code: 'SlowDown' }],
    ['a line that is cut', 'cut-answer'],
    ['a byte that flips on the way', 'flip-request'],
  ] as [string, Fault][])('acknowledges only whole bytes over %s', async (_name, wish) => {
    fault = wish
    left = 2
    const bytes = pdf(12 * MiB)
    const { status, body } = await editor.upload(bytes, 'a.pdf')
    expect(left).toBe(0)
    expect(status).toBe(201)
    await hub.deps.db.asset.update({ where: { id: body.asset.id }, data: { file: 'ready' } })
    expect((await editor.bytes(`/api/v1/assets/${body.asset.id}/original`)).bytes.equals(bytes)).toBe(true)
  })

  it('keeps 64 uploads at once apart, a few of them of several parts', async () => {
    fault = 'pass'
    const files = Array.from({ length: 64 }, (_, index) => pdf(index % 16 === 0 ? 17 * MiB : 300_000 + index))
    const sent = await Promise.all(files.map((bytes, index) => editor.upload(bytes, `${index}.pdf`)))
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([201]))
    for (const [index, { body }] of sent.entries()) {
      const where = { assetId: body.asset.id }
      const { object } = await hub.deps.db.assetVersion.findFirstOrThrow({ where, include: { object: true } })
      const stored = await buffer(await hub.deps.store.get(object!.key))
      expect(stored.equals(files[index]!), String(index)).toBe(true)
    }
    expect(await unfinished()).toEqual([])
  })

  it('answers 503 where the store keeps failing, and leaves neither a row nor an object nor a begun upload', async () => {
    fault = { status: 503, code: 'SlowDown', retryAfter: 3_600 }
    left = Number.POSITIVE_INFINITY
    const [assets, stored] = [await hub.deps.db.asset.count(), (await objects()).length]
    const { status } = await editor.upload(pdf(20 * MiB), 'a.pdf')
    left = 0
    expect(status).toBe(503)
    expect(await hub.deps.db.asset.count()).toBe(assets)
    expect(await objects()).toHaveLength(stored)
    expect(await unfinished()).toEqual([])
    expect((await editor.upload(pdf(MiB), 'b.pdf')).status).toBe(201)
  })
})
