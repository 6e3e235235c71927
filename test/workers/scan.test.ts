import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { z } from 'zod'
import type { Asset } from '#contracts/asset'
import type { JobName } from '#contracts/job'
import type { AssetVersion, quarantineList } from '#contracts/version'
import type { ClamdAddress } from '#server/platform/clamd-config'
import { readConfig } from '#server/platform/config'
import { pingClamd, ScanBroken, ScannerAway, scanStream, type Verdict } from '#workers/scan/clamd'
import { scanFile } from '#workers/scan/scan-file'
import { type ClamdDouble, eicar, startClamdDouble } from '../support/clamd-double.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const signal = new AbortController().signal
const chunks = (bytes: Buffer, size: number) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
  )
/** A JPEG that carries EICAR behind its end, where no decoder looks. */
const infected = async (width: number) => Buffer.concat([await makeJpeg({ width, height: 300 }), Buffer.from(eicar)])

describe('CLAMD_URL', () => {
  it('names a TCP port or a socket, and nothing else', () => {
    const read = (url: string) => readConfig({ CLAMD_URL: url }).clamd
    expect(readConfig({}).clamd).toBeNull()
    expect(read('tcp://clamd:3310')).toEqual({ host: 'clamd', port: 3310 })
    expect(read('tcp://[::1]:3310')).toEqual({ host: '::1', port: 3310 })
    expect(read('unix:/run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' })
    for (const wrong of ['clamd', 'tcp://clamd', 'http://clamd:3310', 'unix:relative', 'tcp://clamd:3310/x'])
      expect(() => read(wrong), wrong).toThrow(/CLAMD_URL/)
  })
})

describe('the protocol of the scanner', () => {
  let double: ClamdDouble
  let address: ClamdAddress
  beforeAll(async () => {
    double = await startClamdDouble({ streamMaxLength: 3 << 20 })
    address = { host: '127.0.0.1', port: double.port }
  })
  afterEach(() => {
    double.mode = 'ok'
  })
  afterAll(() => double.close())
  const scan = (body: Readable, options = {}) => scanStream(address, body, { signal, ...options })

  it('finds what is in the middle of a stream, however it is cut', async () => {
    const bytes = Buffer.concat([Buffer.alloc(1_500_000, 1), Buffer.from(eicar), Buffer.alloc(900_000, 2)])
    for (const size of [7_001, 65_536, 2_400_068])
      expect(await scan(chunks(bytes, size))).toEqual({ state: 'infected', found: 'Eicar-Test-Signature' })
    expect(await scan(chunks(Buffer.alloc(2_000_000), 65_536))).toEqual({ state: 'clean' })
    expect(await scan(Readable.from([]))).toEqual({ state: 'clean' })
    expect(await pingClamd(address, 1_000)).toBe(true)
  })

  it('says so where the file is larger than the scanner takes, and closes the file', async () => {
    const body = chunks(Buffer.alloc(40 << 20), 65_536)
    expect(await scan(body)).toEqual({ state: 'too-large' })
    expect(body.destroyed).toBe(true)
  })

  it('takes silence, a broken line and a closed port for an absent scanner, never for a clean file', async () => {
    double.mode = 'silent'
    await expect(scan(Readable.from([Buffer.alloc(100)]), { silentMs: 200 })).rejects.toThrow(ScannerAway)
    expect(await pingClamd(address, 200)).toBe(false)
    double.mode = 'drops'
    await expect(scan(chunks(Buffer.alloc(2_000_000), 65_536))).rejects.toThrow(ScanBroken)
    const closed = await startClamdDouble()
    await closed.close()
    const gone = scanStream({ host: '127.0.0.1', port: closed.port }, Readable.from([Buffer.alloc(9)]), { signal })
    await expect(gone).rejects.toThrow(ScannerAway)
  })

  it('hands on the error of a file that cannot be read, and the reason of a stop', async () => {
    const torn = new Readable({ read() {} })
    const scanning = scan(torn)
    torn.push(Buffer.alloc(10))
    torn.destroy(new Error('the disk went away'))
    await expect(scanning).rejects.toThrow('the disk went away')
    const stop = new AbortController()
    const waiting = scan(new Readable({ read() {} }), { signal: stop.signal })
    stop.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
  })
})

