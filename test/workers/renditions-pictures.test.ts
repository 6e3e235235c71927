import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatOf } from '#contracts/file-format'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import type { ObjectStore } from '#server/storage/object-store'
import { accept } from '#server/uploads/accept'
import { makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { makeJpeg, makePng } from '../support/media.ts'
import { putMediaAsset } from '../support/media-asset.ts'
import { makeBmp, makeDng, makeGif, makePsd, makeSvg, makeTwoPageTiff } from '../support/more-media.ts'
import { asApng, hasHeifEncoder, makeHeic, makeRaw, rawTypes } from '../support/raw-media.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

type Case = { name: string; type: string; bytes: () => Promise<Buffer>; width: number; height: number; colour: string }
const cases: Case[] = [
  {
    name: 'animated GIF',
    type: 'image/gif',
    bytes: () => makeGif(80, ['#ff0000', '#00ff00', '#0000ff']),
    width: 80,
    height: 80,
    colour: '#ff0000',
  },
  {
    name: 'TIFF of two pages',
    type: 'image/tiff',
    bytes: () => makeTwoPageTiff(90, 60),
    width: 90,
    height: 60,
    colour: '#ff0000',
  },
  {
    name: 'AVIF',
    type: 'image/avif',
    bytes: async () =>
      sharp(await makePng(96))
        .flatten({ background: '#f00' })
        .avif({ quality: 90 })
        .toBuffer(),
    width: 96,
    height: 96,
    colour: '#ff0000',
  },
  {
    name: 'BMP',
    type: 'image/bmp',
    bytes: () => makeBmp(120, 50, '#0000ff'),
    width: 120,
    height: 50,
    colour: '#0000ff',
  },
  {
    name: 'PSD',
    type: 'image/vnd.adobe.photoshop',
    bytes: () => makePsd(110, 70, '#00ff00'),
    width: 110,
    height: 70,
    colour: '#00ff00',
  },
  {
    name: 'SVG, drawn large',
    type: 'image/svg+xml',
    bytes: async () => makeSvg(),
    width: 2048,
    height: 1365,
    colour: '#00aa00',
  },
  {
    name: 'DNG by its preview, held upright',
    type: 'image/x-adobe-dng',
    bytes: async () => makeDng(await makeJpeg({ width: 640, height: 480 }).then(plainJpeg), 6),
    width: 480,
    height: 640,
    colour: '#0000ff',
  },
]

const flat = (background: string, width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background } })
const same = (name: string, type: string, bytes: () => Promise<Buffer>): Case => ({
  ...{ name, type, bytes, width: 96, height: 64, colour: '#ff0000' },
})
const red = () => flat('#ff0000', 96, 64)
cases.push(
  same('JPEG', 'image/jpeg', () => red().jpeg({ quality: 95 }).toBuffer()),
  same('PNG', 'image/png', () => red().png().toBuffer()),
  same('animated PNG, its first picture', 'image/apng', async () => asApng(await red().png().toBuffer())),
  same('WebP', 'image/webp', () => red().webp({ quality: 95 }).toBuffer()),
  ...rawTypes.map(([type, turned]): Case => {
    const preview = () => flat('#0000ff', 640, 480).jpeg({ quality: 95 }).toBuffer()
    const [width, height] = turned ? [480, 640] : [640, 480]
    const name = `${formatOf(type)!.extension.toUpperCase()} by its preview${turned ? ', held upright' : ''}`
    return { name, type, bytes: async () => makeRaw(type, await preview()), width, height, colour: '#0000ff' }
  }),
)

if (hasHeifEncoder)
  cases.push(
    same('HEIC', 'image/heic', async () => makeHeic(await red().png().toBuffer())),
    same('HEIF', 'image/heif', async () => makeHeic(await red().png().toBuffer(), 'mif1')),
  )

/** Without EXIF of its own, as cameras often leave their previews. */
const plainJpeg = (jpeg: Buffer) => sharp(jpeg).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()

