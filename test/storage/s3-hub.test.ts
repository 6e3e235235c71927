import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset, AssetMetadata } from '#contracts/asset'
import type { UseAnswer } from '#contracts/reuse'
import type { Upload } from '#contracts/upload'
import type { AssetVersion } from '#contracts/version'
import { sweepStore } from '#server/fixity/sweep-store'
import { makeJpeg, makePdf } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { tusClient } from '../support/tus-client.ts'
import { hubOnS3, keysIn, makeBucket, realS3, unfinishedIn, whyNoS3 } from './real-s3.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const run = promisify(execFile)

/** What the store's own suite cannot show: that the hub's ways in and out work where no object is a file of this machine. */
describe.skipIf(!realS3)(`a hub whose store is S3${whyNoS3}`, { timeout: 120_000 }, () => {
  const bucket = `hub-${process.pid}-${Date.now()}`
  let hub: TestHub
  let editor: TestClient
  let folder: string
  beforeAll(async () => {
    await makeBucket(bucket)
    folder = await mkdtemp(join(tmpdir(), 'hub-s3-out-'))
    hub = await startTestHub({ worker: true, env: hubOnS3(bucket) })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  let width = 640
  const photo = () => {
    width += 1
    return makeJpeg({ width, height: 480 })
  }
  const said: AssetMetadata = {
    ...{ visibility: 'hub', creator: 'Đặng Hoàng Thái', credit: 'Ảnh: Báo Tây Ninh' },
    rights: { statement: 'https://creativecommons.org/licenses/by/4.0/', holder: 'Báo và Đài Tây Ninh' },
  }
  const read = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const ready = async (id: string) => {
    await expect.poll(async () => (await read(id)).file, { timeout: 30_000 }).toBe('ready')
    return read(id)
  }
  const upload = async (bytes: Buffer, name: string) => {
    const { status, body } = await editor.upload(bytes, name, said)
    expect(status).toBe(201)
    return ready(body.asset.id)
  }
  const objectOf = async (id: string, number = 1) =>
    (await hub.deps.db.assetVersion.findFirstOrThrow({ where: { assetId: id, number }, include: { object: true } }))
      .object!

  it('takes a resumable upload of several parts: the job sends it to the bucket, and the staging folder is free', async () => {
    const tus = tusClient(editor)
    const bytes = Buffer.concat([await makePdf(['Quy hoạch']), randomBytes(20 * 1024 * 1024)])
    const path = await tus.create({ size: bytes.length, filename: 'quy-hoach.pdf', sha256: sha256(bytes) })
    expect((await tus.patch(path, 0, bytes.subarray(0, 9_000_000))).status).toBe(204)
    expect((await tus.patch(path, 9_000_000, bytes.subarray(9_000_000))).status).toBe(204)
    let settled!: Upload
    const state = async () => {
      settled = await tus.read(path)
      return settled.state
    }
    await expect.poll(state, { timeout: 60_000 }).toMatch(/done|refused/)
    expect(settled).toMatchObject({ state: 'done', problem: null })
    await hub.idle()
    const object = await objectOf(settled.assetId!)
    expect(object).toMatchObject({ sha256: sha256(bytes), size: BigInt(bytes.length) })
    expect(await keysIn(bucket, object.key)).toEqual([object.key])
    expect((await editor.bytes(`/api/v1/assets/${settled.assetId}/original`)).bytes.equals(bytes)).toBe(true)
    expect(await unfinishedIn(bucket)).toEqual([])
    await expect.poll(() => readdir(hub.deps.config.stagingDir)).toEqual([])
  })

  it('refuses a resumable upload that is not what was promised, and the bucket has nothing of it', async () => {
    const tus = tusClient(editor)
    const before = await keysIn(bucket, 'objects/')
    const bytes = await photo()
    const path = await tus.create({ size: bytes.length, filename: 'a.jpg', sha256: sha256(Buffer.from('khác')) })
    expect((await tus.patch(path, 0, bytes)).status).toBe(460)
    expect(await tus.read(path)).toMatchObject({ state: 'refused', problem: { key: 'checksum-mismatch' } })
    expect(await keysIn(bucket, 'objects/')).toEqual(before)
  })

  it('has renditions made by the worker from the bucket into the bucket, and gives them whole and by range', async () => {
    const bytes = await photo()
    const asset = await upload(bytes, 'Núi Bà Đen.jpg')
    expect(asset.renditions.map(each => each.name)).toEqual(['preview', 'thumb', 'web'])
    const rows = await hub.deps.db.rendition.findMany({ where: { objectId: (await objectOf(asset.id)).id } })
    const stored = await keysIn(bucket, 'derived/')
    for (const { key } of rows) expect(stored).toContain(key)
    const path = `/api/v1/assets/${asset.id}/renditions/web`
    const whole = await editor.bytes(path)
    expect(whole.status).toBe(200)
    expect((await sharp(whole.bytes).metadata()).width).toBe(width)
    const part = await editor.bytes(path, { range: 'bytes=100-299' })
    expect(part.status).toBe(206)
    expect(part.bytes.equals(whole.bytes.subarray(100, 300))).toBe(true)
    const said = rows.find(row => row.name === 'web')!
    expect(sha256(whole.bytes)).toBe(said.sha256)
  })

  it('replaces the file of an asset and restores the old one without copying an object', async () => {
    const [first, second] = [await photo(), await photo()]
    const asset = await upload(first, 'a.jpg')
    const path = `/api/v1/assets/${asset.id}`
    const form = new FormData()
    form.set('metadata', '{}')
    form.set('file', new Blob([new Uint8Array(second)]), 'b.jpg')
    const replaced = await editor.send('POST', `${path}/versions`, form, { 'if-match': `"r${asset.revision}"` })
    expect(replaced.status).toBe(201)
    const now = await ready(asset.id)
    expect(now.original).toMatchObject({ name: 'b.jpg', sha256: sha256(second) })
    const before = await keysIn(bucket, '')
    const restored = await editor.post<{ asset: Asset }>(`${path}/versions/1/restore`, undefined, {
      'if-match': `"r${now.revision}"`,
    })
    expect([restored.status, restored.body.asset.version]).toEqual([201, 3])
    expect((await ready(asset.id)).original).toMatchObject({ name: 'a.jpg', sha256: sha256(first) })
    expect(await keysIn(bucket, '')).toEqual(before)
    const { versions } = (await editor.get<{ versions: AssetVersion[] }>(`${path}/versions`)).body
    const bytes = await Promise.all(versions.map(async each => (await editor.bytes(each.file!.url)).bytes))
    expect(bytes.map(sha256)).toEqual([first, second, first].map(sha256))
  })

  it('gives a reused file with its credit inside, and keeps the original as it was', async () => {
    const bytes = await photo()
    const asset = await upload(bytes, 'lễ hội.jpg')
    const department = await hub.person('Lan', { memberships: [{ unit: 'svhttdl', role: 'contributor' }] })
    const { status, body } = await department.post<UseAnswer>(`/api/v1/assets/${asset.id}/uses`, { purpose: 'print' })
    expect(status).toBe(201)
    expect(body.download).toMatchObject({ name: 'lễ hội.jpg', credited: true })
    const file = await department.bytes(body.download!.url)
    expect(file.status).toBe(200)
    expect((await sharp(file.bytes).metadata()).xmpAsString).toContain('Ảnh: Báo Tây Ninh')
    const raw = (jpeg: Buffer) => sharp(jpeg).raw().toBuffer()
    expect((await raw(file.bytes)).equals(await raw(bytes))).toBe(true)
    expect((await editor.bytes(`/api/v1/assets/${asset.id}/original`)).bytes.equals(bytes)).toBe(true)
  })

  it('streams a ZIP of a selection out of the bucket, byte for byte', async () => {
    const files = [await photo(), Buffer.concat([await photo(), randomBytes(9_000_000)])] as const
    const ids = [(await upload(files[0], 'một.jpg')).id, (await upload(files[1], 'hai.jpg')).id]
    const answer = await fetch(`${hub.url}/api/v1/downloads/zip`, {
      method: 'POST',
      headers: { cookie: editor.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ assets: ids }),
    })
    expect(answer.status).toBe(200)
    const zip = join(folder, 'tuyen-chon.zip')
    await writeFile(zip, Buffer.from(await answer.arrayBuffer()))
    await run('python3', ['-c', 'import sys,zipfile;zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])', zip, folder])
    // What is taken home has the item's words inside, the same bytes on every way.
    const home = async (id: string) => (await editor.bytes(`/api/v1/assets/${id}/original?download=1`)).bytes
    expect(sha256(await readFile(join(folder, 'một.jpg')))).toBe(sha256(await home(ids[0]!)))
    expect(sha256(await readFile(join(folder, 'hai.jpg')))).toBe(sha256(await home(ids[1]!)))
    expect((await home(ids[0]!)).equals(files[0])).toBe(false)
    expect(await readFile(join(folder, 'Nguồn và quyền.csv'), 'utf8')).toContain('Ảnh: Báo Tây Ninh')
  })

  it('keeps one object for the same bytes twice, and purges it with its renditions when nothing refers to it', async () => {
    const bytes = await photo()
    const [one, two] = [await upload(bytes, 'a.jpg'), await upload(bytes, 'b.jpg')]
    const object = await objectOf(one.id)
    expect((await objectOf(two.id)).id).toBe(object.id)
    await hub.idle()
    const derived = (await hub.deps.db.rendition.findMany({ where: { objectId: object.id } })).map(row => row.key)
    expect(derived.length).toBeGreaterThan(0)
    const stands = async () => (await keysIn(bucket, '')).filter(key => [object.key, ...derived].includes(key)).length
    const tomorrow = Date.now() + 86_460_000
    const forget = (assetId: string) =>
      hub.deps.db.assetVersion.updateMany({ where: { assetId }, data: { objectId: null } })
    await forget(one.id)
    expect(await sweepStore(hub.deps, { force: false, now: tomorrow })).toMatchObject({ purged: 0 })
    expect(await stands()).toBe(1 + derived.length)
    await forget(two.id)
    expect(await sweepStore(hub.deps, { force: false, now: tomorrow })).toMatchObject({ purged: 1 })
    expect(await stands()).toBe(0)
  })

  it('has nothing of all this below its data directory', async () => {
    const names = await readdir(hub.deps.config.dataDir, { recursive: true, withFileTypes: true })
    const files = names.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
    for (const path of files) expect((await readFile(path)).length, path).toBeLessThan(10_000)
    expect(files.filter(path => /store|staging/.test(path))).toEqual([])
  })
})
