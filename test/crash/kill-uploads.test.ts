import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Upload } from '#contracts/upload'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { type TestClient, testClient } from '../support/test-client.ts'
import { type TusClient, tusClient } from '../support/tus-client.ts'

const password = 'mot-mat-khau-thu-nghiem-dai'
/** CI sends 2 GB; here the kills matter more than the size. */
const size = Number(process.env.UPLOAD_TEST_BYTES ?? 268_435_456)
const blockSize = 1_048_576

/** A file of `size` bytes that is never whole in memory: a PDF's head, then one random block with its number in front. */
function bigFile(bytes: number) {
  const seed = randomBytes(blockSize)
  const block = (index: number) => {
    const made = Buffer.from(seed)
    made.writeUInt32BE(index, 0)
    if (index === 0) made.write('%PDF-1.7\n')
    return made.subarray(0, Math.min(blockSize, bytes - index * blockSize))
  }
  function* from(offset: number) {
    for (let at = offset; at < bytes; ) {
      const index = Math.floor(at / blockSize)
      const piece = block(index).subarray(at - index * blockSize)
      yield piece
      at += piece.length
    }
  }
  const hash = createHash('sha256')
  for (const piece of from(0)) hash.update(piece)
  return { size: bytes, sha256: hash.digest('hex'), from }
}

