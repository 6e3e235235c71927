import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import exifr from 'exifr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import type { ObjectStore } from '#server/storage/object-store'
import { makeDocumentRendition, makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { missingTools, requireTools, ToolMissing } from '#workers/renditions/missing-tools'
import {
  makeBrokenJpeg,
  makeJpeg,
  makePdf,
  makePixelBomb,
  makePng,
  makeWebp,
  makeWideGamutJpeg,
} from '../support/media.ts'
import { type MediaAsset, putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

let database: TestDatabase
let folder: string
let context: RenditionContext

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'renditions-test-'))
  const log = createLog('silent', 'test')
  context = {
    db: database.db,
    store: await openFilesystemStore(folder),
    log,
    lastAttempt: false,
    signal: new AbortController().signal,
  }
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const image = (bytes: Buffer, contentType = 'image/jpeg') =>
  putMediaAsset(context, bytes, { kind: 'image', contentType })
const pdf = (bytes: Buffer) => putMediaAsset(context, bytes, { kind: 'document', contentType: 'application/pdf' })
const assetOf = ({ assetId }: MediaAsset) => context.db.asset.findUniqueOrThrow({ where: { id: assetId } })
const objectOf = ({ objectId }: MediaAsset) => context.db.storedObject.findUniqueOrThrow({ where: { id: objectId } })
const waitingJobs = async (name: string, { assetId }: MediaAsset) =>
  (
    await database.pool.query(
      `select 1 from graphile_worker._private_jobs p join graphile_worker.jobs j using (id)
       where j.task_identifier = $1 and p.payload ->> 'assetId' = $2`,
      [name, assetId],
    )
  ).rowCount

async function renditionsOf({ objectId }: MediaAsset) {
  const rows = await context.db.rendition.findMany({ where: { objectId } })
  const files = await Promise.all(
    rows.map(async row => ({ ...row, bytes: await buffer(await context.store.get(row.key)) })),
  )
  return Object.fromEntries(files.map(file => [file.name, file]))
}

async function pixelAt(bytes: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + 3)]
}

describe('photos', () => {
  it('makes 2048, 1024 and 256 that stand upright, in sRGB, without a place or a name inside', async () => {
    const asset = await image(await makeJpeg({ width: 3000, height: 2000, orientation: 6 }))
    await makeImageRendition(asset, context)

    const { web, preview, thumb } = await renditionsOf(asset)
    expect([web, preview, thumb].map(file => [file?.width, file?.height])).toEqual([
      [1365, 2048],
      [683, 1024],
      [171, 256],
    ])
    for (const file of [web, preview, thumb]) {
      const meta = await sharp(file!.bytes).metadata()
      expect(meta).toMatchObject({
        format: 'jpeg',
        space: 'srgb',
        hasProfile: true,
        width: file!.width,
        height: file!.height,
      })
      expect(meta.exif).toBeUndefined()
      expect(await exifr.gps(file!.bytes)).toBeUndefined()
      expect(file!.bytes.includes('Nguyen')).toBe(false)
    }
    // Orientation 6 shows the stored left side on top: blue comes to the left corner, red to the right one.
    expect(await pixelAt(web!.bytes, 0.1, 0.1)).toEqual([
      expect.closeTo(0, -1.5),
      expect.closeTo(0, -1.5),
      expect.closeTo(254, -1.5),
    ])
    expect(await pixelAt(web!.bytes, 0.9, 0.1)).toEqual([
      expect.closeTo(254, -1.5),
      expect.closeTo(0, -1.5),
      expect.closeTo(0, -1.5),
    ])
  })

  it('says that the asset is ready, with size and placeholder, audits it and asks for it to be indexed', async () => {
    const asset = await image(await makeJpeg({ width: 1600, height: 900 }))
    await makeImageRendition(asset, context)

    expect(await assetOf(asset)).toMatchObject({ file: 'ready', progress: 100, revision: 1, failure: null })
    const object = await objectOf(asset)
    expect(object).toMatchObject({ width: 1600, height: 900 })
    expect(Buffer.from(object.thumbhash!, 'base64').length).toBeGreaterThan(10)
    const acts = await context.db.auditEntry.findMany({
      where: { subjectId: asset.assetId },
      include: { detail: true },
    })
    expect(acts.map(entry => [entry.act, entry.detail?.personId])).toEqual([['rendition.made', null]])
    expect(await waitingJobs('search.index', asset)).toBe(1)
  })

  it('never enlarges a small picture', async () => {
    const asset = await image(await makeWebp(600, 400), 'image/webp')
    await makeImageRendition(asset, context)
    const { web, preview, thumb } = await renditionsOf(asset)
    expect([web?.width, preview?.width, thumb?.width]).toEqual([600, 600, 256])
  })

  it('shows a transparent PNG on white', async () => {
    const asset = await image(await makePng(900), 'image/png')
    await makeImageRendition(asset, context)
    const { web } = await renditionsOf(asset)
    expect(await pixelAt(web!.bytes, 0.05, 0.05)).toEqual([255, 255, 255])
    expect(await pixelAt(web!.bytes, 0.5, 0.5)).toEqual([
      expect.closeTo(254, -1),
      expect.closeTo(0, -1),
      expect.closeTo(0, -1),
    ])
  })

  it('converts the colours of a wide-gamut phone', async () => {
    const asset = await image(await makeWideGamutJpeg())
    await makeImageRendition(asset, context)
    const { web } = await renditionsOf(asset)
    const [red, green, blue] = await pixelAt(web!.bytes, 0.5, 0.5)
    // Unconverted it would be about 234, 51, 35.
    expect(red).toBeGreaterThan(248)
    expect(Math.max(green!, blue!)).toBeLessThan(12)
  })
})

