import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { AssetVersion } from '#contracts/version'
import { makeJpeg, makePdf } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('versions of an asset’s file', () => {
  let hub: TestHub
  let editor: TestClient
  let photos: Buffer[]
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    photos = await Promise.all([640, 641, 642, 643].map(width => makeJpeg({ width, height: 400 })))
  })
  afterAll(() => hub.close())

  const path = (asset: Asset) => `/api/v1/assets/${asset.id}`
  const read = async (asset: Asset) => (await editor.get<{ asset: Asset }>(path(asset))).body.asset
  const ready = async (asset: Asset) => {
    await expect.poll(async () => (await read(asset)).file, { timeout: 20_000 }).toBe('ready')
    return read(asset)
  }
  const versions = async (asset: Asset) =>
    (await editor.get<{ versions: AssetVersion[] }>(`${path(asset)}/versions`)).body.versions
  const replace = (
    by: TestClient,
    asset: Asset,
    file: Buffer,
    name: string,
    metadata: object = {},
    revision?: number,
  ) => {
    const form = new FormData()
    form.set('metadata', JSON.stringify(metadata))
    form.set('file', new Blob([new Uint8Array(file)]), name)
    const headers = { 'if-match': `"r${revision ?? asset.revision}"` }
    return by.send<{ asset: Asset; type: string }>('POST', `${path(asset)}/versions`, form, headers)
  }
  const upload = async (file: Buffer, visibility: 'unit' | 'public' = 'unit') =>
    ready((await editor.upload(file, 'Núi Bà.jpg', { visibility })).body.asset)
  const keys = async (prefix: string) => {
    const found: string[] = []
    for await (const { key } of hub.deps.store.list(prefix)) found.push(key)
    return found
  }

  it('replaces the file under the same address: new renditions, another tag, the old bytes still there', async () => {
    const asset = await upload(photos[0]!, 'public')
    const thumb = `${path(asset)}/renditions/thumb`
    const before = await hub.anonymous.bytes(thumb)
    const answer = await replace(editor, asset, photos[1]!, 'Núi Bà (sửa).jpg')
    expect(answer.status).toBe(201)
    expect(answer.body.asset).toMatchObject({
      id: asset.id,
      version: 2,
      file: 'processing',
      renditions: [],
      thumbhash: null,
    })
    expect(answer.headers.get('etag')).toBe(`"r${asset.revision + 1}"`)
    const now = await ready(asset)
    expect(now.original).toMatchObject({ name: 'Núi Bà (sửa).jpg', sha256: sha256(photos[1]!), width: 641 })

    // A cache that has the old one asks with its tag and is given the new.
    const after = await hub.anonymous.bytes(thumb, { 'if-none-match': before.headers.get('etag')! })
    expect(after.status).toBe(200)
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(after.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate')

    const list = await versions(asset)
    expect(list.map(({ number, current, restorable }) => [number, current, restorable])).toEqual([
      [2, true, false],
      [1, false, true],
    ])
    expect(list[0]?.createdBy).toBe('Biên tập')
    expect((await editor.bytes(list[1]!.file!.url)).bytes).toEqual(photos[0])
    expect((await hub.anonymous.get(list[1]!.file!.url)).status).toBe(401)
    const acts = await hub.deps.db.auditEntry.findMany({ where: { subjectId: asset.id }, include: { detail: true } })
    expect(acts.find(entry => entry.act === 'version.replace')?.detail).toMatchObject({
      before: { version: 1 },
      after: { version: 2, fileName: 'Núi Bà (sửa).jpg', sha256: sha256(photos[1]!) },
    })
  })

  it('restores an older version as a new one without copying a byte', async () => {
    const asset = await upload(photos[2]!)
    await replace(editor, asset, photos[3]!, 'b.jpg')
    const second = await ready(asset)
    const stored = await keys('')
    const again = await editor.post<{ asset: Asset }>(`${path(asset)}/versions/1/restore`, undefined, {
      'if-match': `"r${second.revision}"`,
    })
    expect([again.status, again.body.asset.version]).toEqual([201, 3])
    const now = await ready(asset)
    expect(now.original).toMatchObject({ name: 'Núi Bà.jpg', sha256: sha256(photos[2]!) })
    expect(now.renditions.map(each => each.name)).toEqual(['preview', 'thumb', 'web'])
    expect(await keys('')).toEqual(stored)
    expect((await versions(asset)).map(each => each.number)).toEqual([3, 2, 1])
  })

  it('refuses who saw an older state, another kind, what nobody may edit, and a version that is not there', async () => {
    const asset = await upload(await makeJpeg({ width: 650, height: 400 }))
    const before = await keys('objects/')
    const pdf = await makePdf(['Tài liệu'])
    expect((await replace(editor, asset, photos[1]!, 'a.jpg', {}, asset.revision + 7)).status).toBe(412)
    const other = await replace(editor, asset, pdf, 'a.pdf')
    expect([other.status, other.body.type]).toEqual([409, 'urn:media-hub:problem:kind-differs'])
    expect((await replace(editor, asset, Buffer.from('<svg/>'), 'a.svg')).status).toBe(415)
    const reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    expect((await replace(reader, asset, photos[1]!, 'a.jpg')).status).toBe(403)
    expect((await reader.get(`${path(asset)}/versions`)).status).toBe(403)
    expect((await reader.get(`${path(asset)}/versions/1/original`)).status).toBe(403)
    const stranger = await hub.person('Người lạ', { memberships: [{ unit: 'dai', role: 'editor' }] })
    expect((await replace(stranger, asset, photos[1]!, 'a.jpg')).status).toBe(404)
    expect((await stranger.get(`${path(asset)}/versions`)).status).toBe(404)
    const restore = (number: string) =>
      editor.post(`${path(asset)}/versions/${number}/restore`, undefined, { 'if-match': `"r${asset.revision}"` })
    expect((await restore('1')).status).toBe(409)
    for (const number of ['2', '0', '-1', '1e3', '99999999999999999999'])
      expect((await restore(number)).status).toBe(404)
    expect((await read(asset)).revision).toBe(asset.revision)
    await expect.poll(() => keys('objects/')).toEqual(before)
  })

  it('refuses the bytes that it shows already, and lets one of two people at one moment win', async () => {
    const photo = await makeJpeg({ width: 660, height: 400 })
    const asset = await upload(photo)
    const same = await replace(editor, asset, photo, 'a.jpg')
    expect(same.body).toMatchObject({ type: 'urn:media-hub:problem:duplicate', asset: { id: asset.id } })
    const files = await Promise.all([661, 662, 663].map(width => makeJpeg({ width, height: 400 })))
    const answers = await Promise.all(files.map(file => replace(editor, asset, file, 'b.jpg')))
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 412, 412])
    expect(await versions(asset)).toHaveLength(2)
  })

  it('says nothing of an article’s file, and keeps the text that it had', async () => {
    const made = await editor.post<{ asset: Asset }>('/api/v1/articles', { title: 'Bài', html: '<p>Một</p>' })
    const [only] = await versions(made.body.asset)
    expect(only).toMatchObject({ number: 1, current: true, file: null, restorable: false })
    const refused = await replace(editor, made.body.asset, photos[0]!, 'a.jpg')
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:media-hub:problem:kind-differs'])
  })
})
