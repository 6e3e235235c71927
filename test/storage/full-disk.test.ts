import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { tusClient } from '../support/tus-client.ts'

const dir = await mkdtemp(join(tmpdir(), 'full-disk-'))
function mountTiny(): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', dir], { stdio: 'pipe' })
    return null
  } catch (error) {
    return `cannot mount a tmpfs here: ${String(error).split('\n')[0]}`
  }
}
const reason = mountTiny()
if (reason) console.warn(`the hub on a full disk is skipped: ${reason}`)

describe.skipIf(reason !== null)(`a hub whose disk fills${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let hub: TestHub
  let editor: TestClient
  const dataDir = join(dir, 'data')
  beforeAll(async () => {
    await mkdir(dataDir)
    hub = await startTestHub({ worker: true, env: { HUB_DATA_DIR: dataDir, HUB_MIN_FREE_BYTES: '16000000' } })
    editor = await hub.person('editor', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(async () => {
    await hub?.close()
    execFileSync('umount', [dir])
    await rm(dir, { recursive: true, force: true })
  })
  const assets = () => hub.deps.db.asset.count()
  const files = () => readdir(join(dataDir, 'store', 'tmp'))

  it('answers 507, keeps nothing, still makes renditions and answers readers, and heals without a restart', async () => {
    const photo = await makeJpeg({ width: 800, height: 600 })
    const first = await editor.upload(photo, 'anh.jpg', { visibility: 'unit' })
    expect(first.status).toBe(201)
    await hub.idle()
    const ballast = join(dataDir, 'ballast')
    await writeFile(ballast, randomBytes(40_000_000))
    const refused = await editor.upload(await makeJpeg({ width: 810, height: 600 }), 'anh.jpg', { visibility: 'unit' })
    expect(refused).toMatchObject({ status: 507, body: { type: 'urn:media-hub:problem:store-full' } })
    expect(await assets()).toBe(1)
    expect(await files()).toEqual([])
    // What came before the floor was reached is still made usable.
    await hub.deps.db.rendition.deleteMany({})
    for await (const { key } of hub.deps.store.list('derived/')) await hub.deps.store.delete(key)
    const { id: versionId, assetId } = await hub.deps.db.assetVersion.findFirstOrThrow()
    await hub.deps.db.$executeRaw`
      select graphile_worker.add_job('rendition.image', ${JSON.stringify({ assetId, versionId })}::json)`
    await hub.idle()
    expect(await hub.deps.db.rendition.count()).toBe(3)
    expect((await editor.bytes(`/api/v1/assets/${assetId}/original`)).bytes.equals(photo)).toBe(true)
    await rm(ballast)
    const again = await editor.upload(await makeJpeg({ width: 810, height: 600 }), 'anh.jpg', { visibility: 'unit' })
    expect(again.status).toBe(201)
  })

  it('refuses a resumable upload with 507 at its beginning or in its middle, keeps what had come, and goes on from there', async () => {
    const tus = tusClient(editor)
    const ballast = join(dataDir, 'ballast')
    const bytes = Buffer.concat([await makeJpeg({ width: 820, height: 600 }), randomBytes(5_000_000)])
    const path = await tus.create({ size: bytes.length, filename: 'anh.jpg' })
    expect((await tus.patch(path, 0, bytes.subarray(0, 500_000))).status).toBe(204)
    await writeFile(ballast, randomBytes(40_000_000))
    const full = { status: 507, body: { type: 'urn:media-hub:problem:store-full' } }
    expect(await tus.begin({ size: bytes.length, filename: 'b.jpg' })).toMatchObject(full)
    expect(await tus.patch(path, 500_000, bytes.subarray(500_000))).toMatchObject(full)
    await rm(ballast)
    const offset = await tus.offset(path)
    expect(offset).toBeGreaterThanOrEqual(500_000)
    expect((await tus.patch(path, offset, bytes.subarray(offset))).status).toBe(204)
    await expect.poll(async () => (await tus.read(path)).state, { timeout: 20_000 }).toBe('done')
    const { assetId } = await tus.read(path)
    expect((await editor.bytes(`/api/v1/assets/${assetId}/original`)).bytes.equals(bytes)).toBe(true)
    await expect.poll(() => readdir(join(dataDir, 'staging'))).toEqual([])
  })
})
