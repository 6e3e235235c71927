import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { makeJpeg } from '../support/media.ts'
import { type TestClient, testClient } from '../support/test-client.ts'
import { type TusClient, tusClient } from '../support/tus-client.ts'

const password = 'mot-mat-khau-thu-nghiem-dai'
const form = 'multipart/form-data; boundary=x'
const end = '--x--\r\n'

/** Everything hostile at once against a server process of its own, which must be the same process afterwards, and hold nothing. */
describe('a server that is sent nonsense', () => {
  let dir: string
  let hub: RunningHub
  let admin: TestClient
  let tus: TusClient
  let sql: pg.Client
  let photo: Buffer
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-hostile-'))
    const env = {
      HUB_DATA_DIR: join(dir, 'data'),
      HUB_PORT: String(await freePort()),
      HUB_LOG_LEVEL: 'silent',
      HUB_LIMIT_REQUESTS: '0',
      HUB_UPLOAD_IDLE_SECONDS: '1',
      HUB_ADMIN_EMAIL: 'admin@hub.test',
      HUB_ADMIN_PASSWORD: password,
    }
    hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
    sql = new pg.Client({ connectionString: hub.ownerUrl })
    await sql.connect()
    admin = await testClient(hub.url).signIn('admin@hub.test', password)
    tus = tusClient(admin)
    photo = await makeJpeg({ width: 64, height: 48 })
  }, 180_000)
  afterAll(async () => {
    await sql?.end()
    await hub?.stop()
    await rm(dir, { recursive: true, force: true })
  }, 120_000)

  const files = async (folder: string) => (await readdir(join(dir, 'data', folder)).catch(() => [])).length
  const state = async () => ({
    pid: hub.pids.server(),
    assets: Number((await sql.query('select count(*) from asset')).rows[0].count),
    temporary: await files('store/tmp'),
    staged: await files('staging'),
  })
  const descriptors = async () => (await readdir(`/proc/${hub.pids.server()}/fd`)).length

  const part = (name: string, content: Buffer | string, fileName?: string) =>
    Buffer.concat([
      Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"`),
      Buffer.from(fileName === undefined ? '\r\n\r\n' : `; filename="${fileName}"\r\n\r\n`),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ])
  /** One request as it is, on a line of its own; the status, or 0 where the line was closed without one. */
  const talk = (head: string[], body: Buffer, { hangUp = false } = {}) =>
    new Promise<number>(resolve => {
      const line = connect(Number(new URL(hub.url).port), '127.0.0.1')
      let heard = ''
      line.on('data', data => {
        heard += data.toString('latin1')
      })
      line.on('error', () => {})
      line.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0)))
      line.write(`${[...head, 'Host: hub', `Cookie: ${admin.cookie}`, 'Connection: close'].join('\r\n')}\r\n\r\n`)
      line.write(body, () => {
        if (hangUp) line.destroy()
      })
    })
  const post = (type: string, body: Buffer | string, headers = [`Content-Length: ${body.length}`], how = {}) =>
    talk(['POST /api/v1/uploads HTTP/1.1', `Content-Type: ${type}`, ...headers], Buffer.from(body), how)

  const forms = async () => {
    const whole = Buffer.concat([part('file', photo, 'a.jpg'), Buffer.from(end)])
    const many = Buffer.concat([...Array.from({ length: 10_000 }, (_, i) => part(`f${i}`, 'x')), Buffer.from(end)])
    expect(await post('multipart/form-data', whole)).toBe(400)
    expect(await post(form, Buffer.concat([part('', photo, 'a.jpg'), Buffer.from(end)]))).toBe(400)
    expect(await post(form, many)).toBe(400)
    expect(await post(form, Buffer.concat([part('file', photo, 'a\0b.jpg'), Buffer.from(end)]))).toBe(400)
    expect(await post(form, whole, [`Content-Length: ${whole.length - 20}`])).toBe(400)
    for (const length of ['-5', '9'.repeat(30), '1e5'])
      expect(await post(form, whole, [`Content-Length: ${length}`])).toBe(400)
    // More announced than comes: by one that waits, and by one that hangs up.
    expect(await post(form, whole.subarray(0, -30), [`Content-Length: ${whole.length + 1_000}`])).toBe(0)
    const large = Buffer.concat([part('file', Buffer.concat([photo, randomBytes(3_000_000)]), 'a.jpg')])
    expect(await post(form, large, [`Content-Length: ${9_000_000}`], { hangUp: true })).toBe(0)
  }

  const resumable = async () => {
    for (const size of ['-1', '9'.repeat(40), '1e3', ''])
      expect((await tus.begin({ size, filename: 'a.jpg' })).status).toBe(400)
    const bytes = Buffer.concat([photo, randomBytes(300_000)])
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg' })
    for (const offset of [7, '-1', '9'.repeat(40), 'x'])
      expect((await tus.patch(path, offset, photo)).status, String(offset)).toBeGreaterThanOrEqual(400)
    expect((await tus.patch(path, 0, Buffer.concat([bytes, bytes]))).status).toBe(413)
    const head = ['Tus-Resumable: 1.0.0', 'Upload-Offset: 0', 'Content-Type: application/offset+octet-stream']
    const patch = [`PATCH ${path} HTTP/1.1`, ...head, `Content-Length: ${bytes.length}`]
    expect(await talk(patch, bytes.subarray(0, 90_000), { hangUp: true })).toBe(0)
    const at = await tus.offset(path)
    const two = await Promise.all([0, 1].map(() => tus.patch(path, at, bytes.subarray(at, at + 100_000))))
    // The later one takes the line from the earlier, which may have written some of it.
    for (const { status } of two) expect([204, 400, 409]).toContain(status)
    const reached = await tus.offset(path)
    expect(reached).toBeGreaterThanOrEqual(at)
    expect(reached).toBeLessThanOrEqual(at + 100_000)
    expect((await tus.end(path)).status).toBe(204)
  }

  it('is the same process, with the temporary files and the descriptors that it had before', async () => {
    // Once for nothing: code is loaded, and lines to the database are opened.
    await forms()
    await resumable()
    await expect.poll(async () => (await state()).temporary + (await state()).staged).toBe(0)
    const [before, open] = [await state(), await descriptors()]
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([forms(), resumable(), resumable()])
    }
    await expect.poll(state, { timeout: 20_000 }).toEqual(before)
    // Lines that a client keeps open end by themselves.
    await expect.poll(descriptors, { timeout: 60_000, interval: 500 }).toBeLessThanOrEqual(open)
    expect((await admin.upload(photo, 'a.jpg')).status).toBe(201)
  }, 240_000)

  it.each([
    ['../', '../../../etc/passwd.jpg', 'passwd.jpg'],
    ['..\\', '..\\..\\boot.jpg', 'boot.jpg'],
    ['CR and LF', 'a\r\nSet-Cookie: b.jpg', 'aSet-Cookie: b.jpg'],
    ['NUL', 'a\0b.jpg', 'ab.jpg'],
    ['an override of direction', 'anh\u202egpj.exe.jpg', 'anhgpj.exe.jpg'],
    ['decomposed letters', 'Hồ Dầu Tiếng.jpg'.normalize('NFD'), 'Hồ Dầu Tiếng.jpg'],
    ['4,096 characters', `${'a'.repeat(4092)}.jpg`, `${'a'.repeat(196)}.jpg`],
  ])(
    'keeps a resumable upload with %s in its name under a harmless one',
    async (_what, sent, kept) => {
      const bytes = Buffer.concat([photo, randomBytes(8)])
      const path = await tus.create({ size: bytes.length, filename: sent })
      expect((await tus.patch(path, 0, bytes)).status).toBe(204)
      await expect.poll(async () => (await tus.read(path)).state, { timeout: 60_000 }).toBe('done')
      const { assetId, fileName } = await tus.read(path)
      expect(fileName).toBe(kept)
      const { asset } = (await admin.get<{ asset: Asset }>(`/api/v1/assets/${assetId}`)).body
      expect(asset.original?.name).toBe(kept)
      const { headers } = await admin.bytes(`/api/v1/assets/${assetId}/original`)
      expect(headers.get('content-disposition')).toMatch(/^attachment; /)
      expect(headers.get('content-disposition')).not.toMatch(/[\r\n\0]/)
    },
    90_000,
  )
})
