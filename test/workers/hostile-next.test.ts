import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { makeMatroska } from '../support/hostile-media.ts'
import { makeJpeg, makePdf, makePixelBomb } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const soonMs = 5_000

/** The same file with bytes behind it that its format does not look at: each is an object of its own. */
const again = (bytes: Buffer) => Buffer.concat([bytes, randomBytes(8)])

// A worker as it runs: the queue, its places, its decoders.
describe('behind hostile files', { timeout: 240_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(() => hub.close())

  const upload = async (bytes: Buffer, name: string) => {
    const { body, status } = await editor.upload(bytes, name, { title: name, visibility: 'unit' })
    expect(status).toBe(201)
    return body.asset.id
  }
  const read = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  /** When the worker took the job for an asset's file, by the database's clock; null while it waits. */
  const takenAt = async (id: string): Promise<number | null> => {
    const rows = await hub.deps.db.$queryRaw<{ at: Date }[]>`
      select locked_at as at from graphile_worker._private_jobs
      where payload ->> 'assetId' = ${id} and key like 'rendition:%' and locked_at is not null`
    return rows[0]?.at.getTime() ?? null
  }

  const cases: [what: string, name: string, bomb: () => Promise<Buffer>, good: () => Promise<Buffer>][] = [
    ['pictures', 'anh.png', makePixelBomb, () => makeJpeg({ width: 4000, height: 3000 })],
    ['films', 'phim.mkv', async () => makeMatroska(1000), () => makeJpeg({ width: 4100, height: 3000 })],
    ['documents', 'van-ban.pdf', async () => Buffer.from('%PDF-1.7\nbroken\n%%EOF'), () => makePdf(['Trang'])],
  ]
  it.each(cases)('of %s that fail, the next job begins within five seconds', async (_what, name, bomb, good) => {
    const bytes = await bomb()
    const bad = await Promise.all(Array.from({ length: 4 }, (_, at) => upload(again(bytes), `${at}-${name}`)))
    const next = await upload(await good(), `tot-${name}`)
    let begun: number | null = null
    while (begun === null && (await read(next)).file === 'processing') {
      begun = await takenAt(next)
      await wait(5)
    }
    await hub.idle()
    expect((await read(next)).file).toBe('ready')
    const ended = await Promise.all(bad.map(async id => await read(id)))
    expect(ended.map(({ file, failure }) => [file, failure !== null])).toEqual(bad.map(() => ['failed', true]))
    // The last that had failed when this one began, if any had; the database and this test share one clock.
    const before = ended
      .map(({ updatedAt }) => new Date(updatedAt).getTime())
      .filter(at => begun === null || at <= begun)
    if (begun !== null && before.length > 0) expect(begun - Math.max(...before)).toBeLessThan(soonMs)
    expect(begun).not.toBeNull()
  })
})
