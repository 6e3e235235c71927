import { randomBytes } from 'node:crypto'
import { readdir, readlink } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const disposition = 'Content-Disposition: form-data; name='

describe('an upload by form that is hostile, slow or repeated', () => {
  let hub: TestHub
  let reporter: TestClient
  let photo: Buffer
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_UPLOAD_IDLE_SECONDS: '1' } })
    reporter = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    photo = await makeJpeg({ width: 64, height: 48 })
    await reporter.upload(photo, 'dau-tien.jpg')
  })
  afterAll(() => hub.close())

  const storeDir = () => join(hub.deps.config.dataDir, 'store')
  const openFiles = async () => {
    const names = await readdir('/proc/self/fd')
    const targets = await Promise.all(names.map(name => readlink(`/proc/self/fd/${name}`).catch(() => '')))
    return targets.filter(target => target.startsWith(hub.deps.config.dataDir)).length
  }
  const state = async () => ({
    assets: await hub.deps.db.asset.count(),
    objects: (await readdir(join(storeDir(), 'objects'), { recursive: true })).filter(name => name.includes('/'))
      .length,
    temporary: (await readdir(join(storeDir(), 'tmp'))).length,
    files: await openFiles(),
  })
  const keepsNothing = async (work: () => Promise<unknown>) => {
    const before = await state()
    await work()
    await expect.poll(state).toEqual(before)
  }
  const raw = async (type: string, body: Buffer | string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${hub.url}/api/v1/uploads`, {
      method: 'POST',
      headers: { cookie: reporter.cookie, 'content-type': type, ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })
    return { status: answer.status, body: (await answer.json()) as { type: string; asset?: Asset } }
  }
  const form = 'multipart/form-data; boundary=x'
  const part = (name: string, content: Buffer | string, fileName?: string) =>
    Buffer.concat([
      Buffer.from(`--x\r\n${disposition}"${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n`),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ])
  const end = Buffer.from('--x--\r\n')

  it.each([
    ['no boundary', 'multipart/form-data', () => Buffer.from('--x\r\n')],
    ['an empty boundary', 'multipart/form-data; boundary=', () => Buffer.from('--\r\n')],
    ['another boundary', 'multipart/form-data; boundary=y', () => Buffer.concat([part('file', photo, 'a.jpg'), end])],
    ['a file without a field name', form, () => Buffer.concat([part('', photo, 'a.jpg'), end])],
    ['a file in another field', form, () => Buffer.concat([part('tep', photo, 'a.jpg'), end])],
    ['a part without headers', form, () => Buffer.from('--x\r\n\r\nabc\r\n--x--\r\n')],
    [
      '10,000 fields',
      form,
      () => Buffer.concat([...Array.from({ length: 10_000 }, (_, i) => part(`f${i}`, 'x')), end]),
    ],
    ['a field of a megabyte', form, () => Buffer.concat([part('metadata', 'x'.repeat(1_048_576)), end])],
    ['two files', form, () => Buffer.concat([part('file', photo, 'a.jpg'), part('file', photo, 'b.jpg'), end])],
    ['a prototype for a field', form, () => Buffer.concat([part('__proto__[metadata]', '{}'), part('x', '1'), end])],
    ['no parts', form, () => end],
  ])('with %s is a clear 400 and keeps nothing', async (_what, type, body) => {
    await keepsNothing(async () => {
      const answer = await raw(type, body())
      expect(answer.status).toBe(400)
      expect(answer.body.type).toMatch(/^urn:media-hub:problem:(invalid-request|upload-torn|malformed-json)$/)
    })
  })

  it.each([
    ['../../../etc/passwd.jpg', 'passwd.jpg'],
    ['..\\..\\boot.jpg', 'boot.jpg'],
    ['a%0D%0Ab.jpg', 'ab.jpg'],
    ['anh\u202egpj.exe.jpg', 'anhgpj.exe.jpg'],
    ['Hồ Dầu Tiếng.jpg'.normalize('NFD'), 'Hồ Dầu Tiếng.jpg'],
    [`${'a'.repeat(4092)}.jpg`, `${'a'.repeat(196)}.jpg`],
  ])('called %j is kept under a harmless name', async (sent, kept) => {
    const answer = await raw(form, Buffer.concat([part('file', Buffer.concat([photo, randomBytes(8)]), sent), end]))
    expect(answer.status).toBe(201)
    expect(answer.body.asset?.original?.name).toBe(kept)
    const path = `/api/v1/assets/${answer.body.asset?.id}/original`
    expect((await reporter.bytes(path)).headers.get('content-disposition')).not.toMatch(/[\r\n\0]/)
  })

  it('with a name that breaks its header line is refused, and nothing is kept', async () => {
    await keepsNothing(async () => {
      for (const name of ['a\r\nX-Evil: 1\r\n\r\nb.jpg', 'a\u0000b.jpg'])
        expect((await raw(form, Buffer.concat([part('file', photo, name), end]))).status).toBe(400)
    })
  })

  const talk = (headers: string[], body: Buffer) =>
    new Promise<string>(resolve => {
      const { port } = new URL(hub.url)
      const line = connect(Number(port), '127.0.0.1')
      let heard = ''
      line.on('data', data => (heard += data.toString('latin1')))
      line.on('error', () => {})
      line.on('close', () => resolve(heard))
      const head = [
        'POST /api/v1/uploads HTTP/1.1',
        'Host: hub',
        `Cookie: ${reporter.cookie}`,
        `Content-Type: ${form}`,
        'Connection: close',
        ...headers,
      ]
      line.write(`${head.join('\r\n')}\r\n\r\n`)
      line.write(body)
    })

  it('that lies in Content-Length keeps nothing and harms nobody', async () => {
    const body = Buffer.concat([part('file', photo, 'a.jpg'), end])
    await keepsNothing(async () => {
      expect(await talk([`Content-Length: ${body.length - 20}`], body)).toMatch(/^HTTP\/1\.1 400 /)
      for (const absurd of ['-5', '9'.repeat(30), '12abc', '1e5'])
        expect(await talk([`Content-Length: ${absurd}`], body), absurd).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
      const both = [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked']
      expect(await talk(both, body)).toMatch(/^HTTP\/1\.1 400 /)
      // More announced than comes: the line is cut when nothing more arrives.
      expect(await talk([`Content-Length: ${body.length + 1000}`], body.subarray(0, body.length - 10))).toBe('')
    })
    expect((await reporter.get('/api/v1/me')).status).toBe(200)
  })

  it('that drips a byte a second is cut, while another in the same moment goes through', async () => {
    await keepsNothing(async () => {
      const headers = { cookie: reporter.cookie, 'content-type': form, 'content-length': '1000000' }
      const req = request(`${hub.url}/api/v1/uploads`, { method: 'POST', headers })
      const cut = new Promise<string>(resolve =>
        req.on('error', error => resolve((error as NodeJS.ErrnoException).code!)),
      )
      req.write(part('file', photo, 'a.jpg').subarray(0, -10))
      const drip = setInterval(() => req.write('x'), 500)
      const meanwhile = await reporter.upload(Buffer.concat([photo, randomBytes(8)]), 'khac.jpg')
      expect(meanwhile.status).toBe(201)
      expect(await cut).toMatch(/ECONNRESET|EPIPE/)
      clearInterval(drip)
      await hub.deps.store.delete(
        (
          await hub.deps.db.storedObject.findFirstOrThrow({
            where: { versions: { some: { assetId: meanwhile.body.asset.id } } },
          })
        ).key,
      )
      await hub.deps.db.$executeRaw`delete from asset_version where asset_id = ${meanwhile.body.asset.id}::uuid`
      await hub.deps.db.$executeRaw`delete from asset where id = ${meanwhile.body.asset.id}::uuid`
    })
  })

  const send = (bytes: Buffer, key: string, name = 'a.jpg', metadata = {}) => {
    const body = new FormData()
    body.set('metadata', JSON.stringify(metadata))
    body.set('file', new Blob([new Uint8Array(bytes)]), name)
    return reporter.send<{ asset: Asset; type: string }>('POST', '/api/v1/uploads', body, { 'idempotency-key': key })
  }

  it('with an Idempotency-Key is one asset however often it is sent; another body is refused', async () => {
    const bytes = Buffer.concat([photo, randomBytes(8)])
    const first = await send(bytes, '"k-1"')
    expect(first.status).toBe(201)
    const before = await state()
    const again = await send(bytes, '"k-1"')
    expect([again.status, again.body.asset.id]).toEqual([201, first.body.asset.id])
    expect((await send(bytes, 'k-1')).body.asset.id).toBe(first.body.asset.id)
    for (const other of [
      () => send(Buffer.concat([bytes, Buffer.from('x')]), '"k-1"'),
      () => send(bytes, '"k-1"', 'b.jpg'),
      () => send(bytes, '"k-1"', 'a.jpg', { title: 'Khác' }),
    ]) {
      const answer = await other()
      expect([answer.status, answer.body.type]).toEqual([422, 'urn:media-hub:problem:key-reused'])
    }
    expect(await state()).toEqual(before)
    expect((await send(bytes, 'k'.repeat(256))).status).toBe(400)
    const other = await hub.person('Người khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const theirs = await other.send<{ asset: Asset }>('POST', '/api/v1/uploads', await formOf(bytes), {
      'idempotency-key': '"k-1"',
    })
    expect([theirs.status, theirs.body.asset.id === first.body.asset.id]).toEqual([201, false])
  })

  const formOf = async (bytes: Buffer) => {
    const body = new FormData()
    body.set('metadata', '{}')
    body.set('file', new Blob([new Uint8Array(bytes)]), 'a.jpg')
    return body
  }

  it('with the key of one under way is told to wait, and a key whose request failed or died is free again', async () => {
    const personId = reporter.personId
    const row = { personId, operation: 'uploadAsset', key: 'k-2', expiresAt: new Date(Date.now() + 1e8) }
    await hub.deps.db.idempotencyKey.create({ data: { ...row, holder: newId() } })
    const bytes = Buffer.concat([photo, randomBytes(8)])
    expect(await send(bytes, 'k-2')).toMatchObject({
      status: 409,
      body: { type: 'urn:media-hub:problem:still-running' },
    })
    // Its process died: nobody beats for it any more.
    await hub.deps.db.idempotencyKey.updateMany({
      where: { key: 'k-2' },
      data: { beatAt: new Date(Date.now() - 60_000) },
    })
    expect((await send(bytes, 'k-2')).status).toBe(201)
    expect((await send(Buffer.from('hello'), 'k-3')).status).toBe(415)
    expect((await send(Buffer.concat([bytes, randomBytes(8)]), 'k-3')).status).toBe(201)
  })

  it('sent twice at once with one key makes one asset', async () => {
    const bytes = Buffer.concat([photo, randomBytes(8)])
    const before = await hub.deps.db.asset.count()
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(bytes, '"k-4"')))
    for (const { status } of answers) expect([201, 409]).toContain(status)
    expect(new Set(answers.filter(a => a.status === 201).map(a => a.body.asset.id)).size).toBe(1)
    expect(await hub.deps.db.asset.count()).toBe(before + 1)
  })
})
