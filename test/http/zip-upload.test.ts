import { createHash } from 'node:crypto'
import { link, mkdir, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import type { ZipUpload, ZipUploadEntries } from '#contracts/zip-upload'
import { unpackZip } from '#server/bulk/unpack-zip'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { tusClient } from '../support/tus-client.ts'

const photo = (colour: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

type Part = { name: string; bytes: Buffer; mode?: number; compress?: boolean }

async function pack(parts: readonly Part[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, bytes, mode, compress } of parts)
    zip.addBuffer(bytes, name, { ...(mode ? { mode } : {}), compress: compress ?? true })
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** Every place where `from` stands, replaced by bytes of the same length: what a hostile packer writes and an honest one does not. */
function forge(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')
}
const directoryAt = (zip: Buffer) => zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))

describe('a ZIP that is unpacked at the hub', () => {
  let hub: TestHub
  let reporter: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    reporter = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'contributor' }] })
  }, 60_000)
  afterAll(() => hub.close())

  const send = (zip: Buffer, metadata: object = {}, headers = {}, who = reporter) => {
    const form = new FormData()
    form.set('metadata', JSON.stringify(metadata))
    form.set('file', new Blob([new Uint8Array(zip)]), 'lô ảnh.zip')
    return who.post<{ zip: ZipUpload }>('/api/v1/uploads/zip', form, headers)
  }
  const settled = async (id: string) => {
    let answer: ZipUploadEntries | null = null
    await expect
      .poll(
        async () => {
          answer = (await reporter.get<ZipUploadEntries>(`/api/v1/uploads/zip/${id}`)).body
          return answer.zip.state
        },
        { timeout: 30_000 },
      )
      .toMatch(/done|refused/)
    return answer!
  }
  const unpack = async (zip: Buffer, metadata: object = {}) => {
    const answer = await send(zip, metadata)
    expect(answer.status).toBe(202)
    return settled(answer.body.zip.id)
  }
  const staged = async () => {
    const { readdir } = await import('node:fs/promises')
    return readdir(`${hub.deps.config.stagingDir}/zip`).catch(() => [])
  }

  it('becomes an asset a file, with the batch’s words, and says of each file what became of it', async () => {
    const red = await photo('#a00')
    const zip = await pack([
      { name: 'Núi Bà/Đỉnh núi.jpg'.normalize('NFD'), bytes: red },
      { name: 'Núi Bà/lại một lần.jpg', bytes: red },
      { name: 'ghi chú.txt', bytes: Buffer.from('không phải ảnh') },
      { name: '__MACOSX/._x.jpg', bytes: red },
    ])
    const { zip: whole, entries } = await unpack(zip, { tags: ['lễ hội'] })
    expect(whole).toMatchObject({
      state: 'done',
      problem: null,
      counts: { waiting: 0, done: 1, refused: 2, duplicates: 1 },
    })
    expect(entries.map(entry => [entry.name, entry.state, entry.problem?.key])).toEqual([
      ['Núi Bà/Đỉnh núi.jpg', 'done', undefined],
      ['Núi Bà/lại một lần.jpg', 'refused', 'duplicate'],
      ['ghi chú.txt', 'refused', 'unsupported-type'],
    ])
    const { body } = await reporter.get<{ asset: { title: string; tags: string[] } }>(
      `/api/v1/assets/${entries[0]!.assetId}`,
    )
    expect(body.asset).toMatchObject({ title: 'Đỉnh núi', tags: ['lễ hội'] })
    await expect.poll(staged, { timeout: 10_000 }).toEqual([])
    const other = await hub.person('Người khác', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    expect((await other.get(`/api/v1/uploads/zip/${whole.id}`)).status).toBe(404)
    expect((await reporter.get<{ zips: ZipUpload[] }>('/api/v1/uploads/zip')).body.zips[0]?.id).toBe(whole.id)
  }, 60_000)

  it('takes each file’s words from the sheet metadata.csv inside, and refuses a row that is wrong', async () => {
    const sheet = '\ufeffTệp;Tiêu đề;Ngày\r\na.jpg;Cáp treo;05/02/2026\r\nb.jpg;Chùa;32/13/2026\r\n'
    const zip = await pack([
      { name: 'metadata.csv', bytes: Buffer.from(sheet) },
      { name: 'a.jpg', bytes: await photo('#0a0') },
      { name: 'b.jpg', bytes: await photo('#00a') },
    ])
    const { entries } = await unpack(zip)
    expect(entries.map(entry => [entry.name, entry.state])).toEqual([
      ['a.jpg', 'done'],
      ['b.jpg', 'refused'],
    ])
    const { body } = await reporter.get<{ asset: object }>(`/api/v1/assets/${entries[0]!.assetId}`)
    expect(body.asset).toMatchObject({ title: 'Cáp treo', date: '2026-02-05' })
    expect(entries[1]!.problem?.detail).toContain('ngày')
  }, 60_000)

  describe('is refused whole, before a byte of it is unpacked', () => {
    const jpg = Buffer.alloc(3000, 7)
    const hostile: Record<string, () => Promise<Buffer>> = {
      'a name that leads out': async () =>
        forge(await pack([{ name: 'aa/evil.jpg', bytes: jpg }]), 'aa/evil', '../evil'),
      'an absolute name': async () => forge(await pack([{ name: 'xetc/a.jpg', bytes: jpg }]), 'xetc/', '/etc/'),
      'the name of a drive': async () => forge(await pack([{ name: 'Cxx/a.jpg', bytes: jpg }]), 'Cxx/', 'C:\\/'),
      'a link': () => pack([{ name: 'link.jpg', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
      'a device': () => pack([{ name: 'null.jpg', bytes: jpg, mode: 0o020666 }]),
      'an entry with a password': async () => {
        const zip = await pack([{ name: 'a.jpg', bytes: jpg }])
        zip.writeUInt16LE(zip.readUInt16LE(directoryAt(zip) + 8) | 1, directoryAt(zip) + 8)
        return zip
      },
      'a bomb': () => pack([{ name: 'zeros.jpg', bytes: Buffer.alloc(20_000_000) }]),
      'entries that lie over one another': async () => {
        const zip = await pack([
          { name: 'a.jpg', bytes: jpg },
          { name: 'b.jpg', bytes: jpg },
        ])
        const second = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), directoryAt(zip) + 4)
        zip.writeUInt32LE(zip.readUInt32LE(directoryAt(zip) + 42), second + 42)
        return zip
      },
      'a size that lies': async () => {
        const zip = await pack([{ name: 'a.jpg', bytes: jpg, compress: false }])
        zip.writeUInt32LE(99, directoryAt(zip) + 24)
        return zip
      },
      'a million entries': async () => {
        const zip = await pack([{ name: 'a.jpg', bytes: jpg }])
        const end = zip.length - 22
        zip.writeUInt16LE(60_000, end + 8)
        zip.writeUInt16LE(60_000, end + 10)
        return zip
      },
      'one name twice': async () =>
        forge(
          await pack([
            { name: 'a.jpg', bytes: jpg },
            { name: 'b.jpg', bytes: jpg },
          ]),
          'b.jpg',
          'a.jpg',
        ),
      'nothing inside': () => pack([{ name: '.DS_Store', bytes: jpg }]),
      'a directory that is cut off': async () => {
        const zip = await pack([{ name: 'a.jpg', bytes: jpg }])
        return zip.subarray(0, zip.length - 30)
      },
    }
    it.each(Object.keys(hostile))(
      '%s',
      async kind => {
        const before = await hub.deps.db.asset.count()
        const { zip, entries } = await unpack(await hostile[kind]!())
        expect(zip).toMatchObject({ state: 'refused', problem: { key: 'zip-refused' } })
        expect(zip.problem?.detail).toBeTruthy()
        expect(entries).toEqual([])
        expect(await hub.deps.db.asset.count()).toBe(before)
        // The file goes a moment after its outcome is written down.
        await expect.poll(staged, { timeout: 10_000 }).toEqual([])
      },
      60_000,
    )
  })

  it('refuses the one file whose bytes are not those that the directory promised', async () => {
    const zip = await pack([{ name: 'a.jpg', bytes: await photo('#123'), compress: false }])
    const at = zip.indexOf(Buffer.from([0xff, 0xd9]))
    zip[at - 3] = zip[at - 3]! ^ 0xff
    const { entries } = await unpack(zip)
    expect(entries).toMatchObject([{ state: 'refused', problem: { key: 'zip-refused' } }])
  }, 60_000)

  it('takes as many files as the unit’s quota has room for, and says of the next that it is full', async () => {
    const person = await hub.person('Phóng viên đài', { memberships: [{ unit: 'dai', role: 'contributor' }] })
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const used = (await admin.get<{ files: number }>('/api/v1/units/dai/quota')).body.files
    const quota = (maxFiles: number | null) =>
      admin.send('PUT', '/api/v1/units/dai/quota', { maxBytes: null, maxFiles })
    expect((await quota(used + 2)).status).toBe(200)
    const zip = await pack(
      await Promise.all(['#1a1', '#2a2', '#3a3'].map(async (c, at) => ({ name: `${at}.jpg`, bytes: await photo(c) }))),
    )
    const { body } = await send(zip, {}, {}, person)
    const states = async () =>
      (await person.get<ZipUploadEntries>(`/api/v1/uploads/zip/${body.zip.id}`)).body.entries.map(
        entry => entry.problem?.key ?? entry.state,
      )
    await expect.poll(states, { timeout: 20_000 }).toEqual(['done', 'done', 'quota-exceeded'])
    expect((await send(zip, {}, {}, person)).status).toBe(413)
    await quota(null)
  }, 60_000)

  it('is not unpacked within another: a nested ZIP is a file that the hub does not take', async () => {
    const inner = await pack([{ name: 'bom.jpg', bytes: Buffer.alloc(5000) }])
    const { entries } = await unpack(await pack([{ name: 'trong.zip', bytes: inner }]))
    expect(entries).toMatchObject([{ state: 'refused', problem: { key: 'unsupported-type' } }])
  }, 60_000)

  it('keeps one ZIP for an Idempotency-Key however often it is sent', async () => {
    const zip = await pack([{ name: 'a.jpg', bytes: await photo('#456') }])
    const headers = { 'idempotency-key': 'zip-mot-lan' }
    const first = await send(zip, {}, headers)
    const again = await send(zip, {}, headers)
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.body.zip.id).toBe(first.body.zip.id)
    await settled(first.body.zip.id)
  }, 60_000)

  describe('sent by tus with `unpack`', () => {
    const create = (size: number, more: object = {}, who = reporter) =>
      tusClient(who).begin({ size, filename: 'Lô ảnh.zip', unpack: '1', ...more })
    const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

    it('comes in pieces, and each file becomes an asset with the words of the batch', async () => {
      const zip = await pack([
        { name: 'Lễ hội/Đua thuyền.jpg', bytes: await photo('#0cc'), compress: false },
        { name: 'hỏng.txt', bytes: Buffer.from('x') },
      ])
      const tus = tusClient(reporter)
      const path = (await create(zip.length, { metadata: { tags: ['xuân'] }, sha256: sha(zip) })).headers.get(
        'location',
      )!
      expect((await tus.patch(path, 0, zip.subarray(0, 200))).status).toBe(204)
      expect(await tus.read(path)).toMatchObject({ state: 'receiving', unpack: true, zipId: null })
      expect((await tus.patch(path, 200, zip.subarray(200))).status).toBe(204)
      await expect.poll(async () => (await tus.read(path)).zipId, { timeout: 20_000 }).toBeTruthy()
      const { state, assetId, zipId } = await tus.read(path)
      expect([state, assetId]).toEqual(['done', null])
      const { zip: whole, entries } = await settled(zipId!)
      expect(whole).toMatchObject({ state: 'done', fileName: 'Lô ảnh.zip', size: zip.length, sha256: sha(zip) })
      expect(entries.map(entry => [entry.name, entry.state, entry.title])).toEqual([
        ['Lễ hội/Đua thuyền.jpg', 'done', 'Đua thuyền'],
        ['hỏng.txt', 'refused', null],
      ])
      const { body } = await reporter.get<{ asset: object }>(`/api/v1/assets/${entries[0]!.assetId}`)
      expect(body.asset).toMatchObject({ title: 'Đua thuyền', tags: ['xuân'] })
      const { readdir } = await import('node:fs/promises')
      await expect.poll(staged, { timeout: 10_000 }).toEqual([])
      await expect.poll(() => readdir(hub.deps.config.stagingDir)).toEqual(['zip'])
    }, 60_000)

    it('is refused at its first bytes where it is no ZIP, and at the end where its digest is another', async () => {
      const tus = tusClient(reporter)
      const none = Buffer.concat([await photo('#111'), Buffer.alloc(9000)])
      const path = (await create(none.length)).headers.get('location')!
      expect((await tus.patch(path, 0, none)).status).toBe(415)
      const zip = await pack([{ name: 'a.jpg', bytes: await photo('#0c1') }])
      const other = (await create(zip.length, { sha256: sha(none) })).headers.get('location')!
      await tus.patch(other, 0, zip.subarray(0, 10))
      expect((await tus.patch(other, 10, zip.subarray(10))).status).toBe(460)
      await expect.poll(async () => (await tus.read(other)).problem?.key, { timeout: 20_000 }).toBe('checksum-mismatch')
      expect((await create(zip.length, { unpack: 'yes' })).status).toBe(400)
      expect(
        (await reporter.get<{ zips: ZipUpload[] }>('/api/v1/uploads/zip')).body.zips.map(each => each.size),
      ).not.toContain(none.length)
    }, 60_000)

    it('is refused by the job where two servers took parts of it and the digest is another', async () => {
      const zip = await pack([{ name: 'khac.jpg', bytes: await photo('#0ce') }])
      const id = newId()
      await writeFile(`${hub.deps.config.stagingDir}/${id}`, zip)
      const size = BigInt(zip.length)
      await hub.deps.db.upload.create({
        data: {
          ...{
            id,
            personId: reporter.personId,
            fileName: 'khác.zip',
            size,
            received: size,
            metadata: {},
            tusMetadata: {},
          },
          ...{ unpack: true, state: 'ingesting', sha256: '0'.repeat(64), expiresAt: new Date(Date.now() + 86_400_000) },
        },
      })
      await unpackZip({ zipId: id }, { ...hub.deps, signal: new AbortController().signal })
      expect(await hub.deps.db.upload.findUnique({ where: { id } })).toMatchObject({ problem: 'checksum-mismatch' })
      expect((await reporter.get(`/api/v1/uploads/zip/${id}`)).status).toBe(404)
    })

    it('goes on where a job was killed between the second name of its bytes and its row', async () => {
      const zip = await pack([{ name: 'tiếp.jpg', bytes: await photo('#c0c') }])
      const id = newId()
      const { stagingDir } = hub.deps.config
      await mkdir(`${stagingDir}/zip`, { recursive: true })
      await writeFile(`${stagingDir}/${id}`, zip)
      await link(`${stagingDir}/${id}`, `${stagingDir}/zip/${id}`)
      const size = BigInt(zip.length)
      await hub.deps.db.upload.create({
        data: {
          ...{
            id,
            personId: reporter.personId,
            fileName: 'tiếp.zip',
            size,
            received: size,
            metadata: {},
            tusMetadata: {},
          },
          ...{ unpack: true, state: 'ingesting', expiresAt: new Date(Date.now() + 86_400_000) },
        },
      })
      const signal = new AbortController().signal
      await Promise.all([1, 2].map(() => unpackZip({ zipId: id }, { ...hub.deps, signal }).catch(() => null)))
      await unpackZip({ zipId: id }, { ...hub.deps, signal })
      const { zip: whole, entries } = await settled(id)
      expect([whole.state, entries.length, entries[0]?.state]).toEqual(['done', 1, 'done'])
      expect(await hub.deps.db.asset.count({ where: { title: 'tiếp' } })).toBe(1)
      await expect.poll(staged).toEqual([])
    }, 60_000)
  })

  it('names what has the bytes already only as long as the person may read that', async () => {
    const bytes = await photo('#777')
    const owner = await hub.person('Chủ ảnh', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const { asset } = (await owner.upload(bytes, 'gốc.jpg', { title: 'Ảnh gốc', visibility: 'hub' })).body
    const { zip, entries } = await unpack(await pack([{ name: 'lại.jpg', bytes }]))
    expect(entries[0]).toMatchObject({ problem: { key: 'duplicate' }, assetId: asset.id, title: 'Ảnh gốc' })
    await hub.deps.db.asset.update({ where: { id: asset.id }, data: { visibility: 'draft' } })
    const { body } = await reporter.get<ZipUploadEntries>(`/api/v1/uploads/zip/${zip.id}`)
    expect(body.entries[0]).toMatchObject({ problem: { key: 'duplicate' }, assetId: null, title: null })
  }, 60_000)

  it('refuses what is no ZIP, and a person who may not upload, keeping nothing', async () => {
    expect((await send(Buffer.from('không phải ZIP'))).status).toBe(415)
    const reader = await hub.person('Bạn đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    expect((await send(await pack([{ name: 'a.jpg', bytes: Buffer.alloc(9) }]), {}, {}, reader)).status).toBe(403)
    await expect.poll(staged).toEqual([])
  }, 60_000)
})