describe('a kill -9 in an upload', () => {
  let dir: string
  let hub: RunningHub
  let admin: TestClient
  let tus: TusClient
  let sql: pg.Client
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-kill-up-'))
    const env = {
      HUB_DATA_DIR: join(dir, 'data'),
      HUB_PORT: String(await freePort()),
      HUB_LOG_LEVEL: 'silent',
      HUB_ADMIN_EMAIL: 'admin@hub.test',
      HUB_ADMIN_PASSWORD: password,
    }
    hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
    sql = new pg.Client({ connectionString: hub.ownerUrl })
    await sql.connect()
    admin = await testClient(hub.url).signIn('admin@hub.test', password)
    tus = tusClient(admin)
  }, 180_000)
  afterAll(async () => {
    await sql.end()
    await hub.stop()
    await rm(dir, { recursive: true, force: true })
  }, 120_000)

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
  const hold = async (table: string) => {
    const holder = new pg.Client({ connectionString: hub.ownerUrl })
    await holder.connect()
    await holder.query(`begin; lock table ${table} in exclusive mode`)
    const waiting = `select from pg_locks where relation = '${table}'::regclass and not granted`
    return {
      reached: () =>
        expect.poll(async () => (await sql.query(waiting)).rowCount, { timeout: 120_000 }).toBeGreaterThan(0),
      release: () => holder.end(),
    }
  }
  const settled = async (path: string): Promise<Upload> => {
    let upload!: Upload
    await expect
      .poll(
        async () => {
          upload = await tus.read(path)
          return upload?.state
        },
        { timeout: 120_000, interval: 300 },
      )
      .toMatch(/done|refused/)
    return upload
  }
  const count = async (table: string) => Number((await sql.query(`select count(*) from ${table}`)).rows[0].count)
  const staged = () => readdir(join(dir, 'data/staging'))
  const objects = async () =>
    (await readdir(join(dir, 'data/store/objects'), { recursive: true }).catch(() => [])).filter(name =>
      name.includes('/'),
    )
  const digestOf = async (assetId: string | null) => {
    const answer = await fetch(`${hub.url}/api/v1/assets/${assetId}/original`, { headers: { cookie: admin.cookie } })
    const hash = createHash('sha256')
    for await (const chunk of answer.body!) hash.update(chunk)
    return hash.digest('hex')
  }

  /** Sends the rest of a file as one PATCH, calls `at` with how much is out, and says what was answered (0: the line broke). */
  const sendRest = (path: string, file: ReturnType<typeof bigFile>, offset: number, at: (sent: number) => void) =>
    new Promise<number>(resolve => {
      const headers = {
        cookie: admin.cookie,
        'tus-resumable': '1.0.0',
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
        'content-length': String(file.size - offset),
      }
      const req = request(hub.url + path, { method: 'PATCH', headers }, res => {
        res.resume()
        resolve(res.statusCode ?? 0)
      })
      let broken = false
      const closed = new Promise(over => req.once('close', over))
      req.on('error', () => {
        broken = true
        resolve(0)
      })
      const write = async () => {
        let sent = offset
        for (const piece of file.from(offset)) {
          if (broken) return
          if (!req.write(piece)) await Promise.race([closed, new Promise(drained => req.once('drain', drained))])
          sent += piece.length
          at(sent)
        }
        req.end()
      }
      void write()
    })

  it(`three times within ${Math.round(size / 1_048_576)} MB costs no byte that was there, and the asset has the promised SHA-256`, async () => {
    const file = bigFile(size)
    const path = await tus.create({ size, filename: 'chuong-trinh.pdf', sha256: file.sha256 })
    const kills = [0.25, 0.5, 0.75].map(part => Math.floor(size * part))
    let [offset, least] = [0, 0]
    for (const place of kills) {
      let killed: Promise<void> | undefined
      const status = await sendRest(path, file, offset, sent => {
        if (sent >= place) killed ??= kill('server')
      })
      expect(status).toBe(0)
      await killed
      await serverAnswers()
      offset = await tus.offset(path)
      expect(offset).toBeGreaterThan(least)
      expect(offset).toBeLessThan(size)
      least = offset
    }
    expect(await sendRest(path, file, offset, () => {})).toBe(204)
    const upload = await settled(path)
    expect(upload).toMatchObject({ state: 'done', received: size })
    expect(await digestOf(upload.assetId)).toBe(file.sha256)
    const row = await sql.query('select size from stored_object where sha256 = $1', [file.sha256])
    expect(row.rows).toEqual([{ size: String(size) }])
    await expect.poll(staged).toEqual([])
  }, 600_000)

  it('of the worker between the object and the commit makes one asset and one object', async () => {
    const before = [await count('asset'), (await objects()).length]
    const file = bigFile(3_000_000)
    const path = await tus.create({ size: file.size, filename: 'a.pdf' })
    const gate = await hold('stored_object')
    expect(await sendRest(path, file, 0, () => {})).toBe(204)
    await gate.reached()
    const killed = Date.now()
    await kill('worker')
    await gate.release()
    const { assetId } = await settled(path)
    expect(Date.now() - killed).toBeLessThan(60_000)
    expect(await digestOf(assetId)).toBe(file.sha256)
    expect([await count('asset'), (await objects()).length]).toEqual([before[0]! + 1, before[1]! + 1])
    await expect.poll(staged, { timeout: 90_000 }).toEqual([])
  }, 180_000)

  it('of the server as it hands the upload over loses nothing: the next HEAD, or the sweep, hands it over', async () => {
    const file = bigFile(2_000_000)
    const path = await tus.create({ size: file.size, filename: 'a.pdf', sha256: file.sha256 })
    const gate = await hold('graphile_worker._private_jobs')
    const answer = sendRest(path, file, 0, () => {})
    await expect
      .poll(
        async () =>
          (await sql.query(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%add_job%'`))
            .rowCount,
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0)
    await kill('server')
    expect(await answer).toBe(0)
    await gate.release()
    await serverAnswers()
    expect(await tus.offset(path)).toBe(file.size)
    const { state, assetId } = await settled(path)
    expect(state).toBe('done')
    expect(await digestOf(assetId)).toBe(file.sha256)
  }, 180_000)

  it('of the server in a form with an Idempotency-Key frees the key, and the retry makes the one asset', async () => {
    const before = await count('asset')
    const bytes = Buffer.concat([...bigFile(1_500_000).from(0)])
    const send = () => {
      const form = new FormData()
      form.set('metadata', '{}')
      form.set('file', new Blob([new Uint8Array(bytes)]), 'a.pdf')
      return admin.send<{ asset: Asset }>('POST', '/api/v1/uploads', form, { 'idempotency-key': '"mot-lan"' }).then(
        sent => sent.status,
        () => 0,
      )
    }
    const gate = await hold('stored_object')
    const answer = send()
    await gate.reached()
    await kill('server')
    expect(await answer).toBe(0)
    await gate.release()
    await serverAnswers()
    await expect.poll(send, { timeout: 60_000, interval: 1_000 }).toBe(201)
    expect(await send()).toBe(201)
    expect(await count('asset')).toBe(before + 1)
  }, 180_000)

  it('is not needed to keep 64 parallel uploads apart: every one has its own bytes', async () => {
    const files = Array.from({ length: 64 }, () =>
      Buffer.concat([...bigFile(300_000 + Math.floor(Math.random() * 200_000)).from(0)]),
    )
    const digests = files.map(bytes => createHash('sha256').update(bytes).digest('hex'))
    const sent = await Promise.all(
      files.map(async (bytes, index) => {
        if (index % 2 === 0) return (await admin.upload(bytes, `${index}.pdf`)).body.asset?.id
        const path = await tus.create({ size: bytes.length, filename: `${index}.pdf`, sha256: digests[index]! })
        expect((await tus.patch(path, 0, bytes)).status).toBe(204)
        return (await settled(path)).assetId
      }),
    )
    for (const [index, id] of sent.entries())
      expect.soft(await digestOf(id ?? null), String(index)).toBe(digests[index])
  }, 300_000)
})
