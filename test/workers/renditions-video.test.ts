import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { makeVideoRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { makeMp4, makePlaylist } from '../support/media.ts'
import { type MediaAsset, putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

const run = promisify(execFile)
let database: TestDatabase
let folder: string
let context: RenditionContext

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'renditions-video-test-'))
  const log = createLog('silent', 'test')
  const store = await openFilesystemStore(join(folder, 'store'))
  context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const video = (bytes: Buffer) => putMediaAsset(context, bytes, { kind: 'video', contentType: 'video/mp4' })
const assetOf = ({ assetId }: MediaAsset) => context.db.asset.findUniqueOrThrow({ where: { id: assetId } })
const objectOf = ({ objectId }: MediaAsset) => context.db.storedObject.findUniqueOrThrow({ where: { id: objectId } })

async function film(name: string, spec: Parameters<typeof makeMp4>[1]): Promise<Buffer> {
  const file = join(folder, name)
  await makeMp4(file, spec)
  return readFile(file)
}

async function fetchRendition({ objectId }: MediaAsset, name: string) {
  const row = await context.db.rendition.findFirstOrThrow({ where: { objectId, name } })
  const bytes = await buffer(await context.store.get(row.key))
  const file = join(folder, `${objectId}-${name}`)
  await writeFile(file, bytes)
  return { ...row, bytes, file }
}

async function probe(file: string) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file])
  return JSON.parse(stdout) as {
    streams: Record<string, string>[]
    format: { duration: string; tags?: Record<string, string> }
  }
}

describe('videos', () => {
  it('makes a 720p MP4 that starts before it is whole, with sound, and without the place in its metadata', async () => {
    const asset = await video(await film('hd.mp4', { seconds: 1, width: 1920, height: 1080, rate: 10 }))
    await makeVideoRendition(asset, context)

    const proxy = await fetchRendition(asset, 'video')
    expect(proxy).toMatchObject({ width: 1280, height: 720, contentType: 'video/mp4' })
    expect(Math.abs(proxy.durationMs! - 1000)).toBeLessThan(150)
    const { streams, format } = await probe(proxy.file)
    expect(streams.map(stream => stream.codec_name)).toEqual(['h264', 'aac'])
    expect(streams[0]).toMatchObject({ profile: 'Main', pix_fmt: 'yuv420p', width: 1280, height: 720 })
    expect(format.tags).not.toHaveProperty('location')
    // Faststart: the index (moov) stands before the pictures (mdat).
    expect(proxy.bytes.indexOf('moov')).toBeLessThan(proxy.bytes.indexOf('mdat'))
    expect(await assetOf(asset)).toMatchObject({ file: 'ready', progress: 100 })
    const object = await objectOf(asset)
    expect(object).toMatchObject({ width: 1920, height: 1080 })
    expect(Math.abs(object.durationMs! - 1000)).toBeLessThan(150)
    expect(object.thumbhash).not.toBeNull()
  }, 60_000)

  it('makes a poster of a frame with a picture on it, and two smaller ones', async () => {
    const asset = await video(await film('small.mp4', { seconds: 2, width: 640, height: 360, sound: false }))
    await makeVideoRendition(asset, context)
    const poster = await fetchRendition(asset, 'poster')
    expect([poster.width, poster.height]).toEqual([640, 360])
    const { channels } = await sharp(poster.bytes).stats()
    expect(Math.max(...channels.map(channel => channel.stdev))).toBeGreaterThan(20)
    expect((await fetchRendition(asset, 'thumb')).width).toBe(256)
    // Never above the source; silence stays silence.
    expect(await fetchRendition(asset, 'video')).toMatchObject({ width: 640, height: 360 })
    expect((await probe((await fetchRendition(asset, 'video')).file)).streams).toHaveLength(1)
  })

  it('shows its progress going up while it runs', async () => {
    const asset = await video(await film('long.mp4', { seconds: 10, width: 854, height: 480, sound: false }))
    const seen: number[] = []
    let running = true
    const watching = (async () => {
      while (running) seen.push((await assetOf(asset)).progress)
    })()
    await makeVideoRendition(asset, context)
    running = false
    await watching
    const steps = [...new Set(seen)]
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(steps.filter(step => step > 0 && step < 100).length).toBeGreaterThanOrEqual(2)
    expect((await assetOf(asset)).progress).toBe(100)
  }, 120_000)

  it('stops ffmpeg with all it started when the job is cancelled', async () => {
    const asset = await video(await film('cancelled.mp4', { seconds: 12, width: 1920, height: 1080, sound: false }))
    const cancel = new AbortController()
    const job = makeVideoRendition(asset, { ...context, signal: cancel.signal })
    const ended = expect(job).rejects.toThrow('draining')
    await expect.poll(async () => (await assetOf(asset)).progress, { timeout: 20_000 }).toBeGreaterThan(0)
    cancel.abort(new Error('draining'))
    await ended
    expect((await assetOf(asset)).file).toBe('processing')
    const ours = `hub-work-${process.pid}-`
    const running = async () => (await run('ps', ['-eo', 'args'])).stdout.split('\n').filter(row => row.includes(ours))
    await expect.poll(running).toEqual([])
  }, 60_000)
})

describe('videos at fault', () => {
  it('reads no local file for a playlist dressed as .mp4', async () => {
    const secret = join(folder, 'secret.mp4')
    await makeMp4(secret, { seconds: 1, width: 320, height: 240 })
    const asset = await video(makePlaylist(secret))
    await makeVideoRendition(asset, context)
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
    expect(await context.db.rendition.count({ where: { objectId: asset.objectId } })).toBe(0)
  })

  it('ends a torn video as failed', async () => {
    const whole = await film('torn.mp4', { seconds: 2, width: 640, height: 360 })
    const asset = await video(whole.subarray(0, Math.floor(whole.length / 2)))
    await makeVideoRendition(asset, context)
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
  })
})
