import { request } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('a form upload', () => {
  let hub: TestHub
  let reporter: TestClient
  let photo: Buffer
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_MAX_UPLOAD_BYTES: '200000' } })
    reporter = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#266f76' } })
      .jpeg()
      .toBuffer()
  })
  afterAll(() => hub.close())

  const keys = async () => {
    const found: string[] = []
    for await (const { key } of hub.deps.store.list('objects/')) found.push(key)
    return found
  }
  /** Neither rows nor bytes came while `work` ran. */
  const keepsNothing = async (work: () => Promise<unknown>) => {
    const before = [await hub.deps.db.asset.count(), (await keys()).length]
    await work()
    await expect.poll(async () => [await hub.deps.db.asset.count(), (await keys()).length]).toEqual(before)
  }

  it('is acknowledged with the asset once it is committed, with its SHA-256, defaults and a job', async () => {
    const answer = await reporter.upload(photo, 'Núi Bà Đen.jpg'.normalize('NFD'), { tags: ['núi', 'núi'] })
    expect(answer.status).toBe(201)
    const { asset } = answer.body
    expect(asset).toMatchObject({
      kind: 'image',
      file: 'processing',
      visibility: 'unit',
      title: 'Núi Bà Đen',
      creator: 'Báo Tây Ninh',
      tags: ['núi'],
      language: 'vi',
    })
    expect(asset.unit.code).toBe('bao')
    expect(asset.date).toBe(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date()))
    expect(asset.original).toMatchObject({ name: 'Núi Bà Đen.jpg', size: photo.length, contentType: 'image/jpeg' })
    expect(answer.headers.get('location')).toBe(`/api/v1/assets/${asset.id}`)
    const jobs = await hub.deps.db.$queryRaw<
      { task: string }[]
    >`select task_identifier as task from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
      where p.payload ->> 'assetId' = ${asset.id} order by 1`
    expect(jobs.map(({ task }) => task)).toEqual(['metadata.read', 'rendition.image', 'search.index'])
  })

  it('stores the same bytes once, whoever sends them', async () => {
    const before = (await keys()).length
    const other = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const copy = await other.upload(photo, 'ban-sao.jpg')
    expect(copy.status).toBe(201)
    await expect.poll(keys).toHaveLength(before)
    expect(copy.body.asset.unit.code).toBe('dai')
  })

  it('goes by content, not by name: text called .jpg is refused with 415 and nothing is kept', async () => {
    await keepsNothing(async () => {
      for (const [bytes, name] of [
        ['hello', 'a.jpg'],
        ['<html><svg xmlns="http://www.w3.org/2000/svg"/></html>', 'a.svg'],
        ['#EXTM3U\n', 'a.mp4'],
        ['', 'empty.jpg'],
      ] as const) {
        const answer = await reporter.upload(Buffer.from(bytes), name)
        expect(answer.status, name).toBe(415)
        expect(answer.body).toMatchObject({ type: 'urn:media-hub:problem:unsupported-type' })
      }
    })
  })

  it('refuses with 413 what is larger than the limit, announced or not', async () => {
    await keepsNothing(async () => {
      const large = Buffer.concat([photo, Buffer.alloc(200_001 - photo.length)])
      expect((await reporter.upload(large, 'a.jpg')).status).toBe(413)
      expect((await reporter.upload(Buffer.concat([photo, Buffer.alloc(3_000_000)]), 'a.jpg')).status).toBe(413)
    })
    expect((await reporter.upload(Buffer.concat([photo, Buffer.alloc(200_000 - photo.length)]), 'a.jpg')).status).toBe(
      201,
    )
  })

  it('leaves nothing when the line breaks in the middle', async () => {
    await keepsNothing(async () => {
      const head = `--x\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`
      await new Promise<void>(resolve => {
        const url = new URL('/api/v1/uploads', hub.url)
        const req = request(url, {
          method: 'POST',
          headers: {
            cookie: reporter.cookie,
            'content-type': 'multipart/form-data; boundary=x',
            'content-length': 150_000,
          },
        })
        req.on('error', () => resolve())
        req.write(head)
        req.write(Buffer.concat([photo, Buffer.alloc(60_000)]), () => setImmediate(() => req.destroy()))
      })
    })
  })

  it('leaves nothing when the multipart ends without its boundary', async () => {
    await keepsNothing(async () => {
      const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n${photo.toString('latin1')}`
      const answer = await fetch(`${hub.url}/api/v1/uploads`, {
        method: 'POST',
        headers: { cookie: reporter.cookie, 'content-type': 'multipart/form-data; boundary=x' },
        body: Buffer.from(body, 'latin1'),
      })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ type: 'urn:media-hub:problem:upload-torn' })
    })
  })

  it.each([
    [{ role: 'editor' }, 400],
    [{ title: 'a\u0000b' }, 400],
    [{ tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }, 400],
    [{ date: '2026-02-30' }, 400],
    [{ topics: ['khong-co'] }, 422],
    [{ rights: 'https://example.org/my-own-licence' }, 422],
    [{ unit: 'dai' }, 422],
    [{ unit: 'khong-co' }, 422],
  ])('refuses the metadata %j with %i and keeps nothing', async (metadata, status) => {
    await keepsNothing(async () => {
      expect((await reporter.upload(photo, 'a.jpg', metadata as never)).status).toBe(status)
    })
  })

  it('says alike for another unit and for one that does not exist', async () => {
    const strip = (answer: { body: unknown }) =>
      JSON.stringify(answer.body)
        .replace(/urn:uuid:[^"]+/, '')
        .replace(/dai|xyz/, '')
    expect(strip(await reporter.upload(photo, 'a.jpg', { unit: 'dai' }))).toBe(
      strip(await reporter.upload(photo, 'a.jpg', { unit: 'xyz' })),
    )
  })

  it('asks for the unit where a person has several', async () => {
    const both = await hub.person('Hai nơi', {
      memberships: [
        { unit: 'bao', role: 'editor' },
        { unit: 'dai', role: 'contributor' },
      ],
    })
    expect((await both.upload(photo, 'a.jpg')).status).toBe(422)
    expect((await both.upload(photo, 'a.jpg', { unit: 'dai' })).body.asset.unit.code).toBe('dai')
  })

  it('belongs to the curating unit where hub staff sends it', async () => {
    const curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    expect((await curator.upload(photo, 'a.jpg')).body.asset.unit.code).toBe('stttt')
  })

  it('refuses a body that is no upload', async () => {
    expect((await reporter.post('/api/v1/uploads', {})).status).toBe(400)
    const form = new FormData()
    form.set('metadata', '{')
    form.set('file', new Blob([new Uint8Array(photo)]), 'a.jpg')
    expect((await reporter.send('POST', '/api/v1/uploads', form)).status).toBe(400)
  })

  it('is edited only by who saw its last state: 412 otherwise, 428 without If-Match', async () => {
    const { asset } = (await reporter.upload(photo, 'sua.jpg')).body
    const path = `/api/v1/assets/${asset.id}`
    const edited = await reporter.patch<{ asset: Asset }>(
      path,
      { title: 'Một' },
      { 'if-match': `"r${asset.revision}"` },
    )
    expect(edited.status).toBe(200)
    expect(edited.headers.get('etag')).toBe(`"r${asset.revision + 1}"`)
    expect((await reporter.patch(path, { title: 'Hai' }, { 'if-match': `"r${asset.revision}"` })).status).toBe(412)
    expect((await reporter.patch(path, { title: 'Ba' })).status).toBe(428)
    expect((await reporter.get<{ asset: Asset }>(path)).body.asset.title).toBe('Một')
  })

  it('lets one of two editors at the same moment win', async () => {
    const { asset } = (await reporter.upload(photo, 'dua.jpg')).body
    const answers = await Promise.all(
      ['A', 'B', 'C'].map(title => reporter.patch(`/api/v1/assets/${asset.id}`, { title }, { 'if-match': '"r1"' })),
    )
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 412, 412])
  })

  it('leaves a row in the audit with who, which unit, what and from where', async () => {
    const { asset } = (await reporter.upload(photo, 'nhat-ky.jpg')).body
    await reporter.patch(`/api/v1/assets/${asset.id}`, { title: 'Mới' }, { 'if-match': '"r1"' })
    const rows = await hub.deps.db.auditEntry.findMany({
      where: { subjectId: asset.id },
      orderBy: { id: 'asc' },
      include: { detail: true },
    })
    expect(rows.map(row => row.act)).toEqual(['asset.upload', 'asset.edit'])
    expect(rows[1]?.detail).toMatchObject({
      personId: reporter.personId,
      before: { title: 'nhat-ky' },
      after: { title: 'Mới' },
    })
    expect(rows[1]?.detail?.address).toMatch(/127\.0\.0\.1/)
  })
})