describe('the same object again', () => {
  it('does nothing a second time', async () => {
    const asset = await image(await makeJpeg({ width: 800, height: 500 }))
    await makeImageRendition(asset, context)
    const before = await context.db.rendition.findMany({ where: { objectId: asset.objectId } })
    await makeImageRendition(asset, context)
    expect(await context.db.rendition.findMany({ where: { objectId: asset.objectId } })).toEqual(before)
    expect(await context.db.auditEntry.count({ where: { subjectId: asset.assetId } })).toBe(1)
  })

  it('is worked on for each asset as if nobody else had it: what is ready sooner would tell that somebody does', async () => {
    const bytes = await makeJpeg({ width: 810, height: 500 })
    const [first, second] = [await image(bytes), await image(bytes)]
    expect(second.objectId).toBe(first.objectId)
    await makeImageRendition(first, context)
    expect((await assetOf(second)).file).toBe('processing')
    expect(await waitingJobs('search.index', second)).toBe(0)

    const noStore = { ...context, store: undefined as unknown as ObjectStore }
    await expect(makeImageRendition(second, noStore)).rejects.toThrow(TypeError)
    const before = await context.db.rendition.findMany({ where: { objectId: first.objectId } })
    await makeImageRendition(second, context)
    expect((await assetOf(second)).file).toBe('ready')
    expect(await context.db.rendition.findMany({ where: { objectId: first.objectId } })).toEqual(before)
  })

  it('is not made again for the person who uploaded it before', async () => {
    const bytes = await makeJpeg({ width: 812, height: 500 })
    const first = await image(bytes)
    await makeImageRendition(first, context)
    const { uploadedBy } = await assetOf(first)
    const second = await putMediaAsset(context, bytes, { kind: 'image', contentType: 'image/jpeg', uploadedBy })
    await makeImageRendition(second, { ...context, store: undefined as unknown as ObjectStore })
    expect((await assetOf(second)).file).toBe('ready')
  })

  it('goes on where a killed try left bytes behind but no rows', async () => {
    const asset = await image(await makeJpeg({ width: 820, height: 500 }))
    await makeImageRendition(asset, context)
    await context.db.rendition.deleteMany({ where: { objectId: asset.objectId } })
    await context.db.asset.update({ where: { id: asset.assetId }, data: { file: 'processing' } })
    await makeImageRendition(asset, context)
    expect(Object.keys(await renditionsOf(asset)).sort()).toEqual(['preview', 'thumb', 'web'])
    expect((await assetOf(asset)).file).toBe('ready')
  })

  it('lets two workers make it at the same time, and keeps one set', async () => {
    const bytes = await makeJpeg({ width: 830, height: 500 })
    const assets = [await image(bytes), await image(bytes)]
    await Promise.all(assets.map(asset => makeImageRendition(asset, context)))
    for (const asset of assets) expect((await assetOf(asset)).file).toBe('ready')
    for (const file of Object.values(await renditionsOf(assets[0]!))) expect(file.bytes.length).toBe(Number(file.size))
    expect(await context.db.rendition.count({ where: { objectId: assets[0]!.objectId } })).toBe(3)
  })
})

