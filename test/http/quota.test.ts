import { request } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Quota } from '#contracts/quota'
import { checkQuota } from '#server/assets/check-quota'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** A JPEG of exactly `size` bytes that no other call makes: what follows the end of a JPEG does not matter to it. */
let serial = 0
async function photo(size: number): Promise<Buffer> {
  const made = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#266f76' } })
    .jpeg()
    .toBuffer()
  const tail = Buffer.alloc(size - made.length)
  tail.writeUInt32BE(++serial, tail.length - 4)
  return Buffer.concat([made, tail])
}

describe('the quota of a unit', () => {
  let hub: TestHub
  let admin: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())

  const set = (unit: string, maxBytes: number | null, maxFiles: number | null) =>
    admin.send<Quota>('PUT', `/api/v1/units/${unit}/quota`, { maxBytes, maxFiles })
  const quota = async (unit: string) => (await admin.get<Quota>(`/api/v1/units/${unit}/quota`)).body
  /** What the rows say, counted anew. */
  const counted = async (unit: string) => {
    const rows = await hub.deps.db.assetVersion.findMany({
      where: { asset: { unit: { code: unit } }, objectId: { not: null } },
      distinct: ['assetId', 'objectId'],
      include: { object: true },
    })
    return { bytes: rows.reduce((sum, row) => sum + Number(row.object!.size), 0), files: rows.length }
  }

  it('is told to the unit’s members and hub staff, and set by administrators with a row in the audit', async () => {
    const member = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    const stranger = await hub.person('Người lạ', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    expect((await set('bao', 5_000_000, 100)).body).toEqual({ bytes: 0, files: 0, maxBytes: 5_000_000, maxFiles: 100 })
    for (const by of [member, curator]) expect((await by.get('/api/v1/units/bao/quota')).status).toBe(200)
    expect((await stranger.get('/api/v1/units/bao/quota')).status).toBe(404)
    expect((await stranger.get('/api/v1/units/khong-co/quota')).status).toBe(404)
    expect((await curator.send('PUT', '/api/v1/units/bao/quota', { maxBytes: 1, maxFiles: 1 })).status).toBe(403)
    for (const wrong of [-1, 1.5, '1', 2 ** 53]) expect((await set('bao', wrong as number, null)).status).toBe(400)
    const entry = await hub.deps.db.auditEntry.findFirst({ where: { act: 'unit.quota' }, include: { detail: true } })
    expect(entry?.detail).toMatchObject({
      before: { maxBytes: null, maxFiles: null },
      after: { maxBytes: 5_000_000, maxFiles: 100 },
    })
    await set('bao', null, null)
  })

  it('lets of 64 uploads at one moment as many in as fit, to the byte', async () => {
    const size = 4_000
    await set('dai', size * 20 + 17, null)
    const people = await Promise.all(
      [1, 2, 3, 4].map(n => hub.person(`Người ${n}`, { memberships: [{ unit: 'dai', role: 'contributor' }] })),
    )
    const files = await Promise.all(Array.from({ length: 64 }, () => photo(size)))
    const answers = await Promise.all(files.map((file, i) => people[i % 4]!.upload(file, `${i}.jpg`)))
    const by = (status: number) => answers.filter(answer => answer.status === status)
    expect([by(201).length, by(413).length]).toEqual([20, 44])
    expect(by(413)[0]?.body).toMatchObject({
      type: 'urn:media-hub:problem:quota-exceeded',
      quota: { maxBytes: size * 20 + 17, maxFiles: null },
    })
    expect(await quota('dai')).toMatchObject({ bytes: size * 20, files: 20 })
    expect(await counted('dai')).toEqual({ bytes: size * 20, files: 20 })
    // Nothing of the refused stays.
    const keys = async () => {
      let n = 0
      for await (const _ of hub.deps.store.list('objects/')) n++
      return n
    }
    await expect.poll(keys).toBe(20)
    expect((await people[0]!.upload(await photo(600), 'nho.jpg')).status).toBe(413)
    expect((await set('dai', null, 21)).status).toBe(200)
    expect((await people[0]!.upload(await photo(600), 'nho.jpg')).status).toBe(201)
    expect((await people[0]!.upload(await photo(600), 'nho.jpg')).status).toBe(413)
  })

  it('counts a file once an asset: a second asset counts again, a restored version does not, the trash does', async () => {
    const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const [one, two] = [await photo(1000), await photo(2000)]
    const first = (await editor.upload(one, 'a.jpg')).body.asset
    await editor.upload(one, 'b.jpg')
    expect(await quota('bao')).toMatchObject({ bytes: 2000, files: 2 })
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(two)]), 'c.jpg')
    const path = `/api/v1/assets/${first.id}/versions`
    expect((await editor.send('POST', path, form, { 'if-match': '"r1"' })).status).toBe(201)
    expect(await quota('bao')).toMatchObject({ bytes: 4000, files: 3 })
    expect((await editor.post(`${path}/1/restore`, undefined, { 'if-match': '"r2"' })).status).toBe(201)
    expect(await quota('bao')).toMatchObject({ bytes: 4000, files: 3 })
    await editor.delete(`/api/v1/assets/${first.id}`)
    expect(await quota('bao')).toMatchObject(await counted('bao'))
    await hub.deps.db.assetVersion.deleteMany({ where: { assetId: first.id } })
    expect(await quota('bao')).toMatchObject({ bytes: 1000, files: 1 })
  })

  it('refuses before the first byte what cannot fit, also a new version', async () => {
    const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { asset } = (await editor.upload(await photo(500), 'a.jpg')).body
    const { bytes } = await quota('bao')
    await set('bao', bytes + 10_000, null)
    const early = (path: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number; sent: number }>((resolve, reject) => {
        const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8\xff\xe0`
        const req = request(new URL(path, hub.url), {
          method: 'POST',
          headers: {
            cookie: editor.cookie,
            'content-type': 'multipart/form-data; boundary=x',
            'content-length': 50_000_000,
            ...headers,
          },
        })
        req.on('response', response => {
          resolve({ status: response.statusCode!, sent: req.socket!.bytesWritten })
          req.destroy()
        })
        req.on('error', reject)
        // Of fifty megabytes only the part’s head is ever sent: the refusal comes without them.
        req.write(head)
      })
    expect((await early('/api/v1/uploads')).status).toBe(413)
    const version = await early(`/api/v1/assets/${asset.id}/versions`, { 'if-match': `"r${asset.revision}"` })
    expect(version.status).toBe(413)
    expect(version.sent).toBeLessThan(10_000)
    const unit = await hub.deps.db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
    await expect(checkQuota(hub.deps.db, unit.id, 10_001)).rejects.toMatchObject({ key: 'quota-exceeded' })
    await checkQuota(hub.deps.db, unit.id, 10_000)
    await set('bao', 0, null)
    const full = await editor.upload(await photo(500), 'b.jpg')
    expect(full.body as unknown as { quota: Quota; size: number }).toMatchObject({ quota: { maxBytes: 0 } })
    expect((await editor.get<{ asset: Asset }>(`/api/v1/assets/${asset.id}`)).status).toBe(200)
    await set('bao', null, null)
  })

  it('is each unit’s own: what stays with a unit that has ended counts there, not with its successor', async () => {
    const { db } = hub.deps
    const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { asset } = (await editor.upload(await photo(700), 'a.jpg')).body
    const before = [await quota('bao'), await quota('dai')]
    const dai = await db.unit.findUniqueOrThrow({ where: { code: 'dai' } })
    // A hand-over of the asset itself, were there one, moves its bytes with it.
    await db.asset.update({ where: { id: asset.id }, data: { unitId: dai.id } })
    expect(await quota('bao')).toMatchObject({ bytes: before[0]!.bytes - 700, files: before[0]!.files - 1 })
    expect(await quota('dai')).toMatchObject({ bytes: before[1]!.bytes + 700, files: before[1]!.files + 1 })
  })
})
