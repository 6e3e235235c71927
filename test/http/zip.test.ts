import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import type { ObjectStore } from '#server/storage/object-store'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const run = promisify(execFile)
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

// Read by Info-ZIP's own unzip and by Python's zipfile: our writer is not asked about itself.
describe('ZIPs', { timeout: 120_000 }, () => {
  let hub: TestHub
  let folder: string
  let editor: TestClient
  let department: TestClient

  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    folder = await mkdtemp(join(tmpdir(), 'hub-zip-'))
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    department = await hub.person('Lan', { memberships: [{ unit: 'dai', role: 'contributor' }] })
  })
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const upload = async (bytes: Buffer, name: string, more: AssetMetadata = {}) => {
    const said = { title: name, visibility: 'hub' as const, credit: 'Ảnh: Báo Tây Ninh', creator: '=SUM(A1)' }
    const answer = await editor.upload(bytes, name, { ...said, ...more })
    expect(answer.status).toBe(201)
    return answer.body.asset.id
  }
  const zip = async (client: TestClient, wish: object) => {
    const response = await fetch(`${hub.url}/api/v1/downloads/zip`, {
      method: 'POST',
      headers: { cookie: client.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const open = async (bytes: Buffer) => {
    const file = join(folder, `${sha(bytes).slice(0, 12)}.zip`)
    await writeFile(file, bytes)
    // Its names are UTF-8, whatever the language of who runs the tests.
    await run('unzip', ['-t', file], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    const { stdout } = await run('python3', [
      '-c',
      'import sys,zipfile,json\nz=zipfile.ZipFile(sys.argv[1])\nprint(json.dumps([[i.filename,i.flag_bits,i.file_size] for i in z.infolist()]))',
      file,
    ])
    const listed = JSON.parse(stdout) as [string, number, number][]
    const target = await mkdtemp(join(folder, 'out-'))
    await run('python3', [
      '-c',
      'import sys,zipfile\nzipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])',
      file,
      target,
    ])
    return { names: listed.map(([name]) => name), flags: listed.map(([, flags]) => flags), target }
  }
  const two = async () => [await makeJpeg({ width: 640, height: 480 }), await makeJpeg({ width: 480, height: 640 })]

  it('gives the originals with their credit inside and every pixel as it was, with Vietnamese names, doubles told apart, and a sheet of sources', async () => {
    const [a, b] = (await two()) as [Buffer, Buffer]
    const ids = [await upload(a, 'Núi Bà Đen.jpg'), await upload(b, 'núi bà đen.jpg')]
    const answer = await zip(editor, { assets: ids })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const { names, flags, target } = await open(answer.bytes)
    expect(names).toEqual(['Núi Bà Đen.jpg', 'núi bà đen (2).jpg', 'Nguồn và quyền.csv'])
    // APPNOTE 4.4.4: bit 11 says that names are UTF-8.
    for (const flag of flags) expect(flag & 0x800).toBe(0x800)
    const pixels = async (bytes: Buffer) => sha(await sharp(bytes).raw().toBuffer())
    const taken = await readFile(join(target, 'Núi Bà Đen.jpg'))
    expect(await pixels(taken)).toBe(await pixels(a))
    expect(await pixels(await readFile(join(target, 'núi bà đen (2).jpg')))).toBe(await pixels(b))
    expect(taken.includes(Buffer.from('Ảnh: Báo Tây Ninh'))).toBe(true)
    const sheet = await readFile(join(target, 'Nguồn và quyền.csv'), 'utf8')
    expect(sheet.startsWith('\ufeff"Tệp"')).toBe(true)
    expect(sheet).toContain('"núi bà đen (2).jpg"')
    expect(sheet).toContain('"Ảnh: Báo Tây Ninh"')
    // A field that begins a formula is text.
    expect(sheet).toContain(`"'=SUM(A1)"`)
    const rows = await hub.deps.db.auditEntry.findMany({ where: { act: 'asset.download', subjectId: { in: ids } } })
    expect(rows.map(row => row.subjectId).sort()).toEqual([...ids].sort())
  })

  it('gives a smaller copy where that is asked for', async () => {
    const id = await upload(await makeJpeg({ width: 2600, height: 1400, gps: true }), 'lớn.jpg')
    await hub.idle()
    const plan = await editor.post<{ files: number; bytes: number }>('/api/v1/downloads/zip/plan', {
      assets: [id],
      size: 'preview',
    })
    const { names, target } = await open((await zip(editor, { assets: [id], size: 'preview' })).bytes)
    expect(names).toEqual(['lớn-preview.jpg', 'Nguồn và quyền.csv'])
    expect(plan.body.files).toBe(1)
    // The credit that is written inside takes some more.
    const more = (await readFile(join(target, names[0]!))).length - plan.body.bytes
    expect(more).toBeGreaterThan(0)
    expect(more).toBeLessThan(32_768)
  })

  it('takes a form as a browser sends it, and a board in its order', async () => {
    const [a, b] = (await two()) as [Buffer, Buffer]
    const ids = [
      await upload(Buffer.concat([a, Buffer.from('1')]), 'một.jpg'),
      await upload(Buffer.concat([b, Buffer.from('2')]), 'hai.jpg'),
    ]
    const form = await fetch(`${hub.url}/api/v1/downloads/zip`, {
      method: 'POST',
      headers: { cookie: editor.cookie },
      body: new URLSearchParams({ assets: ids.join(','), size: 'original' }),
    })
    expect((await open(Buffer.from(await form.arrayBuffer()))).names).toEqual([
      'một.jpg',
      'hai.jpg',
      'Nguồn và quyền.csv',
    ])
    const made = await editor.post<{ collection: { id: string } }>('/api/v1/collections', { name: 'Bộ: ảnh/2026' })
    const { id } = made.body.collection
    await editor.post(`/api/v1/collections/${id}/items`, { assets: [ids[1], ids[0]] })
    const whole = await zip(editor, { collection: id })
    expect(whole.headers.get('content-disposition')).toContain("filename*=UTF-8''B%E1%BB%99%3A%20%E1%BA%A3nh_2026.zip")
    expect((await open(whole.bytes)).names).toEqual(['hai.jpg', 'một.jpg', 'Nguồn và quyền.csv'])
    expect((await zip(department, { collection: id })).status).toBe(404)
  })

  it('leaves out without a word what may not be read or taken, and is refused where nothing is left', async () => {
    const [a] = (await two()) as [Buffer]
    const at = (n: number) => Buffer.concat([a, Buffer.from(`x${n}`)])
    const ids = [
      await upload(at(1), 'được.jpg'),
      await upload(at(2), 'kín.jpg', { visibility: 'unit' }),
      await upload(at(3), 'hết hạn.jpg', {
        rights: { statement: 'http://rightsstatements.org/vocab/InC/1.0/', validUntil: '2020-01-01' },
      }),
    ]
    const { names, target } = await open((await zip(department, { assets: ids })).bytes)
    expect(names).toEqual(['được.jpg', 'Nguồn và quyền.csv'])
    expect(await readFile(join(target, 'Nguồn và quyền.csv'), 'utf8')).not.toMatch(/kín|hết hạn/)
    expect((await zip(department, { assets: ids.slice(1) })).status).toBe(409)
    expect((await zip(hub.anonymous, { assets: ids })).status).toBe(401)
    expect((await zip(editor, { assets: [] })).status).toBe(400)
    expect((await zip(editor, { assets: ids, collection: ids[0] })).status).toBe(400)
  })

  /** The store with other bytes for a while: slow, endless or torn. */
  const withStore = async (get: ObjectStore['get'], work: () => Promise<void>) => {
    const spy = vi.spyOn(hub.deps.store, 'get').mockImplementation(get)
    try {
      await work()
    } finally {
      spy.mockRestore()
    }
  }
  const post = (client: TestClient, assets: string[]) => {
    const body = JSON.stringify({ assets })
    const req = request(`${hub.url}/api/v1/downloads/zip`, {
      method: 'POST',
      headers: {
        cookie: client.cookie,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      },
    })
    req.end(body)
    return req
  }
  const pretendSize = (id: string, size: number) => hub.deps.db.$executeRaw`
    update stored_object set size = ${size} where id = (select object_id from asset_version where asset_id = ${id}::uuid)`

  it('reads no faster than the client does, and stops reading when it goes away', async () => {
    const id = await upload(Buffer.concat([(await two())[0]!, Buffer.from('slow')]), 'dài.jpg')
    const second = await upload(Buffer.concat([(await two())[0]!, Buffer.from('next')]), 'sau.jpg')
    await pretendSize(id, 2 ** 33)
    let given = 0
    let opened = 0
    let closed = false
    const endless = async () => {
      opened += 1
      const body = new Readable({
        read() {
          given += 65_536
          this.push(Buffer.alloc(65_536))
        },
        destroy(error, done) {
          closed = true
          done(error)
        },
      })
      return body
    }
    await withStore(endless, async () => {
      const req = post(editor, [id, second])
      const res = await new Promise<import('node:http').IncomingMessage>(resolve => req.once('response', resolve))
      res.pause()
      let last = -1
      await vi.waitFor(
        () => {
          const before = last
          last = given
          expect(given).toBe(before)
        },
        { timeout: 20_000, interval: 300 },
      )
      // What the sockets and streams hold, and no more, of eight gigabytes.
      expect(given).toBeLessThan(32 * 1024 * 1024)
      res.destroy()
      await vi.waitFor(() => expect(closed).toBe(true), { timeout: 10_000 })
      expect(opened).toBe(1)
    })
    const taken = await hub.deps.db.auditEntry.count({ where: { act: 'asset.download', subjectId: second } })
    expect(taken).toBe(0)
  })

  it('asks again at each file: who is suspended on the way gets no further one', async () => {
    const person = await hub.person('Sắp nghỉ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const [a] = (await two()) as [Buffer]
    const ids = [
      await upload(Buffer.concat([a, Buffer.from('s1')]), 'một.jpg'),
      await upload(Buffer.concat([a, Buffer.from('s2')]), 'hai.jpg'),
    ]
    const real = hub.deps.store.get.bind(hub.deps.store)
    let bytes: Buffer = Buffer.alloc(0)
    await withStore(
      async (key, range) => {
        await hub.deps.db.person.update({ where: { id: person.personId }, data: { suspendedAt: new Date() } })
        return real(key, range)
      },
      async () => {
        bytes = (await zip(person, { assets: ids })).bytes
      },
    )
    expect((await open(bytes)).names).toEqual(['một.jpg', 'Nguồn và quyền.csv'])
  })

  it('breaks the line where the store fails half-way, so that no half ZIP looks whole', async () => {
    const id = await upload(Buffer.concat([(await two())[0]!, Buffer.from('torn')]), 'đứt.jpg')
    const torn = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.alloc(100)
          throw new Error('the disk is gone')
        })(),
      )
    await withStore(torn, async () => {
      await expect(zip(editor, { assets: [id] })).rejects.toThrow()
    })
    expect((await zip(editor, { assets: [id] })).status).toBe(200)
  })

  it('lets one person have two at once, and gives the place back', async () => {
    const id = await upload(Buffer.concat([(await two())[0]!, Buffer.from('turn')]), 'lượt.jpg')
    const silent = async () => new Readable({ read() {} })
    await withStore(silent, async () => {
      const held = [post(editor, [id]), post(editor, [id])]
      await Promise.all(held.map(req => new Promise(resolve => req.once('response', resolve))))
      expect((await zip(editor, { assets: [id] })).status).toBe(429)
      for (const req of held) req.on('error', () => {}).destroy()
    })
    await vi.waitFor(async () => expect((await zip(editor, { assets: [id] })).status).toBe(200), { timeout: 10_000 })
  })

  // Four gibibytes take minutes on a small machine: asked for by name.
  it.skipIf(!process.env.HUB_TEST_LARGE)(
    'writes ZIP64 for what is larger than four gibibytes',
    { timeout: 900_000 },
    async () => {
      const id = await upload(Buffer.concat([(await two())[0]!, Buffer.from('big')]), 'chương trình.jpg')
      const size = 2 ** 32 + 5
      await pretendSize(id, size)
      const block = Buffer.alloc(4 * 1024 * 1024)
      const large = async () => {
        let left = size
        return new Readable({
          highWaterMark: 8 * 1024 * 1024,
          read() {
            const part = Math.min(left, block.length)
            left -= part
            this.push(part === 0 ? null : block.subarray(0, part))
          },
        })
      }
      await withStore(large, async () => {
        const req = post(editor, [id])
        const res = await new Promise<import('node:http').IncomingMessage>(resolve => req.once('response', resolve))
        let length = 0
        let tail = Buffer.alloc(0)
        for await (const chunk of res as AsyncIterable<Buffer>) {
          length += chunk.length
          tail = Buffer.concat([tail, chunk]).subarray(-4096)
        }
        expect(length).toBeGreaterThan(size)
        // The ZIP64 end of central directory record and its locator (APPNOTE 4.3.14, 4.3.15), and the size in the extra field.
        expect(tail.includes(Buffer.from('504b0607', 'hex'))).toBe(true)
        const sized = Buffer.alloc(8)
        sized.writeBigUInt64LE(BigInt(size))
        expect(tail.includes(sized)).toBe(true)
      })
      expect(await readdir(folder)).not.toContain('chương trình.jpg')
    },
  )
})