describe('a hub with a scanner', () => {
  let hub: TestHub
  let double: ClamdDouble
  let editor: TestClient
  let admin: TestClient
  beforeAll(async () => {
    double = await startClamdDouble({ streamMaxLength: 2 << 20 })
    hub = await startTestHub({ worker: true, env: { CLAMD_URL: `tcp://127.0.0.1:${double.port}` } })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(async () => {
    await hub.close()
    await double.close()
  })
  const path = (asset: Asset) => `/api/v1/assets/${asset.id}`
  const read = async (asset: Asset) => (await editor.get<{ asset: Asset }>(path(asset))).body.asset
  const upload = async (file: Buffer, visibility: 'unit' | 'public' = 'unit') =>
    (await editor.upload(file, 'anh.jpg', { visibility })).body.asset
  const state = (asset: Asset) => expect.poll(async () => (await read(asset)).file, { timeout: 20_000 })
  const replace = async (asset: Asset, file: Buffer) => {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(file)]), 'moi.jpg')
    const { revision } = await read(asset)
    return editor.send('POST', `${path(asset)}/versions`, form, { 'if-match': `"r${revision}"` })
  }

  it('lets a clean file through, and scans the same bytes again for the next asset', async () => {
    const photo = await makeJpeg({ width: 500, height: 300 })
    const before = double.scanned()
    const first = await upload(photo)
    await state(first).toBe('ready')
    const second = await upload(photo)
    await state(second).toBe('ready')
    expect(double.scanned()).toBe(before + 2)
    expect((await editor.bytes(`${path(second)}/original`)).bytes).toEqual(photo)
  })

  it('puts an infected file in quarantine: nobody gets its bytes, its people are told why, the audit has it', async () => {
    const asset = await upload(await infected(501), 'public')
    await state(asset).toBe('failed')
    const now = await read(asset)
    expect(now.failure).toMatchObject({ code: 'infected' })
    expect(now.failure?.detail).toMatch(/mã độc/)
    expect(now.renditions).toEqual([])
    for (const by of [editor, admin]) {
      const refused = await by.get(`${path(asset)}/original`)
      expect([refused.status, refused.body.type]).toEqual([409, 'urn:media-hub:problem:quarantined'])
      expect((await by.get(`${path(asset)}/versions/1/original`)).status).toBe(409)
      expect((await by.get(`${path(asset)}/renditions/thumb`)).status).toBe(409)
      expect((await by.post(`${path(asset)}/uses`, { purpose: 'internal' })).status).toBe(409)
    }
    const entry = await hub.deps.db.auditEntry.findFirst({
      where: { act: 'scan.infected', subjectId: asset.id },
      include: { detail: true },
    })
    expect(entry?.detail?.after).toEqual({ version: 1, found: 'Eicar-Test-Signature' })
    const { asset: facts } = await hub.deps.db.assetVersion.findFirstOrThrow({
      where: { assetId: asset.id },
      include: { asset: true },
    })
    expect(facts.file).toBe('failed')
  })

  it('keeps it for the administrator, who lets go of the file and not of the asset', async () => {
    const asset = await upload(await makeJpeg({ width: 502, height: 300 }))
    await state(asset).toBe('ready')
    expect((await replace(asset, await infected(503))).status).toBe(201)
    await state(asset).toBe('failed')
    const listed = async () => (await admin.get<z.infer<typeof quarantineList>>('/api/v1/quarantine')).body.files
    const row = (await listed()).find(file => file.asset.id === asset.id)!
    expect(row).toMatchObject({
      version: 2,
      fileName: 'moi.jpg',
      found: 'Eicar-Test-Signature',
      uploadedBy: 'Biên tập',
    })
    expect((await editor.get('/api/v1/quarantine')).status).toBe(403)
    expect((await editor.delete(`/api/v1/quarantine/${row.id}`)).status).toBe(403)
    expect((await admin.delete(`/api/v1/quarantine/${row.id}`)).status).toBe(204)
    expect((await admin.delete(`/api/v1/quarantine/${row.id}`)).status).toBe(404)
    expect((await listed()).some(file => file.asset.id === asset.id)).toBe(false)
    const { versions } = (await editor.get<{ versions: AssetVersion[] }>(`${path(asset)}/versions`)).body
    expect(versions.map(({ number, file, restorable }) => [number, file === null, restorable])).toEqual([
      [2, true, false],
      [1, false, true],
    ])
    const { revision } = await read(asset)
    const restored = await editor.post(`${path(asset)}/versions/1/restore`, undefined, { 'if-match': `"r${revision}"` })
    expect(restored.status).toBe(201)
    await state(asset).toBe('ready')
  })

  it('holds back what the scanner cannot look at whole, and says whom to ask', async () => {
    const large = Buffer.concat([await makeJpeg({ width: 504, height: 300 }), Buffer.alloc(3 << 20)])
    const asset = await upload(large)
    await state(asset).toBe('failed')
    expect((await read(asset)).failure?.code).toBe('too-large-to-scan')
    expect((await editor.get(`${path(asset)}/original`)).status).toBe(409)
  })

  it('lets nothing pass while the scanner is away: files wait, a banner names it, and they go on when it is back', async () => {
    const { port } = double
    await double.close()
    const photo = await makeJpeg({ width: 505, height: 300 })
    const asset = await upload(photo)
    const missing = async () => (await admin.get<{ missingTools: string[] }>('/api/v1/jobs')).body.missingTools
    await expect.poll(missing, { timeout: 20_000 }).toContain('clamd')
    const job = async () =>
      (
        await hub.deps.db.$queryRaw<{ attempts: number; waits: boolean }[]>`
          select j.attempts::int, j.run_at > now() as waits from graphile_worker.jobs j
          join graphile_worker._private_jobs p using (id)
          where j.task_identifier = ${'scan.file' satisfies JobName} and p.payload ->> 'assetId' = ${asset.id}`
      )[0]
    await expect.poll(job, { timeout: 10_000 }).toEqual({ attempts: 0, waits: true })
    expect((await read(asset)).file).toBe('processing')
    const refused = await editor.get(`${path(asset)}/original`)
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:media-hub:problem:not-ready'])
    double = await startClamdDouble({ port })
    await hub.deps.db.$executeRaw`
      select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'scan.file'), run_at => now())`
    await state(asset).toBe('ready')
    await expect.poll(missing, { timeout: 20_000 }).not.toContain('clamd')
    expect((await editor.bytes(`${path(asset)}/original`)).bytes).toEqual(photo)
  })

  it('holds back at the last try what breaks the line each time', async () => {
    const asset = await upload(await makeJpeg({ width: 511, height: 300 }))
    await state(asset).toBe('ready')
    const { id: versionId } = await hub.deps.db.assetVersion.findFirstOrThrow({ where: { assetId: asset.id } })
    await hub.deps.db.assetVersion.update({ where: { id: versionId }, data: { scan: 'waiting' } })
    await hub.deps.db.asset.update({ where: { id: asset.id }, data: { file: 'processing' } })
    double.mode = 'drops'
    try {
      const scan = (lastAttempt: boolean) =>
        scanFile({ assetId: asset.id, versionId }, { ...hub.deps, signal, lastAttempt })
      await expect(scan(false)).rejects.toThrow(ScanBroken)
      expect((await read(asset)).file).toBe('processing')
      await scan(true)
    } finally {
      double.mode = 'ok'
    }
    expect((await read(asset)).failure?.code).toBe('too-large-to-scan')
    expect((await editor.get(`${path(asset)}/original`)).status).toBe(409)
  })

  it('does nothing for a version that was scanned before, and waits where this worker knows no scanner', async () => {
    const asset = await upload(await makeJpeg({ width: 506, height: 300 }))
    await state(asset).toBe('ready')
    const { id: versionId } = await hub.deps.db.assetVersion.findFirstOrThrow({ where: { assetId: asset.id } })
    const before = double.scanned()
    await scanFile({ assetId: asset.id, versionId }, { ...hub.deps, signal, lastAttempt: false })
    expect(double.scanned()).toBe(before)
    await hub.deps.db.assetVersion.update({ where: { id: versionId }, data: { scan: 'waiting' } })
    const blind = { ...hub.deps, config: { ...hub.deps.config, clamd: null }, signal, lastAttempt: false }
    await expect(scanFile({ assetId: asset.id, versionId }, blind)).rejects.toThrow(ScannerAway)
  })
})

