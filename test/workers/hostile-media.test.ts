import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { closeImagePool } from '#workers/renditions/image/image-pool'
import { makeImageRendition, makeVideoRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { embed } from '../support/embed.ts'
import * as hostile from '../support/hostile-media.ts'
import { makeJpeg, makeMp4, makePixelBomb, makePng, makeWebp } from '../support/media.ts'
import { putMediaAsset } from '../support/media-asset.ts'
import { makeBmp, makeGif, makePsd, makeSvg, makeTwoPageTiff } from '../support/more-media.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'
import { watchRss } from '../support/tree-memory.ts'

// What a worker may hold with all its decoders, and what of that it holds itself.
const workerBytes = 1024 ** 3
const ownBytes = 200 * 1024 ** 2
const magenta = '#ff00ff'

let database: TestDatabase
let folder: string
let context: RenditionContext
let canary: ReturnType<typeof createServer>
let address: string
let callers = 0
let film: Buffer
/** A film and a picture of this machine that nobody uploaded: all magenta. */
let secretFilm: string
let secretPicture: string

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hostile-media-test-'))
  const store = await openFilesystemStore(join(folder, 'store'))
  const log = createLog('silent', 'test')
  context = { db: database.db, store, log, lastAttempt: true, signal: new AbortController().signal }
  canary = createServer((_req, res) => res.end())
  canary.on('connection', () => {
    callers += 1
  })
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`
  await makeMp4(join(folder, 'film.mp4'), { seconds: 1, width: 160, height: 90, sound: false })
  film = await readFile(join(folder, 'film.mp4'))
  secretFilm = join(folder, 'secret.mp4')
  await writeFile(secretFilm, film, { mode: 0o644 })
  secretPicture = join(folder, 'secret.png')
  const picture = sharp({ create: { width: 400, height: 400, channels: 3, background: magenta } })
  await writeFile(secretPicture, await picture.png().toBuffer(), { mode: 0o644 })
})
afterAll(async () => {
  await closeImagePool()
  canary.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

type Outcome = { file: string; failure: string | null; names: string[]; pictures: Buffer[] }

/** Makes what the worker would make, within what it may hold, and then a photo by the same decoders. */
async function treat(bytes: Buffer, kind: 'image' | 'video', contentType: string): Promise<Outcome> {
  const asset = await putMediaAsset(context, bytes, { kind, contentType })
  const memory = watchRss()
  await (kind === 'image' ? makeImageRendition : makeVideoRendition)(asset, context)
  expect(memory.end() + ownBytes).toBeLessThan(workerBytes)
  const { file, failure } = await context.db.asset.findUniqueOrThrow({ where: { id: asset.assetId } })
  const rows = await context.db.rendition.findMany({ where: { objectId: asset.objectId }, orderBy: { name: 'asc' } })
  const pictures = await Promise.all(rows.map(async ({ key }) => buffer(await context.store.get(key))))
  return { file, failure, names: rows.map(({ name }) => name), pictures }
}

const stillWorks = async () => {
  const bytes = await makeJpeg({ width: 300 + Math.floor(Math.random() * 1e4), height: 20 })
  expect((await treat(bytes, 'image', 'image/jpeg')).file).toBe('ready')
}

describe('a playlist dressed as a film', () => {
  const types = { mp4: 'video/mp4', mov: 'video/quicktime', mkv: 'video/x-matroska' }
  for (const [ending, contentType] of Object.entries(types)) {
    it(`as .${ending} fetches nothing, reads nothing of this machine and fails with a reason`, async () => {
      for (const [name, bytes] of Object.entries(hostile.makePlaylists(address, secretFilm))) {
        // A type more makes other bytes of it: each is an object of its own.
        const outcome = await treat(Buffer.concat([bytes, Buffer.from(`\n#${ending}\n`)]), 'video', contentType)
        expect(outcome, name).toMatchObject({ file: 'failed', failure: 'file-corrupt', names: [] })
      }
      expect(callers).toBe(0)
    }, 120_000)
  }
})

describe('a hostile film', () => {
  // What of it lies in the film itself may be shown; ffmpeg follows no reference out of it.
  const films: Record<string, [() => Buffer, string, Partial<Outcome>]> = {
    'data that lie elsewhere': [() => hostile.withExternalData(film, address), 'video/mp4', { file: 'ready' }],
    'data that lie in a file of this machine': [
      () => hostile.withExternalData(film, `file://${secretFilm}`),
      'video/mp4',
      { file: 'ready' },
    ],
    '1,000 streams': [() => hostile.makeMatroska(1000), 'video/x-matroska', { file: 'failed' }],
    'a length of 10^9 seconds': [
      () => hostile.withEndlessDuration(film),
      'video/mp4',
      { file: 'failed', failure: 'took-too-long' },
    ],
    'its end missing': [() => film.subarray(0, film.length * 0.6), 'video/mp4', { file: 'failed' }],
  }
  for (const [name, [make, contentType, expected]] of Object.entries(films)) {
    it(`of ${name} ends as ${expected.file}, and the next file is made`, async () => {
      expect(await treat(make(), 'video', contentType)).toMatchObject(expected)
      expect(callers).toBe(0)
      await stillWorks()
    }, 120_000)
  }
})

