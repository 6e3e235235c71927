import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { accept, sniffBytes } from '#server/uploads/accept'
import {
  makeDocumentRendition,
  makeImageRendition,
  makeVideoRendition,
  type RenditionContext,
} from '#workers/renditions/make-rendition'
import { putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

// Real files that others made. They stand beside the checkout in the workshop only.
const samples = resolve(import.meta.dirname, '../../../shared/samples')
const here = existsSync(samples)
const makers = { image: makeImageRendition, document: makeDocumentRendition, video: makeVideoRendition } as const

const readable = [
  ['image', 'photos/nokia-12mp.jpg', { width: 4608, height: 1976 }],
  ['image', 'photos/craft-beer.jpg', { width: 6000, height: 4000 }],
  ['image', 'photos/orientation-landscape-6.jpg', { width: 1800, height: 1200 }],
  ['image', 'photos/orientation-portrait-3.jpg', { width: 1200, height: 1800 }],
  ['image', 'photos/DSCN0012.jpg', { width: 640, height: 480 }],
  ['image', 'photos/density_plot.png', { width: 800, height: 800 }],
  ['image', 'photos/denali.webp', { width: 600, height: 315 }],
  ['image', 'photos/IMG_2682.heic', { width: 4032, height: 3024 }],
  ['image', 'photos/IMG_5195.HEIC', { width: 2566, height: 3313 }],
  ['image', 'photos/BSG1.tiff', { width: 635, height: 348 }],
  ['image', 'photos/layered.psd', {}],
  ['image', 'photos/sky.avif', { width: 1617, height: 1080 }],
  ['document', 'documents/structure_simple.pdf', { pageCount: 1 }],
  ['document', 'documents/issue17069.pdf', { pageCount: 1 }],
  ['document', 'documents/cidfont_cmap_overflow.pdf', {}],
  ['video', 'video/with-gps.mp4', { width: 1920, height: 1080 }],
  ['video', 'video/sample_mpeg4.mp4', {}],
  ['video', 'video/sample_iTunes.mov', {}],
  ['video', 'video/100_0306.AVI', {}],
] as const
const unreadable = [
  ['image', 'broken/corrupted.jpg', 'file-corrupt'],
  ['document', 'broken/encrypted.pdf', 'file-encrypted'],
] as const

describe.skipIf(!here)(`real samples${here ? '' : ' (skipped: ../shared/samples is not beside this checkout)'}`, () => {
  let database: TestDatabase
  let folder: string
  let context: RenditionContext

  beforeAll(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'renditions-samples-test-'))
    const store = await openFilesystemStore(folder)
    const log = createLog('silent', 'test')
    context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function make(kind: keyof typeof makers, file: string) {
    const bytes = await readFile(join(samples, file))
    const type = await accept(bytes.subarray(0, sniffBytes))
    if ('refused' in type) throw new Error(`${file}: ${type.refused}`)
    const asset = await putMediaAsset(context, bytes, type)
    await makers[kind](asset, context)
    return context.db.asset.findUniqueOrThrow({
      where: { id: asset.assetId },
      include: { versions: { include: { object: { include: { renditions: true } } } } },
    })
  }

  it.each(readable)(
    'makes a ready %s of %s',
    async (kind, file, facts) => {
      const asset = await make(kind, file)
      expect(asset).toMatchObject({ file: 'ready', failure: null })
      const object = asset.versions[0]!.object!
      expect(object).toMatchObject(facts)
      const names = object.renditions.map(rendition => rendition.name)
      expect(names).toContain('thumb')
      if (kind === 'video') expect(names).toEqual(expect.arrayContaining(['hls', 'storyboard', 'video', 'poster']))
    },
    120_000,
  )

  it.each(unreadable)('ends the %s %s as failed: %s', async (kind, file, failure) => {
    expect(await make(kind, file)).toMatchObject({ file: 'failed', failure })
  })
})