const clamd = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/usr/bin/clamd'].find(isExecutable)
describe.skipIf(!clamd)('Debian’s clamav-daemon', () => {
  let folder: string
  let daemon: ChildProcess
  let address: ClamdAddress
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clamd-test-'))
    await chmod(folder, 0o755)
    address = { path: join(folder, 'clamd.sock') }
    // One signature of our own, anywhere in a file: nothing has to be downloaded.
    const signature = `Eicar-Test-Signature:0:*:${Buffer.from(eicar).toString('hex')}\n`
    await writeFile(join(folder, 'test.ndb'), signature)
    const settings = [
      'Foreground yes',
      `DatabaseDirectory ${folder}`,
      `LocalSocket ${address.path}`,
      'StreamMaxLength 3M',
      'MaxFileSize 2M',
      'AlertExceedsMax yes',
    ]
    await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`)
    daemon = spawn(clamd!, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' })
    const answers = async () => expect(await pingClamd(address, 1_000)).toBe(true)
    await vi.waitFor(answers, { timeout: 60_000, interval: 200 })
  }, 90_000)
  afterAll(async () => {
    const ended = new Promise(resolve => daemon.once('exit', resolve))
    daemon.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  // A real daemon's sentence may be lost in its reset: then the file is shown again, as the queue does.
  const scan = async (bytes: Buffer, triesLeft = 5): Promise<Verdict> => {
    try {
      return await scanStream(address, chunks(bytes, 65_536), { signal })
    } catch (error) {
      if (error instanceof ScanBroken && triesLeft > 1) return scan(bytes, triesLeft - 1)
      throw error
    }
  }

  it('finds EICAR, alone and behind a picture, and lets a picture pass', async () => {
    const found = { state: 'infected', found: 'Eicar-Test-Signature.UNOFFICIAL' }
    expect(await scan(Buffer.from(eicar))).toEqual(found)
    expect(await scan(await infected(507))).toEqual(found)
    expect(await scan(await makeJpeg({ width: 508, height: 300 }))).toEqual({ state: 'clean' })
  })

  it('says what was too large for its stream, and what was too large for the scan', async () => {
    const photo = await makeJpeg({ width: 509, height: 300 })
    expect(await scan(Buffer.concat([photo, Buffer.alloc(20 << 20)]))).toEqual({ state: 'too-large' })
    expect(await scan(Buffer.concat([photo, Buffer.alloc(2_500_000)]))).toEqual({ state: 'too-large' })
  })

  it('quarantines an upload of the hub', async () => {
    const hub = await startTestHub({ worker: true, env: { CLAMD_URL: `unix:${(address as { path: string }).path}` } })
    try {
      const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
      const { asset } = (await editor.upload(await infected(510), 'anh.jpg')).body
      const failure = async () =>
        (await editor.get<{ asset: Asset }>(`/api/v1/assets/${asset.id}`)).body.asset.failure?.code
      await expect.poll(failure, { timeout: 30_000 }).toBe('infected')
      expect((await editor.get(`/api/v1/assets/${asset.id}/original`)).status).toBe(409)
    } finally {
      await hub.close()
    }
  })
})

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
