import { createHash, randomBytes } from 'node:crypto'
import { appendFile, readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Upload } from '#contracts/upload'
import { newId } from '#server/platform/new-id'
import { sweepUploads } from '#server/uploads/sweep-uploads'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { type TusClient, tusClient } from '../support/tus-client.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const problem = (key: string) => `urn:media-hub:problem:${key}`

describe('a resumable upload', () => {
  let hub: TestHub
  let reporter: TestClient
  let tus: TusClient
  let photo: Buffer
  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_MAX_UPLOAD_BYTES: '20000000' } })
    reporter = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    tus = tusClient(reporter)
    photo = await makeJpeg({ width: 640, height: 480 })
  })
  afterAll(() => hub.close())

  /** A picture of its own: the same bytes twice would be one object. */
  const ownPhoto = () => Buffer.concat([photo, randomBytes(50_000)])
  const staged = () => readdir(hub.deps.config.stagingDir).catch(() => [] as string[])
  const settled = async (path: string): Promise<Upload> => {
    let upload!: Upload
    await expect
      .poll(
        async () => {
          upload = await tus.read(path)
          return upload.state
        },
        { timeout: 20_000 },
      )
      .toMatch(/done|refused/)
    return upload
  }

  it('comes in pieces and becomes one asset with the metadata, the name and the SHA-256 of the form', async () => {
    const bytes = ownPhoto()
    const path = await tus.create({
      size: bytes.length,
      filename: 'Núi Bà Đen.jpg'.normalize('NFD'),
      metadata: { description: 'Toàn cảnh', tags: ['núi'] },
      sha256: sha256(bytes),
    })
    expect(await tus.offset(path)).toBe(0)
    const half = bytes.length >> 1
    const first = await tus.patch(path, 0, bytes.subarray(0, half))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(half)])
    expect(first.headers.get('upload-expires')).toBeTruthy()
    expect(await tus.read(path)).toMatchObject({ state: 'receiving', received: half, size: bytes.length })
    expect((await tus.patch(path, half, bytes.subarray(half))).status).toBe(204)
    const upload = await settled(path)
    expect(upload).toMatchObject({ state: 'done', fileName: 'Núi Bà Đen.jpg', problem: null, received: bytes.length })
    const { asset } = (await reporter.get<{ asset: Asset }>(`/api/v1/assets/${upload.assetId}`)).body
    expect(asset).toMatchObject({ title: 'Núi Bà Đen', description: 'Toàn cảnh', tags: ['núi'], kind: 'image' })
    const stored = await hub.deps.db.storedObject.findFirstOrThrow({ where: { sha256: sha256(bytes) } })
    expect((await reporter.bytes(`/api/v1/assets/${upload.assetId}/original`)).bytes.equals(bytes)).toBe(true)
    expect(Number(stored.size)).toBe(bytes.length)
    await expect.poll(staged).toEqual([])
    // A client that missed the last answer asks again and need not send again.
    expect(await tus.offset(path)).toBe(bytes.length)
  })

  it('names the asset that has its bytes only as long as its person may read that one, and is taken on purpose', async () => {
    const owner = await hub.person('Chủ', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const bytes = ownPhoto()
    const { asset } = (await owner.upload(bytes, 'a.jpg', { title: 'Lễ hội', visibility: 'hub' })).body
    const send = async (metadata?: { allowDuplicate: boolean }) => {
      const path = await tus.create({ size: bytes.length, filename: 'b.jpg', ...(metadata ? { metadata } : {}) })
      expect((await tus.patch(path, 0, bytes)).status).toBe(204)
      return { path, upload: await settled(path) }
    }
    const { path, upload } = await send()
    const other = { id: asset.id, title: 'Lễ hội' }
    expect(upload).toMatchObject({ state: 'refused', problem: { key: 'duplicate', asset: other } })
    const { uploads } = (await reporter.get<{ uploads: Upload[] }>('/api/v1/uploads')).body
    expect(uploads.find(each => each.id === upload.id)?.problem?.asset).toEqual(other)
    expect((await owner.delete(`/api/v1/assets/${asset.id}`)).status).toBe(204)
    const later = await tus.read(path)
    expect(later.problem).toEqual({ key: 'duplicate', detail: null })
    expect((await owner.post(`/api/v1/assets/${asset.id}/restoration`)).status).toBeLessThan(300)
    const second = (await send({ allowDuplicate: true })).upload
    expect(second).toMatchObject({ state: 'done', problem: null })
    expect(second.assetId).not.toBe(asset.id)
  })

  it('may send its first bytes, or all, with the creation', async () => {
    const bytes = ownPhoto()
    const headers = { 'content-type': 'application/offset+octet-stream' }
    const answer = await tus.begin({ size: bytes.length, filename: 'a.jpg' }, headers, bytes)
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, String(bytes.length)])
    expect((await settled(answer.headers.get('location')!)).state).toBe('done')
  })

  it('says what it speaks, and where to go on by a path that no Host header makes', async () => {
    const told = await tus.ask('OPTIONS', '/api/v1/uploads/resumable', {})
    expect(told.status).toBe(204)
    expect(told.headers.get('tus-version')).toBe('1.0.0')
    expect(told.headers.get('tus-extension')?.split(',')).toEqual(
      expect.arrayContaining(['creation', 'creation-with-upload', 'termination', 'expiration']),
    )
    expect(told.headers.get('tus-max-size')).toBe('20000000')
    const location = await new Promise<string | undefined>((resolve, reject) => {
      const headers = {
        cookie: reporter.cookie,
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'tus-resumable': '1.0.0',
        'upload-length': '10',
      }
      const req = request(`${hub.url}/api/v1/uploads/resumable`, { method: 'POST', headers }, res => {
        res.resume()
        resolve(res.headers.location)
      })
      req.on('error', reject)
      req.end()
    })
    expect(location).toMatch(/^\/api\/v1\/uploads\/resumable\/[0-9a-f-]{36}$/)
  })

  it('is another person’s in nothing: every address answers as for one that does not exist', async () => {
    const path = await tus.create({ size: 1000, filename: 'a.jpg' })
    const other = await hub.person('Người khác', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const theirs = tusClient(other)
    const strip = (answer: { status: number; body: unknown; headers: Headers }) => ({
      status: answer.status,
      body: { ...(answer.body as object), instance: '' },
      tus: answer.headers.get('tus-resumable'),
    })
    const unknown = `/api/v1/uploads/resumable/${newId()}`
    for (const ask of [
      (at: string) => theirs.head(at),
      (at: string) => theirs.patch(at, 0, Buffer.alloc(10)),
      (at: string) => theirs.patch(at, 7, Buffer.alloc(10)),
      (at: string) => theirs.end(at),
      (at: string) => other.get(at.replace('/resumable', '')),
    ]) {
      const answer = strip(await ask(path))
      expect(answer.status).toBe(404)
      expect(answer).toEqual(strip(await ask(unknown)))
    }
    expect((await other.get<{ uploads: Upload[] }>('/api/v1/uploads')).body.uploads).toEqual([])
    expect(await tus.offset(path)).toBe(0)
    const listed = (await reporter.get<{ uploads: Upload[] }>('/api/v1/uploads')).body.uploads
    expect(listed.map(upload => upload.url)).toContain(path)
  })

  it.each([
    [{ unit: 'dai' }, 422, 'unit-required'],
    [{ topics: ['khong-co'] }, 422, 'unknown-term'],
    [{ role: 'editor' }, 400, 'invalid-request'],
    [{ title: 'a\u0000b' }, 400, 'invalid-request'],
  ])('with the metadata %j is refused before the first byte: %i %s', async (metadata, status, key) => {
    const before = await hub.deps.db.upload.count()
    const answer = await tus.begin({ size: 10, filename: 'a.jpg', metadata: metadata as never })
    expect([answer.status, answer.body.type]).toEqual([status, problem(key)])
    expect(answer.headers.get('tus-resumable')).toBe('1.0.0')
    expect(await hub.deps.db.upload.count()).toBe(before)
  })

  it.each([
    ['too large', '20000001', 413],
    ['empty', '0', 415],
    ['of a negative length', '-1', 400],
    ['of an absurd length', '9'.repeat(40), 400],
    ['of a length that is no number', '1e3', 400],
    ['of a length that is missing', '', 400],
  ])('that is %s is refused before the first byte', async (_what, size, status) => {
    const answer = await tus.begin({ size, filename: 'a.jpg' })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ type: expect.stringMatching(/^urn:media-hub:problem:/) })
  })

  it('asks for the protocol’s version, and refuses metadata that is none and a digest that is none', async () => {
    const without = await reporter.send('POST', '/api/v1/uploads/resumable', undefined, { 'upload-length': '5' })
    expect([without.status, without.headers.get('tus-version')]).toEqual([412, '1.0.0'])
    expect((await tus.begin({ size: 5 }, { 'upload-metadata': 'filename !!!' })).status).toBe(400)
    expect((await tus.begin({ size: 5, sha256: 'ABC' })).status).toBe(400)
  })

  it('refuses a wrong offset with 409 and a body longer than the rest with 413, and keeps what it had', async () => {
    const bytes = ownPhoto()
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg' })
    await tus.patch(path, 0, bytes.subarray(0, 20_000))
    expect((await tus.patch(path, 10_000, bytes)).body).toMatchObject({ type: problem('upload-offset') })
    expect((await tus.patch(path, 30_000, Buffer.alloc(10))).status).toBe(409)
    expect((await tus.patch(path, '-1', Buffer.alloc(10))).status).toBe(400)
    expect((await tus.patch(path, 20_000, Buffer.concat([bytes, bytes]))).status).toBe(413)
    expect(await tus.offset(path)).toBe(20_000)
    await tus.patch(path, 20_000, bytes.subarray(20_000))
    expect((await settled(path)).state).toBe('done')
  })

  it('keeps what had come when the line breaks, and goes on from there', async () => {
    const bytes = Buffer.concat([photo, randomBytes(3_000_000)])
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: sha256(bytes) })
    const torn = silentPatch(path, bytes, 1_000_000)
    await expect.poll(async () => (await tus.read(path)).received).toBe(1_000_000)
    torn.destroy()
    expect(await tus.offset(path)).toBe(1_000_000)
    expect((await tus.patch(path, 1_000_000, bytes.subarray(1_000_000))).status).toBe(204)
    expect((await settled(path)).state).toBe('done')
  })

  /** Announces the whole file, sends its first `sent` bytes and then says nothing more. */
  const silentPatch = (path: string, bytes: Buffer, sent: number) => {
    const headers = {
      cookie: reporter.cookie,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes.length),
    }
    const req = request(hub.url + path, { method: 'PATCH', headers })
    req.on('error', () => {})
    req.write(bytes.subarray(0, sent))
    return req
  }

  it('takes a line that only seems alive from whoever holds it: HEAD and a second PATCH go on', async () => {
    const bytes = Buffer.concat([photo, randomBytes(500_000)])
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg' })
    const silent = silentPatch(path, bytes, 100_000)
    await expect.poll(async () => (await tus.read(path)).received).toBe(100_000)
    expect(await tus.offset(path)).toBe(100_000)
    expect((await tus.patch(path, 100_000, bytes.subarray(100_000))).status).toBe(204)
    silent.destroy()
    const { assetId } = await settled(path)
    expect((await reporter.bytes(`/api/v1/assets/${assetId}/original`)).bytes.equals(bytes)).toBe(true)
  })

  it('with two PATCHes at once has each byte once', async () => {
    const bytes = Buffer.concat([photo, randomBytes(4_000_000)])
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: sha256(bytes) })
    const answers = await Promise.all([tus.patch(path, 0, bytes), tus.patch(path, 0, bytes)])
    expect(answers.filter(answer => answer.status === 204).length).toBeGreaterThan(0)
    for (const { status } of answers) expect([204, 400, 409, 413]).toContain(status)
    const at = await tus.offset(path)
    if (at < bytes.length) expect((await tus.patch(path, at, bytes.subarray(at))).status).toBe(204)
    const { state, assetId } = await settled(path)
    expect(state).toBe('done')
    expect((await reporter.bytes(`/api/v1/assets/${assetId}/original`)).bytes.equals(bytes)).toBe(true)
  })

  it.each([
    ['a short', 2_000],
    ['a long', 800_000],
  ])(
    'goes by content: %s text called .jpg is refused with 415 at its first bytes, and nothing stays',
    async (_what, n) => {
      const bytes = Buffer.from('hello '.repeat(n))
      const path = await tus.create({ size: bytes.length, filename: 'a.jpg' })
      const answer = await tus.patch(path, 0, bytes)
      expect([answer.status, answer.body.type]).toEqual([415, problem('unsupported-type')])
      expect(await tus.read(path)).toMatchObject({
        state: 'refused',
        problem: { key: 'unsupported-type' },
        assetId: null,
      })
      expect(await staged()).not.toContain(path.split('/').at(-1))
    },
  )

  it('too small to be known at once is refused by the job, and nothing stays', async () => {
    const path = await tus.create({ size: 5, filename: 'a.jpg' })
    await tus.patch(path, 0, Buffer.from('hello'))
    expect(await settled(path)).toMatchObject({ state: 'refused', problem: { key: 'unsupported-type' } })
    // Its bytes go after the commit that refuses it.
    await expect.poll(staged).not.toContain(path.split('/').at(-1))
  })

  const objects = async () => {
    const found: string[] = []
    for await (const { key } of hub.deps.store.list('objects/')) found.push(key)
    return found
  }

  it('whose bytes differ from the promised SHA-256 answers 460 and keeps nothing', async () => {
    const before = [await hub.deps.db.asset.count(), (await objects()).length]
    const bytes = ownPhoto()
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: sha256(photo) })
    const answer = await tus.patch(path, 0, bytes)
    expect([answer.status, answer.body.type]).toEqual([460, problem('checksum-mismatch')])
    expect(await tus.read(path)).toMatchObject({ state: 'refused', problem: { key: 'checksum-mismatch' } })
    expect([await hub.deps.db.asset.count(), (await objects()).length]).toEqual(before)
    expect(await staged()).not.toContain(path.split('/').at(-1))
  })

  /** A second server process of the same hub: its own connections, its own memory. */
  const secondServer = async () => {
    const { database, dataDir } = hub.deps.config
    if (database.kind !== 'server') throw new Error('no database')
    const env = { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl ?? '', HUB_DATA_DIR: dataDir }
    const server = await startTestHub({ env })
    return { tus: tusClient({ ...reporter, url: server.url }), close: server.close }
  }

  it('may go on at another server, and the job finds the wrong digest that neither server could see', async () => {
    const before = [await hub.deps.db.asset.count(), (await objects()).length]
    const second = await secondServer()
    for (const [promised, state] of [
      [sha256(photo), 'refused'],
      [null, 'done'],
    ] as const) {
      const bytes = ownPhoto()
      const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: promised ?? sha256(bytes) })
      await tus.patch(path, 0, bytes.subarray(0, 30_000))
      expect((await second.tus.patch(path, 30_000, bytes.subarray(30_000))).status).toBe(204)
      const upload = await settled(path)
      expect(upload.state).toBe(state)
      if (state === 'refused') {
        expect(upload.problem?.key).toBe('checksum-mismatch')
        expect([await hub.deps.db.asset.count(), (await objects()).length]).toEqual(before)
      }
    }
    await second.close()
  })

  it('is written by one server at a time: another gets it once the first has let go', async () => {
    const second = await secondServer()
    const bytes = Buffer.concat([photo, randomBytes(500_000)])
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: sha256(bytes) })
    const silent = silentPatch(path, bytes, 100_000)
    await expect.poll(async () => (await tus.read(path)).received).toBe(100_000)
    const id = path.split('/').at(-1)!
    expect(hub.deps.uploadLocks.holds(id)).toBe(true)
    expect((await second.tus.patch(path, 100_000, bytes.subarray(100_000))).status).toBe(204)
    silent.destroy()
    expect((await settled(path)).state).toBe('done')
    await second.close()
  })

  it('stops being written when the database forgets the lock, and goes on after', async () => {
    const bytes = Buffer.concat([photo, randomBytes(500_000)])
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: sha256(bytes) })
    const silent = silentPatch(path, bytes, 100_000)
    const id = path.split('/').at(-1)!
    await expect.poll(async () => (await tus.read(path)).received).toBe(100_000)
    await hub.deps.db.$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hub-test-locks'
        and datname = current_database()`
    await expect.poll(() => hub.deps.uploadLocks.holds(id)).toBe(false)
    expect((await tus.patch(path, 100_000, bytes.subarray(100_000))).status).toBe(204)
    silent.destroy()
    expect((await settled(path)).state).toBe('done')
  })

  it('is given up by DELETE: nothing stays, and it is as if it had never been', async () => {
    const path = await tus.create({ size: 1000, filename: 'a.jpg' })
    await tus.patch(path, 0, photo.subarray(0, 500))
    expect((await tus.end(path)).status).toBe(204)
    expect((await tus.head(path)).status).toBe(404)
    expect((await tus.end(path)).status).toBe(404)
    expect(await staged()).not.toContain(path.split('/').at(-1))
  })

  it('that nobody went on with expires: 410 in HEAD and PATCH, and the sweep frees its bytes', async () => {
    const path = await tus.create({ size: 1000, filename: 'a.jpg' })
    const id = path.split('/').at(-1)!
    await tus.patch(path, 0, photo.subarray(0, 500))
    const past = new Date(Date.now() - 8 * 86_400_000)
    await hub.deps.db.upload.update({ where: { id }, data: { createdAt: past, expiresAt: past } })
    expect((await tus.head(path)).status).toBe(410)
    expect((await tus.patch(path, 500, Buffer.alloc(10))).body).toMatchObject({ type: problem('upload-ended') })
    await sweepUploads(hub.deps)
    expect(await tus.read(path)).toMatchObject({ state: 'refused', problem: { key: 'upload-ended' } })
    expect(await staged()).not.toContain(id)
  })

  it('that came in whole while its server died is handed over by the sweep, and by the next HEAD', async () => {
    for (const way of ['sweep', 'head'] as const) {
      const bytes = ownPhoto()
      const path = await tus.create({ size: bytes.length, filename: 'a.jpg' })
      const id = path.split('/').at(-1)!
      await tus.patch(path, 0, bytes.subarray(0, 1000))
      // What a process that was killed between the last write and the row leaves.
      await appendFile(join(hub.deps.config.stagingDir, id), bytes.subarray(1000))
      if (way === 'sweep') await sweepUploads(hub.deps)
      else expect(await tus.offset(path)).toBe(bytes.length)
      expect((await settled(path)).state, way).toBe('done')
    }
  })

  it('is taken from a program with a key that may upload, and from no other', async () => {
    const key = async (scope: string) =>
      (await reporter.post<{ secret: string }>('/api/v1/me/keys', { name: scope, scopes: [scope], expiresInDays: 1 }))
        .body.secret
    const by = (secret: string) => ({ authorization: `Bearer ${secret}`, cookie: '', 'upload-length': '10' })
    expect((await tus.ask('POST', '/api/v1/uploads/resumable', by(await key('read')))).status).toBe(403)
    expect((await tus.ask('POST', '/api/v1/uploads/resumable', by(await key('upload')))).status).toBe(201)
  })
})
