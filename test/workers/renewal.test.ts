import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { profiles, type RenderedKind } from '#server/renditions/profiles'
import { renewRenditions } from '#server/renditions/renew-renditions'
import { startWorker } from '#workers/start-worker'
import { makeJpeg, makeMp4, makePdf } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let folder: string
let editor: TestClient
beforeAll(async () => {
  hub = await startTestHub()
  folder = await mkdtemp(join(tmpdir(), 'renewal-test-'))
  editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
})
afterAll(async () => {
  await hub.close()
  await rm(folder, { recursive: true, force: true })
})

const samples: Partial<Record<RenderedKind, () => Promise<[Buffer, string]>>> = {
  image: async () => [await makeJpeg({ width: 300, height: 200 }), 'anh.jpg'],
  document: async () => [await makePdf(['Trang một']), 'van-ban.pdf'],
  video: async () => {
    const file = join(folder, 'phim.mp4')
    await makeMp4(file, { seconds: 1, width: 160, height: 90, sound: false })
    return [await readFile(file), 'phim.mp4']
  },
}
async function work(): Promise<void> {
  const worker = await startWorker(hub.deps)
  await hub.idle().finally(() => worker.stop())
}
const madeFor = (objectId: string) => hub.deps.db.rendition.findMany({ where: { objectId } })

for (const [kind, sample] of Object.entries(samples) as [RenderedKind, () => Promise<[Buffer, string]>][]) {
  it(`a raised recipe of ${kind} is made in the background, once, while what was made before serves`, async () => {
    const { db } = hub.deps
    const [bytes, name] = await sample()
    const { id } = (await editor.upload(bytes, name)).body.asset
    await work()
    const { objectId } = await db.assetVersion.findFirstOrThrow({ where: { assetId: id } })
    const before = await madeFor(objectId!)
    const recipe: number = profiles[kind].recipe + 1
    Object.assign(profiles[kind], { recipe })
    expect(await renewRenditions(db)).toBe(1)
    expect(await renewRenditions(db)).toBe(0)
    const shown = async () => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
    expect((await shown()).file).toBe('ready')
    expect((await editor.bytes(`/api/v1/assets/${id}/renditions/thumb`)).status).toBe(200)

    await work()
    expect((await shown()).file).toBe('ready')
    const after = (await madeFor(objectId!)).filter(row => row.recipe === recipe)
    expect(after.map(row => row.name).sort()).toEqual(before.map(row => row.name).sort())
    expect(new Set(after.map(row => row.name)).size).toBe(after.length)
    expect(await renewRenditions(db)).toBe(0)
  }, 120_000)
}
