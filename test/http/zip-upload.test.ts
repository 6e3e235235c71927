import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import type { ZipUpload, ZipUploadEntries } from '#contracts/zip-upload'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

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
    expect(whole).toMatchObject({ state: 'done', problem: null, counts: { waiting: 0, done: 1, refused: 2 } })
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

  it('refuses what is no ZIP, and a person who may not upload, keeping nothing', async () => {
    expect((await send(Buffer.from('không phải ZIP'))).status).toBe(415)
    const reader = await hub.person('Bạn đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    expect((await send(await pack([{ name: 'a.jpg', bytes: Buffer.alloc(9) }]), {}, {}, reader)).status).toBe(403)
    await expect.poll(staged).toEqual([])
  }, 60_000)
})
