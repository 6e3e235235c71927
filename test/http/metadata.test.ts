import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset, AssetMetadata } from '#contracts/asset'
import { evictCopies } from '#server/metadata/evict-copies'
import { purgeStoredObject } from '#workers/assets/purge-stored-object'
import { purgeTrash } from '#workers/assets/purge-trash'
import { embed, tagsOf } from '../support/embed.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const rights = {
  statement: 'http://rightsstatements.org/vocab/InC/1.0/',
  holder: 'Báo và Đài Tây Ninh',
  grant: 'Hợp đồng 12/2026',
}
const said: AssetMetadata = {
  ...{ visibility: 'hub', title: 'Lễ hội Xuân', description: 'Dòng một\ndòng hai: “ễ ặ ữ” 😀', altText: 'Đèn lồng đỏ' },
  ...{ creator: 'Đặng Thái', credit: 'Ảnh: Báo Tây Ninh', date: '2026-02-17', topics: ['le-hoi'], places: ['80'] },
  ...{ tags: ['rằm tháng Giêng', '-x'], rights },
}

// perl and renditions on a machine that others use as well.
describe('what a file says of itself', { timeout: 120_000 }, () => {
  let hub: TestHub
  let owner: TestClient
  let other: TestClient
  let curator: TestClient

  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    owner = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    other = await hub.person('Lan', { memberships: [{ unit: 'svhttdl', role: 'contributor' }] })
    curator = await hub.person('An', { hubRoles: ['curator'] })
  })
  afterAll(() => hub.close())

  const upload = async (client: TestClient, bytes: Buffer, name: string, metadata: AssetMetadata = said) => {
    const answer = await client.upload(bytes, name, metadata)
    expect(answer.status).toBe(201)
    await hub.idle()
    return read(client, answer.body.asset.id)
  }
  const read = async (client: TestClient, id: string): Promise<Asset> =>
    (await client.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const copies = (objectOf: string) =>
    hub.deps.db.writtenCopy.findMany({ where: { sourceSha256: objectOf }, orderBy: { createdAt: 'asc' } })
  const photo = (seed: number) => makeJpeg({ width: 400 + seed, height: 300 })

  it('stands beside what people said, for who may edit; a reader sees neither it nor the place on the map', async () => {
    const bytes = await embed(await photo(1), 'jpg', {
      'XMP-dc:Title': 'Tiêu đề trong tệp',
      'XMP-dc:Subject': ['Le hoi, su kien', 'Núi Bà'],
      'XMP-xmpRights:WebStatement': 'http://creativecommons.org/licenses/by/4.0/deed.vi',
      'XMP-photoshop:State': 'Tây Ninh',
      'ExifIFD:DateTimeOriginal': '2026:02:17 23:30:00',
    })
    const asset = await upload(owner, bytes, 'a.jpg')
    expect(asset.title).toBe('Lễ hội Xuân')
    expect(asset.embedded).toMatchObject({
      texts: { title: { value: 'Tiêu đề trong tệp', from: 'XMP-dc:Title', guessed: null } },
      topics: ['le-hoi'],
      tags: ['Núi Bà'],
      places: ['80'],
      statement: 'https://creativecommons.org/licenses/by/4.0/',
      taken: { date: '2026-02-17', at: '2026-02-17T16:30:00.000Z', zone: '+07:00', zoneAssumed: true },
      gps: { latitude: expect.closeTo(11.38, 2), longitude: expect.closeTo(106.17, 2) },
      item: null,
    })
    expect((await read(other, asset.id)).embedded).toBeNull()
    expect(JSON.stringify(await read(other, asset.id))).not.toContain('106.1')
    expect((await read(curator, asset.id)).embedded).not.toBeNull()
  })

  it('reads texts of IPTC whose character set nobody declared, and says what it guessed', async () => {
    const latin = await embed(
      await photo(2),
      'jpg',
      { 'IPTC:ObjectName': 'Ẩm thực mến khách', 'IPTC:By-line': 'São Tomé' },
      ['-charset', 'iptc=Vietnam'],
    )
    const { embedded } = await upload(owner, latin, 'cu.jpg')
    expect(embedded?.texts.title?.from).toBe('IPTC:ObjectName')
    const utf8 = await embed(await photo(3), 'jpg', { 'IPTC:ObjectName': 'Núi Bà Đen' }, ['-charset', 'iptc=utf8'])
    expect((await upload(owner, utf8, 'u.jpg')).embedded?.texts.title).toEqual({
      value: 'Núi Bà Đen',
      from: 'IPTC:ObjectName',
      guessed: 'utf-8',
    })
  })

  it('a download carries the words of now, another after an edit; the original in the store never changes', async () => {
    const original = await photo(4)
    const asset = await upload(owner, original, 'núi.jpg')
    const path = `/api/v1/assets/${asset.id}/original`
    const first = await other.bytes(path)
    expect(first.status).toBe(200)
    expect(first.headers.get('x-hub-metadata')).toBe('written')
    expect(first.headers.get('etag')).toBe(`"${sha256(first.bytes)}"`)
    const tags = await tagsOf(first.bytes, 'jpg')
    expect(tags).toMatchObject({
      'XMP-dc:Title': said.title,
      'XMP-dc:Description': said.description,
      'XMP-iptcCore:AltTextAccessibility': said.altText,
      'XMP-dc:Identifier': asset.uri,
      'XMP-xmpRights:WebStatement': rights.statement,
      'XMP-photoshop:State': 'Tỉnh Tây Ninh',
      'IPTC:Credit': said.credit,
    })
    expect(tags['XMP-dc:Subject']).toEqual(['Lễ hội, sự kiện', 'rằm tháng Giêng', '-x'])
    expect(JSON.stringify(tags)).not.toMatch(/GPS|Nguyen Van A/)
    const raw = async (bytes: Buffer) => sha256(await sharp(bytes).raw().toBuffer())
    expect(await raw(first.bytes)).toBe(await raw(original))
    // The second time it comes from the store, and the curator's is the same file.
    const again = await curator.bytes(`${path}?download=1`)
    expect(again.bytes.equals(first.bytes)).toBe(true)
    expect(await copies(asset.original!.sha256)).toHaveLength(1)
    // Who may edit gets it untouched; who may not cannot ask for that.
    const intact = await owner.bytes(path)
    expect(intact.bytes.equals(original)).toBe(true)
    expect(intact.headers.get('x-hub-metadata')).toBeNull()
    expect((await owner.bytes(`${path}?download=1`)).bytes.equals(first.bytes)).toBe(true)
    const edit = { title: 'Tiêu đề mới' }
    expect((await owner.patch(`/api/v1/assets/${asset.id}`, edit, { 'if-match': `"r${asset.revision}"` })).status).toBe(
      200,
    )
    const changed = await other.bytes(path)
    expect(await tagsOf(changed.bytes, 'jpg')).toMatchObject({ 'XMP-dc:Title': 'Tiêu đề mới' })
    expect(changed.headers.get('etag')).not.toBe(first.headers.get('etag'))
    const { key } = await hub.deps.db.storedObject.findUniqueOrThrow({
      where: { sha256_size: { sha256: sha256(original), size: BigInt(original.length) } },
    })
    const chunks: Buffer[] = []
    for await (const chunk of await hub.deps.store.get(key)) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).equals(original)).toBe(true)
  })

  it('answers pieces, conditions and HEAD by the copy, not by the original', async () => {
    const asset = await upload(owner, await photo(5), 'mảnh.jpg')
    const path = `/api/v1/assets/${asset.id}/renditions/web?download=1`
    const whole = await other.bytes(path)
    const etag = whole.headers.get('etag')!
    expect(whole.headers.get('x-hub-metadata')).toBe('written')
    const piece = await other.bytes(path, { range: 'bytes=100-299', 'if-range': etag })
    expect([piece.status, piece.headers.get('content-range')]).toEqual([206, `bytes 100-299/${whole.bytes.length}`])
    expect(piece.bytes.equals(whole.bytes.subarray(100, 300))).toBe(true)
    const stale = await other.bytes(path, { range: 'bytes=100-299', 'if-range': `"${asset.original!.sha256}"` })
    expect([stale.status, stale.bytes.length]).toEqual([200, whole.bytes.length])
    expect((await other.bytes(path, { 'if-none-match': etag })).status).toBe(304)
    const head = await other.send('HEAD', path)
    expect(head.headers.get('content-length')).toBe(String(whole.bytes.length))
    // What is looked at is the rendition as it was made, and the smallest is never written into.
    const seen = await other.bytes(`/api/v1/assets/${asset.id}/renditions/web`)
    expect(seen.headers.get('etag')).not.toBe(etag)
    const thumb = await other.bytes(`/api/v1/assets/${asset.id}/renditions/thumb?download=1`)
    expect(thumb.headers.get('x-hub-metadata')).toBeNull()
  })

  it('many who ask at once wait for one copy', async () => {
    const asset = await upload(owner, await photo(6), 'nhiều.jpg')
    const path = `/api/v1/assets/${asset.id}/original?download=1`
    const answers = await Promise.all(Array.from({ length: 8 }, () => other.bytes(path)))
    expect(new Set(answers.map(answer => sha256(answer.bytes))).size).toBe(1)
    expect(await copies(asset.original!.sha256)).toHaveLength(1)
  })

  it('goes up, is edited, comes down and goes up again with every letter; and is known as the item it came from', async () => {
    const asset = await upload(owner, await photo(7), 'vòng.jpg')
    const { bytes } = await owner.bytes(`/api/v1/assets/${asset.id}/original?download=1`)
    const mine = (await upload(owner, bytes, 'về.jpg', { title: 'Khác', visibility: 'unit' })).embedded!
    expect(mine).toMatchObject({
      texts: {
        ...{ title: { value: said.title }, description: { value: said.description }, altText: { value: said.altText } },
        ...{ creator: { value: said.creator }, credit: { value: said.credit }, holder: { value: rights.holder } },
      },
      ...{ topics: said.topics, places: said.places, tags: said.tags, statement: rights.statement },
      taken: { date: said.date },
      item: { id: asset.id, title: asset.title },
    })
    // Who may not see the item learns nothing of it.
    const hidden = await upload(owner, await photo(8), 'kín.jpg', { ...said, visibility: 'draft' })
    const secret = await owner.bytes(`/api/v1/assets/${hidden.id}/original?download=1`)
    const theirs = await upload(other, secret.bytes, 'về.jpg', { title: 'Khác', visibility: 'unit' })
    expect(theirs.embedded).toMatchObject({ texts: { title: { value: said.title } }, item: null })
  })

  it('copies that nobody takes go, and are made again when somebody does', async () => {
    const asset = await upload(owner, await photo(9), 'cũ.jpg')
    const path = `/api/v1/assets/${asset.id}/original?download=1`
    const first = await other.bytes(path)
    const month = new Date(Date.now() + 31 * 86_400_000)
    const [copy] = await copies(asset.original!.sha256)
    expect(await hub.deps.store.head(copy!.key)).not.toBeNull()
    expect(await evictCopies(hub.deps, { bytes: 2 ** 40, now: month })).toBeGreaterThan(0)
    expect(await copies(asset.original!.sha256)).toHaveLength(0)
    expect(await hub.deps.store.head(copy!.key)).toBeNull()
    expect((await other.bytes(path)).bytes.equals(first.bytes)).toBe(true)
    // Bytes that are gone while their row stands (a restored backup) are made anew as well.
    const [anew] = await copies(asset.original!.sha256)
    await hub.deps.store.delete(anew!.key)
    expect((await other.bytes(path)).bytes.equals(first.bytes)).toBe(true)
    // Beyond the space that copies may take the longest untouched go first; what went to a channel stays.
    await hub.deps.db.writtenCopy.updateMany({
      where: { sourceSha256: asset.original!.sha256 },
      data: { pinned: true },
    })
    await evictCopies(hub.deps, { bytes: 0 })
    expect(await hub.deps.db.writtenCopy.count()).toBe(1)
    expect(await evictCopies(hub.deps, { bytes: 0, now: new Date(Date.now() + 401 * 86_400_000) })).toBe(1)
  })

  it('leaves nothing behind when the asset is deleted for good', async () => {
    const asset = await upload(owner, await photo(10), 'xóa.jpg')
    await other.bytes(`/api/v1/assets/${asset.id}/original?download=1`)
    const [copy] = await copies(asset.original!.sha256)
    await owner.delete(`/api/v1/assets/${asset.id}`)
    const { db } = hub.deps
    const trashedAt = new Date(Date.now() - 31 * 86_400_000)
    await db.asset.update({ where: { id: asset.id }, data: { trashedAt } })
    await purgeTrash({}, { ...hub.deps, purgeObject: objectId => purgeStoredObject(hub.deps, objectId) })
    expect(await copies(asset.original!.sha256)).toEqual([])
    expect(await hub.deps.store.head(copy!.key)).toBeNull()
    expect(await db.objectMetadata.count({ where: { objectId: copy!.objectId } })).toBe(0)
  })

  it('hands out as stored, and says so, what cannot be written into', async () => {
    const asset = await upload(owner, Buffer.from(`%PDF-1.4\n${'không phải PDF '.repeat(50)}`), 'hỏng.pdf')
    const file = await other.bytes(`/api/v1/assets/${asset.id}/original`)
    expect(file.status).toBe(200)
    expect(file.headers.get('x-hub-metadata')).toBe('as-stored; reason=unreadable')
    expect(sha256(file.bytes)).toBe(asset.original!.sha256)
  })
})