describe('a hostile picture', () => {
  const small = () => makeJpeg({ width: 64, height: 64 })
  const tiff = () =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } })
      .tiff({ compression: 'none' })
      .toBuffer()
  const avif = () =>
    sharp({ create: { width: 64, height: 64, channels: 3, background: '#123' } })
      .avif({ effort: 0 })
      .toBuffer()
  const bombs: Record<string, [() => Promise<Buffer>, string]> = {
    'PNG of 50,000 x 50,000': [makePixelBomb, 'image/png'],
    'JPEG of 65,500 x 65,500': [async () => hostile.withJpegSize(await small(), 65_500), 'image/jpeg'],
    'TIFF of 60,000 x 60,000': [async () => hostile.withTiffSize(await tiff(), 60_000), 'image/tiff'],
    'WebP of 16,383 x 16,383': [async () => hostile.withLargestWebp(await makeWebp(64, 64)), 'image/webp'],
    'AVIF of 60,000 x 60,000': [async () => hostile.withAvifSize(await avif(), 60_000), 'image/avif'],
  }
  for (const [name, [make, contentType]] of Object.entries(bombs)) {
    it(`that says it is a ${name} fails with a reason, and the next is made`, async () => {
      const outcome = await treat(await make(), 'image', contentType)
      expect(outcome).toMatchObject({ file: 'failed', names: [] })
      expect(['file-too-large', 'file-corrupt']).toContain(outcome.failure)
      await stillWorks()
    }, 120_000)
  }

  it('of 10,000 frames gives its first 300', async () => {
    const { file, names, pictures } = await treat(hostile.makeManyFrames(10_000), 'image', 'image/gif')
    expect({ file, names }).toEqual({ file: 'ready', names: ['animation', 'preview', 'thumb', 'web'] })
    expect((await sharp(pictures[0]!).metadata()).pages).toBe(300)
  }, 120_000)

  it('that names others, by image, by XInclude and by style, shows none of them and calls nobody', async () => {
    const outside = [`file://${secretPicture}`, secretPicture, `${address}/a.png`]
    const images = outside
      .map(href => `<image xlink:href="${href}" href="${href}" width="100%" height="100%"/>`)
      .join('')
    const include = outside.map(
      href => `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${href}" parse="text"/>`,
    )
    const style = `<style>@import url("${address}/a.css"); rect { fill: url("${address}/b.svg#c") }</style>`
    const outcome = await treat(makeSvg(`${style}${images}${include.join('')}`), 'image', 'image/svg+xml')
    expect(callers).toBe(0)
    for (const picture of outcome.pictures) {
      const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
      for (let at = 0; at < data.length; at += info.channels)
        if (data[at]! > 200 && data[at + 1]! < 60 && data[at + 2]! > 200)
          throw new Error('a file of this machine shows')
    }
    expect(outcome.file).toBe('ready')
  }, 120_000)

  it('whose text names a file of this machine carries nothing of it', async () => {
    const secret = join(folder, 'secret.txt')
    await writeFile(secret, 'mat-khau-cua-may', { mode: 0o644 })
    for (const keyword of ['profile', 'Raw profile type exif']) {
      const outcome = await treat(hostile.withPngText(await makePng(90), keyword, secret), 'image', 'image/png')
      expect(outcome.file).toBe('ready')
      const hex = Buffer.from('mat-khau-cua-may').toString('hex')
      for (const picture of outcome.pictures)
        for (const word of ['mat-khau-cua-may', hex, secret]) expect(picture.includes(word)).toBe(false)
    }
  }, 120_000)

  it('whose EXIF, IPTC and XMP hold markup gives renditions without any of it', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    const places = ['IFD0:ImageDescription', 'IFD0:Artist', 'IPTC:Caption-Abstract', 'XMP-dc:Title', 'Comment']
    const said = Object.fromEntries(places.map(place => [place, evil]))
    const bytes = await embed(await makeJpeg({ width: 640, height: 480 }), 'jpg', said)
    expect(bytes.toString('latin1').split('<script>').length).toBeGreaterThan(3)
    const { file, names, pictures } = await treat(bytes, 'image', 'image/jpeg')
    expect({ file, names }).toEqual({ file: 'ready', names: ['preview', 'thumb', 'web'] })
    for (const picture of pictures) expect(picture.toString('latin1')).not.toMatch(/script|onerror|alert/)
  }, 120_000)

  it('of which only a part came fails with a reason, whatever its format', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
    const rich = sharp({ create: { width: 300, height: 300, channels: 3, noise, background: '#000' } })
    const wholes: [string, Buffer][] = [
      ['image/jpeg', await rich.clone().jpeg().toBuffer()],
      ['image/png', await rich.clone().png().toBuffer()],
      ['image/webp', await rich.clone().webp().toBuffer()],
      ['image/avif', await rich.clone().avif({ effort: 0 }).toBuffer()],
      ['image/tiff', await makeTwoPageTiff(200, 200)],
      ['image/gif', await makeGif(64, ['#f00', '#00f'])],
      ['image/bmp', await makeBmp(64, 64, '#f00')],
      ['image/vnd.adobe.photoshop', await makePsd(64, 64, '#f00')],
    ]
    for (const [contentType, whole] of wholes) {
      const { file, failure } = await treat(whole.subarray(0, Math.floor(whole.length * 0.3)), 'image', contentType)
      expect([contentType, file, failure]).toEqual([contentType, 'failed', 'file-corrupt'])
    }
    await stillWorks()
  }, 240_000)
})