describe('pictures of every kind', () => {
  let database: TestDatabase
  let folder: string
  let store: ObjectStore
  let context: RenditionContext

  beforeAll(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'renditions-pictures-test-'))
    store = await openFilesystemStore(folder)
    const log = createLog('silent', 'test')
    context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function make(bytes: Buffer, contentType: string) {
    const asset = await putMediaAsset(context, bytes, { kind: 'image', contentType })
    await makeImageRendition(asset, context)
    const row = await context.db.asset.findUniqueOrThrow({
      where: { id: asset.assetId },
      include: { versions: { include: { object: { include: { renditions: true } } } } },
    })
    return { row, object: row.versions[0]!.object!, objectId: asset.objectId }
  }
  const read = async (key: string) => Buffer.from(await text((await store.get(key)).setEncoding('latin1')), 'latin1')

  it.each(cases)(
    'knows $name by its first bytes and makes its sizes',
    async ({ type, bytes, width, height, colour }) => {
      const file = await bytes()
      expect(await accept(file.subarray(0, 4100))).toEqual({ kind: 'image', contentType: type })
      const { row, object } = await make(file, type)
      expect(row).toMatchObject({ file: 'ready', failure: null })
      expect(object).toMatchObject({ width, height })
      const preview = object.renditions.find(rendition => rendition.name === 'preview')!
      const still = sharp(await read(preview.key))
      const meta = await still.metadata()
      expect(Math.max(meta.width, meta.height)).toBe(Math.min(1024, Math.max(width, height)))
      expect(meta.exif).toBeUndefined()
      const [red, green, blue] = await still.extract({ left: 3, top: 3, width: 1, height: 1 }).raw().toBuffer()
      const want = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
      for (const [at, value] of [red!, green!, blue!].entries()) expect(Math.abs(value - want[at]!)).toBeLessThan(24)
    },
  )

  if (!hasHeifEncoder) it.skip('knows HEIC and HEIF (skipped: heif-enc has no HEVC encoder on this machine)', () => {})

  it('keeps an animated GIF moving, as WebP', async () => {
    const { object } = await make(await makeGif(64, ['#ff0000', '#00ff00', '#0000ff', '#ffffff']), 'image/gif')
    const animation = object.renditions.find(rendition => rendition.name === 'animation')!
    expect(animation).toMatchObject({ contentType: 'image/webp', width: 64, height: 64 })
    expect(await sharp(await read(animation.key)).metadata()).toMatchObject({ format: 'webp', pages: 4 })
  })

  it('says which colours a picture has, the largest first', async () => {
    const { object } = await make(await makeJpeg({ width: 400, height: 300 }), 'image/jpeg')
    expect(object.colours).toHaveLength(4)
    const { object: flag } = await make(await makePsd(90, 90, '#da251d'), 'image/vnd.adobe.photoshop')
    expect(flag.colours).toEqual([expect.stringMatching(/^#d[89abc]2[4-6]1[b-f]$/)])
  })

  it('shows nothing of what a drawing names outside itself', async () => {
    const outside = `<image xlink:href="file:///etc/passwd" width="60" height="40"/><image xlink:href="http://127.0.0.1:9/x.png" width="60" height="40"/>
      <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>`
    const { row, object } = await make(makeSvg(outside), 'image/svg+xml')
    expect(row.file).toBe('ready')
    expect(object.colours).toHaveLength(1)
  })

  it('ends a drawing that feeds on itself as failed', async () => {
    const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')
    const bomb = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "lol">${entities}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&e12;</text></svg>`
    const { row } = await make(Buffer.from(bomb), 'image/svg+xml')
    expect(row).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
  })

  it('gives the first frames of a GIF that has too many', async () => {
    const frames = Array.from({ length: 400 }, (_, at) => `#${(at * 40).toString(16).padStart(6, '0')}`)
    const { row, object } = await make(await makeGif(16, frames), 'image/gif')
    expect(row.file).toBe('ready')
    const animation = object.renditions.find(rendition => rendition.name === 'animation')!
    expect((await sharp(await read(animation.key)).metadata()).pages).toBe(300)
  })

  it('refuses a RAW without a preview with its reason', async () => {
    const { row } = await make(await makeDng(Buffer.alloc(64), 1), 'image/x-adobe-dng')
    expect(row).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
  })
})