describe('files at fault', () => {
  it('ends a broken photo as failed with a sentence, and makes the next one', async () => {
    const broken = await image(await makeBrokenJpeg())
    const good = await image(await makeJpeg({ width: 700, height: 500 }))
    await makeImageRendition(broken, context)
    await makeImageRendition(good, context)

    const row = await assetOf(broken)
    expect(row).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
    expect(row.failureDetail).toContain('bị hỏng')
    expect(row.failureDetail).not.toContain('/')
    expect(await context.db.auditEntry.count({ where: { subjectId: broken.assetId, act: 'rendition.failed' } })).toBe(1)
    expect(await waitingJobs('search.index', broken)).toBe(1)
    expect((await assetOf(good)).file).toBe('ready')
  })

  it('refuses a picture of 50,000 x 50,000 pixels without decoding it', async () => {
    const bomb = await image(await makePixelBomb(), 'image/png')
    await makeImageRendition(bomb, context)
    expect(await assetOf(bomb)).toMatchObject({ file: 'failed', failure: 'file-too-large' })
  })

  it('throws what may pass, for the queue to try again, and only at the last try tells people', async () => {
    const asset = await image(await makeJpeg({ width: 710, height: 500 }))
    const { key } = await objectOf(asset)
    await context.store.delete(key)
    await expect(makeImageRendition(asset, context)).rejects.toThrow()
    expect((await assetOf(asset)).file).toBe('processing')
    await expect(makeImageRendition(asset, { ...context, lastAttempt: true })).rejects.toThrow()
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'gave-up' })
  })

  it('leaves a cancelled job waiting', async () => {
    const asset = await image(await makeJpeg({ width: 720, height: 500 }))
    const stopped = { ...context, lastAttempt: true, signal: AbortSignal.abort(new Error('draining')) }
    await expect(makeImageRendition(asset, stopped)).rejects.toThrow()
    expect((await assetOf(asset)).file).toBe('processing')
  })

  it('leaves nothing in the temporary folder', async () => {
    const left = (await readdir(tmpdir())).filter(name => name.startsWith(`hub-work-${process.pid}-`))
    expect(left).toEqual([])
  })
})

describe('documents', () => {
  const lines = [
    'Tây Ninh – Điểm đến đầu tư',
    'Hồ Dầu Tiếng, núi Bà Đen',
    'Nguồn nhân lực trẻ, dồi dào',
    'Liên hệ: Sở Kế hoạch và Đầu tư',
  ]

  it('draws the first three pages, and reads the text of all, with every mark', async () => {
    const asset = await pdf(await makePdf(lines))
    await makeDocumentRendition(asset, context)

    const files = await renditionsOf(asset)
    expect(Object.keys(files).sort()).toEqual(['page-1', 'page-2', 'page-3', 'preview', 'thumb'])
    expect(files['page-1']).toMatchObject({ width: 1024, contentType: 'image/jpeg' })
    expect(files['page-1']?.height).toBeCloseTo(1024 * (842 / 595), -1)
    expect([files.preview?.height, files.thumb?.height]).toEqual([1024, 256])
    expect(await objectOf(asset)).toMatchObject({ pageCount: 4, width: 1024 })
    const texts = await context.db.objectText.findMany({
      where: { objectId: asset.objectId },
      orderBy: { page: 'asc' },
    })
    expect(texts.map(row => [row.page, row.text])).toEqual(
      lines.map((line, index) => [index + 1, line.normalize('NFC')]),
    )
    expect((await assetOf(asset)).file).toBe('ready')
  })

  it('ends what is no PDF inside as failed', async () => {
    const asset = await pdf(Buffer.from('%PDF-1.7\nnothing that a reader could use'))
    await makeDocumentRendition(asset, context)
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
  })

  it('names the tool that is missing instead of failing the file', () => {
    expect(missingTools('/nowhere')).toContain('pdftoppm')
    expect(() => requireTools(['pdfinfo'], '/nowhere')).toThrow(ToolMissing)
    expect(() => requireTools(['pdfinfo'])).not.toThrow()
  })
})
