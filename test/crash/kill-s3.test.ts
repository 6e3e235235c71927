import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Upload } from '#contracts/upload'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { openStore } from '#server/storage/open-store'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { hubOnS3, keysIn, makeBucket, realS3, s3Config, unfinishedIn, whyNoS3 } from '../storage/real-s3.ts'
import { type Fault, type Seen, startFaultProxy } from '../support/fault-proxy.ts'
import { type TestClient, testClient } from '../support/test-client.ts'
import { tusClient } from '../support/tus-client.ts'

const MiB = 1024 * 1024
const password = 'mot-mat-khau-thu-nghiem-dai'
const isPart = ({ method, query }: Seen) => method === 'PUT' && query.has('partNumber')

/** Real processes whose store is a real S3 server behind a line that can be stopped: kill -9 in the middle, and a server that cannot keep up. */
describe.skipIf(!realS3)(`a hub whose store is a slow S3${whyNoS3}`, () => {
  const bucket = `kill-${process.pid}-${Date.now()}`
  let dir: string
  let hub: RunningHub
  let admin: TestClient
  let sql: pg.Client
  let proxy: Awaited<ReturnType<typeof startFaultProxy>>
  let fault: (seen: Seen) => Fault = () => 'pass'
  let parts: number[] = []
  beforeAll(async () => {
    await makeBucket(bucket)
    proxy = await startFaultProxy(s3Config.endpoint, seen => {
      if (isPart(seen)) parts.push(Number(seen.query.get('partNumber')))
      return fault(seen)
    })
    dir = await mkdtemp(join(tmpdir(), 'hub-kill-s3-'))
    const env = {
      HUB_DATA_DIR: join(dir, 'data'),
      HUB_PORT: String(await freePort()),
      HUB_LOG_LEVEL: 'silent',
      HUB_ADMIN_EMAIL: 'admin@hub.test',
      HUB_ADMIN_PASSWORD: password,
      HUB_UPLOAD_IDLE_SECONDS: '1',
      ...hubOnS3(bucket, proxy.url),
    }
    hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
    sql = new pg.Client({ connectionString: hub.ownerUrl })
    await sql.connect()
    admin = await testClient(hub.url).signIn('admin@hub.test', password)
  }, 180_000)
  afterAll(async () => {
    await sql?.end()
    await hub?.stop()
    await proxy?.stop()
    await rm(dir, { recursive: true, force: true })
  }, 120_000)
  beforeEach(() => {
    fault = () => 'pass'
    parts = []
  })

  /** From the part `from` on, the server reads nothing until `release`. */
  const holdParts = (from: number) => {
    let release = () => {}
    const hold = new Promise<void>(resolve => {
      release = resolve
    })
    fault = seen => (isPart(seen) && Number(seen.query.get('partNumber')) >= from ? { hold } : 'pass')
    return release
  }
  const kill = async (which: 'server' | 'worker') => {
    const pid = hub.pids[which]()!
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => hub.pids[which]() !== pid, { timeout: 60_000 }).toBe(true)
  }
  const serverAnswers = () =>
    expect
      .poll(
        () =>
          fetch(`${hub.url}/readyz`).then(
            answer => answer.status,
            () => 0,
          ),
        { timeout: 120_000 },
      )
      .toBe(200)
  const count = async (table: string) => Number((await sql.query(`select count(*) from ${table}`)).rows[0].count)
  const digestOf = async (assetId: string) => {
    const answer = await fetch(`${hub.url}/api/v1/assets/${assetId}/original`, { headers: { cookie: admin.cookie } })
    const hash = createHash('sha256')
    for await (const chunk of answer.body!) hash.update(chunk)
    return hash.digest('hex')
  }
  /** Below the data directory, but for Postgres and for mail that goes out meanwhile. */
  const files = async () => {
    const data = join(dir, 'data')
    const found = await readdir(data, { recursive: true, withFileTypes: true })
    const paths = found.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
    return paths.filter(path => !/^(postgres|mail)\//.test(relative(data, path))).sort()
  }

  const seed = randomBytes(MiB)
  const block = (index: number) => {
    const made = Buffer.from(seed)
    made.writeUInt32BE(index, 16)
    if (index === 0) made.write('%PDF-1.7\n')
    return made
  }
  const digestOfFile = (mebibytes: number) => {
    const hash = createHash('sha256')
    for (let i = 0; i < mebibytes; i += 1) hash.update(block(i))
    return hash.digest('hex')
  }
  /** Sends a form with a file of that many MiB as fast as the line takes it. `sent` counts what the kernel has accepted. */
  const sendForm = (mebibytes: number) => {
    const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gWx'
    const head = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="lon.pdf"\r\n\r\n`)
    const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
    const headers = {
      cookie: admin.cookie,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + mebibytes * MiB + tail.length),
    }
    const state = { sent: 0 }
    const answer = new Promise<{ status: number; asset?: Asset }>(resolve => {
      const req = request(`${hub.url}/api/v1/uploads`, { method: 'POST', headers }, async res => {
        let text = ''
        for await (const piece of res.setEncoding('utf8')) text += piece
        resolve({ status: res.statusCode ?? 0, ...(JSON.parse(text || '{}') as { asset?: Asset }) })
      })
      req.on('error', () => resolve({ status: 0 }))
      void writeAll(req, [head, tail], mebibytes, state)
    })
    return { answer, sent: () => state.sent }
  }
  const writeAll = async (
    req: ClientRequest,
    [head, tail]: [Buffer, Buffer],
    mebibytes: number,
    state: { sent: number },
  ) => {
    const write = (piece: Buffer) => new Promise<void>(resolve => req.write(piece, () => resolve()))
    await write(head)
    for (let i = 0; i < mebibytes && !req.destroyed; i += 1) {
      await write(block(i))
      state.sent += MiB
    }
    req.end(tail)
  }
  /** Megabytes in a line of /proc/<pid>/status (proc(5)). */
  const memory = (line: 'VmRSS' | 'VmHWM') => {
    const text = readFileSync(`/proc/${hub.pids.server()}/status`, 'utf8')
    return (Number(new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1024) / 1e6
  }

  it('takes no more of a file than a few parts while S3 takes none: bounded memory, no file on a disk, nobody cut', async () => {
    const before = await files()
    // So that code is loaded and buffers are made that would be counted as this upload's.
    expect((await sendForm(9).answer).status).toBe(201)
    const release = holdParts(1)
    parts = []
    writeFileSync(`/proc/${hub.pids.server()}/clear_refs`, '5')
    const idle = memory('VmRSS')
    const upload = sendForm(256)
    // Each part once and four at a time; one that was begun anew on another line is still the same part.
    await expect.poll(() => [...new Set(parts)].sort(), { timeout: 60_000 }).toEqual([1, 2, 3, 4])
    let last = -1
    const still = () => {
      const same = last === upload.sent()
      last = upload.sent()
      return same
    }
    // Longer than the idle time after which a line that brings nothing is cut.
    await expect.poll(still, { timeout: 60_000, interval: 3_000 }).toBe(true)
    // Five parts, and what the kernel and two pipes hold in between.
    expect(last / MiB).toBeGreaterThan(16)
    expect(last / MiB).toBeLessThan(72)
    expect(memory('VmHWM') - idle).toBeLessThan(100)
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200)
    expect(await files()).toEqual(before)
    release()
    const { status, asset } = await upload.answer
    expect(status).toBe(201)
    expect(memory('VmHWM') - idle).toBeLessThan(100)
    expect(await digestOf(asset!.id)).toBe(digestOfFile(256))
    expect(await files()).toEqual(before)
  }, 240_000)

  it('killed in the middle of a form leaves a begun upload in S3 and nothing else, and the sweep ends it', async () => {
    const before = [await count('asset'), await count('stored_object'), (await keysIn(bucket, 'objects/')).length]
    const release = holdParts(3)
    const upload = sendForm(48)
    await expect.poll(() => parts.filter(part => part >= 3).length, { timeout: 60_000 }).toBeGreaterThan(0)
    await kill('server')
    expect((await upload.answer).status).toBe(0)
    release()
    await serverAnswers()
    expect(await unfinishedIn(bucket)).toHaveLength(1)
    expect([await count('asset'), await count('stored_object'), (await keysIn(bucket, 'objects/')).length]).toEqual(
      before,
    )
    fault = () => 'pass'
    const store = await openStore({ kind: 's3', ...s3Config, bucket })
    expect(await store.sweepUnfinished(new Date(Date.now() - 86_400_000))).toBe(0)
    expect(await unfinishedIn(bucket)).toHaveLength(1)
    expect(await store.sweepUnfinished(new Date(Date.now() + 60_000))).toBeGreaterThan(0)
    expect(await unfinishedIn(bucket)).toEqual([])
    const again = await sendForm(48).answer
    expect(again.status).toBe(201)
    expect(await digestOf(again.asset!.id)).toBe(digestOfFile(48))
  }, 240_000)

  it('whose worker is killed as it sends a resumable upload makes one asset and one object of it within the minute', async () => {
    const before = [await count('asset'), (await keysIn(bucket, 'objects/')).length]
    const bytes = Buffer.concat([block(0), randomBytes(23 * MiB)])
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const tus = tusClient(admin)
    const path = await tus.create({ size: bytes.length, filename: 'a.pdf', sha256 })
    const release = holdParts(2)
    expect((await tus.patch(path, 0, bytes)).status).toBe(204)
    await expect.poll(() => parts.filter(part => part >= 2).length, { timeout: 60_000 }).toBeGreaterThan(0)
    const killed = Date.now()
    await kill('worker')
    fault = () => 'pass'
    release()
    let upload!: Upload
    const state = async () => {
      upload = await tus.read(path)
      return upload.state
    }
    await expect.poll(state, { timeout: 120_000, interval: 300 }).toBe('done')
    expect(Date.now() - killed).toBeLessThan(60_000)
    expect(await digestOf(upload.assetId!)).toBe(sha256)
    expect([await count('asset'), (await keysIn(bucket, 'objects/')).length]).toEqual([before[0]! + 1, before[1]! + 1])
    await expect.poll(() => readdir(join(dir, 'data/staging')), { timeout: 30_000 }).toEqual([])
    const store = await openStore({ kind: 's3', ...s3Config, bucket })
    await store.sweepUnfinished(new Date(Date.now() + 60_000))
    expect(await unfinishedIn(bucket)).toEqual([])
  }, 240_000)
})
