import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { comparePicture, nearDistance } from '#server/renditions/compare-picture'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { inventPicture } from '../support/invent-picture.ts'
import { putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

// What people do to a picture before it comes back: each gives a copy that should be known again.
type Change = (picture: Buffer, width: number, height: number) => Sharp
const cut =
  (left: number, top: number, right: number, bottom: number): Change =>
  (picture, width, height) => {
    const box = { left: Math.floor(width * left), top: Math.floor(height * top) }
    return sharp(picture)
      .extract({
        ...box,
        width: Math.floor(width * (1 - right)) - box.left,
        height: Math.floor(height * (1 - bottom)) - box.top,
      })
      .jpeg({ quality: 85 })
  }
const changes: Record<string, Change> = {
  'half the size': (picture, width) =>
    sharp(picture)
      .resize(Math.round(width / 2))
      .jpeg({ quality: 80 }),
  'a thumbnail': picture => sharp(picture).resize(240).jpeg({ quality: 60 }),
  'saved badly': picture => sharp(picture).jpeg({ quality: 35 }),
  'as WebP': picture => sharp(picture).webp({ quality: 50 }),
  'brighter and richer': picture => sharp(picture).modulate({ brightness: 1.15, saturation: 1.2 }).jpeg(),
  'cropped by 5 % all round': cut(0.05, 0.05, 0.05, 0.05),
  'cropped by 10 % on the left': cut(0.1, 0, 0, 0),
  'cropped by 10 % below': cut(0, 0, 0, 0.1),
  'cropped by 8 % aslant': cut(0.08, 0.02, 0.02, 0.05),
}
const samples = resolve(import.meta.dirname, '../../../shared/samples/photos')
const photos = existsSync(samples)
  ? readdirSync(samples).filter(name => /\.(jpe?g|webp|png|tiff|avif)$/i.test(name))
  : []

describe('pictures that are nearly the same', () => {
  let database: TestDatabase
  let folder: string
  let context: RenditionContext

  beforeAll(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'near-pictures-test-'))
    const store = await openFilesystemStore(folder)
    const log = createLog('silent', 'test')
    context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function put(bytes: Buffer): Promise<string> {
    const asset = await putMediaAsset(context, bytes, { kind: 'image', contentType: 'image/jpeg' })
    await makeImageRendition(asset, context)
    return asset.objectId
  }

  /** Recall over all changes, and the share of pairs found that are right. */
  async function judge(originals: Buffer[]): Promise<{ recall: number; precision: number; pairs: number }> {
    const family = new Map<string, number>()
    for (const [at, original] of originals.entries()) {
      const { data, info } = await sharp(original)
        .autoOrient()
        .flatten({ background: '#fff' })
        .png()
        .toBuffer({ resolveWithObject: true })
      const copies = await Promise.all(
        Object.values(changes).map(change => change(data, info.width, info.height).toBuffer()),
      )
      for (const copy of [data, ...copies]) family.set(await put(copy), at)
    }
    for (const objectId of family.keys()) await comparePicture({ objectId }, context)
    const rows = await context.db.nearPicture.findMany({ where: { objectId: { in: [...family.keys()] } } })
    const found = rows.filter(row => family.has(row.otherId))
    const right = found.filter(row => family.get(row.objectId) === family.get(row.otherId))
    // Each copy against its original: the question that a person asks.
    const [firsts, seen] = [new Map<number, string>(), new Set<string>()]
    for (const [id, at] of family) if (!firsts.has(at)) firsts.set(at, id)
    for (const row of right) if (firsts.get(family.get(row.objectId)!) === row.objectId) seen.add(row.otherId)
    const copies = family.size - firsts.size
    return { recall: seen.size / copies, precision: right.length / found.length, pairs: found.length }
  }

  it('are found after what people do to them, and strangers are not', async () => {
    const originals = await Promise.all(Array.from({ length: 12 }, (_, seed) => inventPicture(seed + 1)))
    const { recall, precision, pairs } = await judge(originals)
    console.info(
      `near pictures, invented: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}, ${pairs} pairs`,
    )
    expect(recall).toBeGreaterThanOrEqual(0.95)
    expect(precision).toBeGreaterThanOrEqual(0.95)
  }, 240_000)

  it.skipIf(photos.length === 0)(
    `are found among real photos${photos.length ? '' : ' (skipped: ../shared/samples is not beside this checkout)'}`,
    async () => {
      const originals = await Promise.all(
        photos.map(async name =>
          sharp(await readFile(join(samples, name)))
            .autoOrient()
            .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
            .png()
            .toBuffer(),
        ),
      )
      const { recall, precision, pairs } = await judge(originals)
      console.info(
        `near pictures, real: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}, ${pairs} pairs`,
      )
      expect(recall).toBeGreaterThanOrEqual(0.95)
      expect(precision).toBeGreaterThanOrEqual(0.95)
    },
    240_000,
  )

  it('are never guessed of a plain surface, which looks like every other', async () => {
    const plain = (background: string) =>
      sharp({ create: { width: 300, height: 200, channels: 3, background } })
        .jpeg()
        .toBuffer()
    const [a, b] = [await put(await plain('#336699')), await put(await plain('#346798'))]
    await comparePicture({ objectId: a }, context)
    await comparePicture({ objectId: b }, context)
    expect(await context.db.nearPicture.count({ where: { objectId: a } })).toBe(0)
    expect(nearDistance).toBeLessThan(14)
  })
})
