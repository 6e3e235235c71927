import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Crop, type CropList, type PurposeList, type PurposeOffer, unitMarkChange } from '#contracts/purpose'
import { anonymous } from '#server/access/actor'
import { purgeAsset } from '#server/assets/purge-asset'
import { ownName } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { setUnitMark } from '#server/renditions/unit-mark'
import { makePurpose } from '#workers/renditions/make-purpose'
import { makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { makeJpeg, makeWideGamutJpeg } from '../support/media.ts'
import { type MediaAsset, putMediaAsset } from '../support/media-asset.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let context: RenditionContext
let editor: TestClient
let outsider: TestClient
const member = (unit: string, role: 'reader' | 'editor') => ({ memberships: [{ unit, role }] })
const open = 'https://creativecommons.org/licenses/by/4.0/'

beforeAll(async () => {
  hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
  context = { ...hub.deps, lastAttempt: false, signal: new AbortController().signal }
  editor = await hub.person('biên tập viên', member('bao', 'editor'))
  outsider = await hub.person('phòng ban khác', member('dai', 'reader'))
})
afterAll(() => hub.close())

/** A grey picture with a red spot around a point given in fractions: what a cut must show. */
async function spotted(width: number, height: number, x: number, y: number): Promise<Buffer> {
  const side = Math.round(Math.min(width, height) / 8)
  const spot = await sharp({ create: { width: side, height: side, channels: 3, background: '#e01010' } })
    .png()
    .toBuffer()
  const left = Math.round(Math.min(width - side, Math.max(0, x * width - side / 2)))
  const top = Math.round(Math.min(height - side, Math.max(0, y * height - side / 2)))
  return sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .composite([{ input: spot, left, top }])
    .jpeg({ quality: 90 })
    .toBuffer()
}

type Said = { contentType?: string; rights?: string[] }
async function put(bytes: Buffer, { contentType = 'image/jpeg', rights = [] }: Said = {}): Promise<MediaAsset> {
  const said = { kind: 'image', contentType, fileName: 'Núi Bà Đen.jpg', visibility: 'hub' } as const
  const asset = await putMediaAsset(context, bytes, said)
  await makeImageRendition(asset, context)
  await hub.deps.db.asset.update({
    where: { id: asset.assetId },
    data: { rightsStatement: open, rightsHolder: 'Báo Tây Ninh', rightsPurposes: rights },
  })
  return asset
}

/** Does what the queue would: makes every file that waits. */
async function work(): Promise<void> {
  for (const { id } of await hub.deps.db.purposeFile.findMany({ where: { endedAt: null } }))
    await makePurpose({ fileId: id }, context)
}

const at = ({ assetId }: MediaAsset, rest = '/downloads') => `/api/v1/assets/${assetId}${rest}`
const offers = async (client: TestClient, asset: MediaAsset) =>
  (await client.get<PurposeList>(at(asset))).body.downloads
const offer = async (client: TestClient, asset: MediaAsset, purpose: string): Promise<PurposeOffer> =>
  (await offers(client, asset)).find(each => each.purpose === purpose)!

/** Asks, lets the worker work, and takes it home. */
async function take(client: TestClient, path: string) {
  const first = await client.get(path)
  if (first.status === 202) await work()
  return client.bytes(path)
}

/** The share of pixels that are the spot's. */
async function redness(bytes: Buffer): Promise<number> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let red = 0
  for (let i = 0; i < data.length; i += info.channels) if (data[i]! > 170 && data[i + 1]! < 80) red += 1
  return red / (info.width * info.height)
}

describe('a picture for social networks', () => {
  it.each([
    ['social-wide', 1200, 630],
    ['social-square', 1080, 1080],
    ['social-tall', 1080, 1920],
  ])('%s fills its frame around the focal point that a person set', async (purpose, width, height) => {
    const asset = await put(await spotted(4000, 3000, 0.97, 0.04))
    const set = await editor.send('PUT', at(asset, '/focal-point'), { x: 0.97, y: 0.04 })
    expect(set.body).toEqual({ focalPoint: { x: 0.97, y: 0.04, by: 'person' } })
    const { box, smaller } = await offer(editor, asset, purpose)
    expect(smaller).toBe(false)
    expect(box!.x + box!.width).toBeGreaterThan(0.96)
    const taken = await take(editor, at(asset, `/downloads/${purpose}`))
    expect(taken.status).toBe(200)
    expect(taken.headers.get('content-disposition')).toContain(`filename="Nui Ba Den-${width}x${height}.jpg"`)
    const meta = await sharp(taken.bytes).metadata()
    expect(meta).toMatchObject({ format: 'jpeg', width, height, space: 'srgb', hasProfile: true })
    expect(meta.exif).toBeUndefined()
    expect(await redness(taken.bytes)).toBeGreaterThan(0.005)
  })

  it('left to the machine shows what stands out, wherever it is', async () => {
    for (const [x, y] of [
      [0.08, 0.5],
      [0.92, 0.5],
    ] as const) {
      const asset = await put(await spotted(3000, 1200, x, y))
      const taken = await take(editor, at(asset, '/downloads/social-square'))
      expect(await redness(taken.bytes), `${x}`).toBeGreaterThan(0.005)
    }
  })

  it('is never blown up: a small picture keeps its pixels in the frame’s shape, and the list says so beforehand', async () => {
    const asset = await put(await makeJpeg({ width: 640, height: 480 }))
    expect(await offer(editor, asset, 'social-wide')).toMatchObject({ smaller: true, width: 640, height: 336 })
    const { bytes } = await take(editor, at(asset, '/downloads/social-wide'))
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 640, height: 336 })
  })
})

describe('a film', () => {
  it('has pages and networks made of its poster, and no print', async () => {
    const film = await putFilm(await spotted(1920, 1080, 0.5, 0.5))
    const purposes = (await offers(editor, film)).map(each => each.purpose)
    expect(purposes).toEqual(['web', 'social-wide', 'social-square', 'social-tall', 'original'])
    const { bytes } = await take(editor, at(film, '/downloads/social-square'))
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1080, height: 1080 })
    expect(await redness(bytes)).toBeGreaterThan(0.005)
    expect((await editor.get(at(film, '/downloads/print-jpeg'))).status).toBe(404)
  })

  it('is taken home with the poster that its people chose, from the moment that it stands there', async () => {
    const film = await putFilm(await plainPicture('#808080'))
    const path = at(film, '/downloads/social-wide')
    expect(await redness((await take(editor, path)).bytes)).toBe(0)
    await putPoster(film, ownName('poster', film.assetId), await plainPicture('#e01010'))
    expect(await offer(editor, film, 'social-wide')).toMatchObject({ state: 'absent' })
    for (const each of [path, at(film, '/downloads/web')])
      expect(await redness((await take(editor, each)).bytes), each).toBeGreaterThan(0.99)
  })

  it('shows no other asset’s chosen poster, and a wish for a poster that is gone is forgotten', async () => {
    const film = await putFilm(await plainPicture('#808080'))
    const theirs = ownName('poster', newId())
    await putPoster(film, theirs, await plainPicture('#e01010'))
    const path = at(film, '/downloads/social-wide')
    expect(await redness((await take(editor, path)).bytes)).toBe(0)
    const tall = at(film, '/downloads/social-tall')
    expect((await editor.get(tall)).status).toBe(202)
    const renewed = await plainPicture('#10e010')
    await hub.deps.db.rendition.deleteMany({ where: { objectId: film.objectId, name: 'poster' } })
    await putPoster(film, 'poster', renewed, 2)
    await work()
    expect(await hub.deps.db.purposeFile.count({ where: { objectId: film.objectId } })).toBe(1)
    expect((await take(editor, tall)).status).toBe(200)
  })

  it('has crops too: they are cut from the poster', async () => {
    const film = await putFilm(await spotted(1920, 1080, 0.75, 0.25))
    const box = { name: 'Ảnh bìa', x: 0.5, y: 0, width: 0.5, height: 0.5 }
    const { body, status } = await editor.post<{ crop: Crop }>(at(film, '/crops'), box)
    expect(status).toBe(201)
    expect(body.crop).toMatchObject({ width: 960, height: 540, state: 'absent' })
    const { bytes } = await take(editor, body.crop.url)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 960, height: 540, format: 'jpeg' })
    expect(await redness(bytes)).toBeGreaterThan(0.01)
    expect((await editor.get<CropList>(at(film, '/crops'))).body.crops).toMatchObject([{ state: 'ready' }])
  })
})

const plainPicture = (background: string) =>
  sharp({ create: { width: 1920, height: 1080, channels: 3, background } })
    .jpeg()
    .toBuffer()

/** A film as its worker leaves it, by what downloads look at: the poster. */
async function putFilm(poster: Buffer): Promise<MediaAsset> {
  const said = { kind: 'video', contentType: 'video/mp4', fileName: 'Lễ hội.mp4', visibility: 'hub' } as const
  const film = await putMediaAsset(context, Buffer.from(newId()), said)
  await putPoster(film, 'poster', poster)
  await hub.deps.db.asset.update({ where: { id: film.assetId }, data: { file: 'ready' } })
  return film
}

async function putPoster({ objectId }: MediaAsset, name: string, poster: Buffer, recipe = 1): Promise<void> {
  const key = `derived/${objectId}/${recipe}/${name}`
  const { sha256, size } = await context.store.put(key, Readable.from(poster), { contentType: 'image/jpeg' })
  const row = { id: newId(), objectId, recipe, name, key, contentType: 'image/jpeg', sha256, size: BigInt(size) }
  await hub.deps.db.rendition.create({ data: { ...row, width: 1920, height: 1080 } })
}

describe('two units that hold the same bytes', () => {
  const states = async (client: TestClient, asset: MediaAsset) =>
    Object.fromEntries((await offers(client, asset)).map(each => [each.purpose, each.state]))
  const crop = { name: 'Ảnh bìa', x: 0, y: 0, width: 0.5, height: 0.5 }
  let bytes: Buffer
  let mine: MediaAsset
  let theirs: MediaAsset
  let stranger: TestClient

  beforeAll(async () => {
    stranger = await hub.person('biên tập đài', member('dai', 'editor'))
    bytes = await spotted(1234, 987, 0.5, 0.5)
    mine = await put(bytes)
    theirs = await put(bytes)
    const dai = await hub.deps.db.unit.findUniqueOrThrow({ where: { code: 'dai' } })
    const draft = { unitId: dai.id, visibility: 'draft' }
    await hub.deps.db.asset.update({ where: { id: theirs.assetId }, data: draft })
    expect(theirs.objectId).toBe(mine.objectId)
  })

  it('learn nothing of each other’s files: neither that one is there, nor that it is made or cannot be', async () => {
    const made = await editor.post<{ crop: Crop }>(at(mine, '/crops'), crop)
    for (const path of [at(mine, '/downloads/social-wide'), made.body.crop.url]) await take(editor, path)
    await editor.get(at(mine, '/downloads/social-tall'))
    await editor.get(at(mine, '/downloads/print-jpeg'))
    const { db } = hub.deps
    const failed = { failure: 'file-corrupt', endedAt: new Date() }
    const print = { assetId: mine.assetId, name: { startsWith: 'for-print-jpeg' } }
    expect((await db.purposeFile.updateMany({ where: print, data: failed })).count).toBe(1)
    expect(await states(editor, mine)).toMatchObject({
      ...{ 'social-wide': 'ready', 'social-tall': 'making', 'print-jpeg': 'failed', 'social-square': 'absent' },
    })
    const seen = await states(stranger, theirs)
    for (const purpose of ['social-wide', 'social-tall', 'print-jpeg', 'social-square'])
      expect(seen[purpose], purpose).toBe('absent')
    const same = await stranger.post<{ crop: Crop }>(at(theirs, '/crops'), crop)
    expect(same.body.crop).toMatchObject({ state: 'absent', size: null })
    for (const path of [
      ...['social-wide', 'social-tall', 'print-jpeg'].map(each => at(theirs, `/downloads/${each}`)),
      same.body.crop.url,
    ])
      expect((await stranger.get(path)).status, path).toBe(202)
    await work()
    expect((await stranger.bytes(at(theirs, '/downloads/social-wide'))).status).toBe(200)
  }, 120_000)

  it('push none of each other’s files out, however many they ask for', async () => {
    const { db } = hub.deps
    const where = { assetId: mine.assetId }
    const before = await db.purposeFile.findMany({ where, orderBy: { id: 'asc' } })
    expect(before.length).toBeGreaterThan(2)
    for (let step = 0; step < 45; step += 1) {
      await stranger.send('PUT', at(theirs, '/focal-point'), { x: step / 45, y: 0.4 })
      await stranger.get(at(theirs, '/downloads/social-square'))
    }
    expect(await db.purposeFile.count({ where: { assetId: theirs.assetId } })).toBe(40)
    expect(await db.purposeFile.findMany({ where, orderBy: { id: 'asc' } })).toEqual(before)
    expect((await editor.bytes(at(mine, '/downloads/social-wide'))).status).toBe(200)
    // They wait no longer: `work` of other tests would make them.
    await db.purposeFile.deleteMany({ where: { assetId: theirs.assetId, endedAt: null } })
  }, 120_000)

  it('purge their own files, and what was being made at that moment is kept for nobody', async () => {
    const { db } = hub.deps
    const ready = async () => (await states(editor, mine))['social-wide']
    await take(stranger, at(theirs, '/downloads/print-tiff'))
    const own = await db.purposeFile.findFirstOrThrow({
      where: { assetId: theirs.assetId, name: { startsWith: 'for-print-tiff' } },
    })
    const file = { where: { objectId: theirs.objectId, name: own.name } }
    expect(await db.rendition.count(file)).toBe(1)
    const before = { life: 'trashed', trashedAt: new Date('2020-01-01') }
    await db.asset.update({ where: { id: theirs.assetId }, data: before })
    await purgeAsset(db, theirs.assetId)
    expect(await db.purposeFile.count({ where: { assetId: theirs.assetId } })).toBe(0)
    expect([await db.rendition.count(file), await ready()]).toEqual([0, 'ready'])
    const late = await db.purposeFile.create({ data: { ...own, spec: own.spec as object, endedAt: null } })
    await makePurpose({ fileId: late.id }, context)
    expect([await db.rendition.count(file), await db.purposeFile.count({ where: { id: late.id } })]).toEqual([0, 0])
  }, 120_000)
})

describe('a picture for print', () => {
  it('is a JPEG of all its pixels, upright, in sRGB, with 300 dpi and nothing of the camera', async () => {
    const asset = await put(await makeJpeg({ width: 900, height: 600, orientation: 6 }))
    const { bytes, headers } = await take(editor, at(asset, '/downloads/print-jpeg'))
    expect(headers.get('content-disposition')).toContain("filename*=UTF-8''N%C3%BAi%20B%C3%A0%20%C4%90en-in-300dpi.jpg")
    const meta = await sharp(bytes).metadata()
    expect(meta).toMatchObject({ width: 600, height: 900, density: 300, space: 'srgb', hasProfile: true })
    expect(bytes.includes('Nguyen Van A')).toBe(false)
  })

  it('is a TIFF that keeps the original’s own profile', async () => {
    const wide = await sharp(await makeWideGamutJpeg())
      .keepIccProfile()
      .withExif({ IFD0: { Artist: 'Nguyen Van A' }, IFD3: { GPSLatitude: '11/1 22/1 48/1' } })
      .jpeg()
      .toBuffer()
    const asset = await put(wide)
    const { bytes, headers } = await take(editor, at(asset, '/downloads/print-tiff'))
    expect(headers.get('content-type')).toBe('image/tiff')
    const [before, after] = await Promise.all([sharp(wide).metadata(), sharp(bytes).metadata()])
    expect(after).toMatchObject({ format: 'tiff', density: 300, width: before.width, height: before.height })
    expect(after.icc?.equals(before.icc!)).toBe(true)
    expect(after.exif).toBeUndefined()
    expect(bytes.includes('Nguyen Van A')).toBe(false)
  })

  it('of a CMYK original stays CMYK, ink by ink', async () => {
    const inks = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#e08040' } })
      .withIccProfile('cmyk')
      .toColourspace('cmyk')
      .tiff({ compression: 'lzw' })
      .toBuffer()
    const asset = await put(inks, { contentType: 'image/tiff' })
    const { bytes } = await take(editor, at(asset, '/downloads/print-tiff'))
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'cmyk', channels: 4, hasProfile: true, density: 300 })
    const raw = (file: Buffer) => sharp(file).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer()
    expect((await raw(bytes)).equals(await raw(inks))).toBe(true)
  })

  it('of 16 bit stays 16 bit', async () => {
    const deep = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#123456' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    const asset = await put(deep, { contentType: 'image/png' })
    const { bytes } = await take(editor, at(asset, '/downloads/print-tiff'))
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'rgb16', depth: 'ushort' })
  })
})

describe('a file for a purpose', () => {
  it('is made by one job for a hundred who ask at once, and kept', async () => {
    const asset = await put(await spotted(2000, 1500, 0.5, 0.5))
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => editor.get(at(asset, '/downloads/social-wide'))),
    )
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([202]))
    expect(answers[0]!.headers.get('retry-after')).toBe('1')
    expect(answers[0]!.body).toMatchObject({ state: 'making' })
    const rows = await hub.deps.db.purposeFile.findMany({ where: { objectId: asset.objectId } })
    const jobs = await hub.deps.db.$queryRaw<unknown[]>`
      select 1 from graphile_worker.jobs where key = ${`purpose:${rows[0]!.id}`}`
    expect([rows.length, jobs.length]).toEqual([1, 1])
    await work()
    const [first, second] = [
      await editor.bytes(at(asset, '/downloads/social-wide')),
      await editor.bytes(at(asset, '/downloads/social-wide')),
    ]
    expect(first.status).toBe(200)
    expect(second.bytes.equals(first.bytes)).toBe(true)
    // The words of the item are written in on the way out.
    const offered = await offer(editor, asset, 'social-wide')
    expect(offered).toMatchObject({ state: 'ready', size: expect.any(Number) })
    expect(offered!.size!).toBeLessThan(first.bytes.length)
  }, 120_000)

  it('comes after a try that was killed, and after a job whose tries are used up', async () => {
    const asset = await put(await spotted(1800, 1300, 0.5, 0.5))
    const path = at(asset, '/downloads/social-tall')
    await editor.get(path)
    const { id } = await hub.deps.db.purposeFile.findFirstOrThrow({ where: { objectId: asset.objectId } })
    const killed = { ...context, signal: AbortSignal.abort(new Error('killed')) }
    await expect(makePurpose({ fileId: id }, killed)).rejects.toThrow()
    await hub.deps.db.$executeRaw`
      update graphile_worker._private_jobs set attempts = max_attempts where key = ${`purpose:${id}`}`
    expect((await editor.get(path)).status).toBe(202)
    const [job] = await hub.deps.db.$queryRaw<{ attempts: number }[]>`
      select attempts from graphile_worker.jobs where key = ${`purpose:${id}`}`
    expect(job).toEqual({ attempts: 0 })
    await work()
    await makePurpose({ fileId: id }, context)
    expect((await editor.bytes(path)).status).toBe(200)
    const rows = await hub.deps.db.rendition.findMany({
      where: { objectId: asset.objectId, name: { startsWith: 'for-' } },
    })
    expect(rows).toHaveLength(1)
  })

  it('that cannot be made says why', async () => {
    const asset = await put(await spotted(1700, 1200, 0.5, 0.5))
    await editor.get(at(asset, '/downloads/print-jpeg'))
    // What lies in the store is no picture any more, as after a damage that nobody has found yet.
    const broken = await putMediaAsset(context, Buffer.from(newId()), { kind: 'image', contentType: 'image/jpeg' })
    await hub.deps.db.purposeFile.updateMany({
      where: { objectId: asset.objectId },
      data: { objectId: broken.objectId },
    })
    await work()
    await hub.deps.db.purposeFile.updateMany({
      where: { objectId: broken.objectId },
      data: { objectId: asset.objectId },
    })
    const answer = await editor.get(at(asset, '/downloads/print-jpeg'))
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ type: 'urn:media-hub:problem:cannot-make', failure: 'file-corrupt' })
  })

  it('is one of at most forty of one picture: those that nobody asked for longest go', async () => {
    const asset = await put(await spotted(900, 700, 0.5, 0.5))
    for (let step = 0; step < 45; step += 1) {
      await editor.send('PUT', at(asset, '/focal-point'), { x: step / 45, y: 0.5 })
      await editor.get(at(asset, '/downloads/social-square'))
    }
    const rows = await hub.deps.db.purposeFile.findMany({ where: { objectId: asset.objectId } })
    expect(rows).toHaveLength(40)
    expect(rows.some(row => JSON.stringify(row.spec).includes('"x":0.978'))).toBe(true)
    await hub.deps.db.purposeFile.deleteMany({ where: { objectId: asset.objectId } })
  }, 120_000)

  it('shows among no asset’s renditions, and has no other address', async () => {
    const asset = await put(await spotted(1500, 1100, 0.5, 0.5))
    await take(editor, at(asset, '/downloads/social-wide'))
    const { name } = await hub.deps.db.rendition.findFirstOrThrow({
      where: { objectId: asset.objectId, name: { startsWith: 'for-' } },
    })
    const { body } = await editor.get<{ asset: { renditions: { name: string }[] } }>(at(asset, ''))
    expect(body.asset.renditions.map(each => each.name)).toEqual(['preview', 'thumb', 'web'])
    expect((await editor.get(at(asset, `/renditions/${name}`))).status).toBe(404)
  })
})

describe('who may take a picture for a purpose', () => {
  it('asks the rights as reuse does: a purpose that they do not cover is refused with its sentence, but not to its keepers', async () => {
    const asset = await put(await spotted(1600, 1200, 0.5, 0.5), { rights: ['print'] })
    const refused = await outsider.get(at(asset, '/downloads/social-wide'))
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ type: 'urn:media-hub:problem:purpose-not-allowed', refusal: 'purpose' })
    expect(await offer(outsider, asset, 'social-wide')).toMatchObject({ refusal: 'purpose' })
    expect((await outsider.get(at(asset, '/downloads/print-jpeg'))).status).toBe(202)
    expect((await editor.get(at(asset, '/downloads/social-wide'))).status).toBe(202)
  })

  it('holds everything back under an embargo, and after the right has ended', async () => {
    const asset = await put(await spotted(1600, 1200, 0.4, 0.5))
    const soon = new Date(Date.now() + 86_400_000)
    await hub.deps.db.asset.update({ where: { id: asset.assetId }, data: { embargoUntil: soon } })
    expect((await outsider.get(at(asset, '/downloads/web'))).status).toBe(404)
    const ended = { embargoUntil: null, rightsUntil: new Date('2020-01-01') }
    await hub.deps.db.asset.update({ where: { id: asset.assetId }, data: ended })
    expect((await outsider.get(at(asset, '/downloads/web'))).body).toMatchObject({
      type: 'urn:media-hub:problem:rights-ended',
    })
    expect((await outsider.get<PurposeList>(at(asset))).body.downloads).toEqual([])
  })

  it('records each taking once, with what was taken', async () => {
    const asset = await put(await spotted(1600, 1200, 0.3, 0.5))
    await take(outsider, at(asset, '/downloads/social-square'))
    await outsider.send('HEAD', at(asset, '/downloads/social-square'))
    const rows = await hub.deps.db.$queryRaw<{ after: object }[]>`
      select d.after from audit_entry e join audit_detail d on d.entry_id = e.id
      where e.act = 'asset.download' and e.subject_id = ${asset.assetId}`
    expect(rows).toEqual([{ after: { file: 'social-square' } }])
  })

  it('lets nobody known have what is public for pages, and asks for a name for print and the original', async () => {
    const asset = await put(await spotted(1600, 1200, 0.2, 0.5))
    await hub.deps.db.asset.update({ where: { id: asset.assetId }, data: { visibility: 'public' } })
    expect((await hub.anonymous.get(at(asset, '/downloads/web'))).status).toBe(200)
    expect((await hub.anonymous.get(at(asset, '/downloads/print-tiff'))).status).toBe(401)
    expect((await offers(hub.anonymous, asset)).map(each => each.purpose)).toEqual([
      'web',
      'social-wide',
      'social-square',
      'social-tall',
    ])
    expect((await hub.anonymous.get(at(asset, '/downloads/original'))).status).toBe(307)
    expect((await outsider.get(at(asset, '/downloads/no-such'))).status).toBe(404)
  })

  it('lets only its editors move the focal point; nulls give it back to the machine; a new version begins without', async () => {
    const asset = await put(await spotted(1600, 1200, 0.1, 0.5))
    expect((await outsider.send('PUT', at(asset, '/focal-point'), { x: 0.1, y: 0.1 })).status).toBe(403)
    expect((await editor.send('PUT', at(asset, '/focal-point'), { x: 0.1, y: null })).status).toBe(400)
    expect((await editor.send('PUT', at(asset, '/focal-point'), { x: 1.2, y: 0 })).status).toBe(400)
    await editor.send('PUT', at(asset, '/focal-point'), { x: 0.1, y: 0.1 })
    await addVersion(asset, await spotted(1600, 1200, 0.9, 0.5))
    expect((await editor.get<PurposeList>(at(asset))).body.focalPoint?.by).not.toBe('person')
    await editor.send('PUT', at(asset, '/focal-point'), { x: 0.1, y: 0.1 })
    const back = await editor.send('PUT', at(asset, '/focal-point'), { x: null, y: null })
    expect(back.status).toBe(200)
    expect(await hub.deps.db.focalPoint.count({ where: { assetId: asset.assetId } })).toBe(0)
  })
})

async function addVersion(asset: MediaAsset, bytes: Buffer): Promise<MediaAsset> {
  const other = await putMediaAsset(context, bytes, { kind: 'image', contentType: 'image/jpeg' })
  const versionId = newId()
  const version = {
    id: versionId,
    assetId: asset.assetId,
    number: 2,
    objectId: other.objectId,
    fileName: 'moi.jpg',
    createdBy: newId(),
  }
  await hub.deps.db.assetVersion.create({ data: version })
  const next = { assetId: asset.assetId, versionId, objectId: other.objectId }
  await makeImageRendition(next, context)
  return next
}

describe('a crop with a name', () => {
  const draft = { name: 'Ảnh bìa', x: 0.5, y: 0, width: 0.5, height: 0.5 }

  it('is saved, taken home and deleted by those who may, and all of it is in the record', async () => {
    const asset = await put(await spotted(2000, 1000, 0.75, 0.25))
    expect((await outsider.post(at(asset, '/crops'), draft)).status).toBe(403)
    const made = await editor.post<{ crop: Crop }>(at(asset, '/crops'), { ...draft, name: draft.name.normalize('NFD') })
    expect(made.status).toBe(201)
    expect(made.body.crop).toMatchObject({ name: draft.name, version: 1, outdated: false, width: 1000, height: 500 })
    expect((await editor.post(at(asset, '/crops'), draft)).status).toBe(409)
    const taken = await take(outsider, made.body.crop.url)
    expect(decodeURIComponent(taken.headers.get('content-disposition')!)).toContain('Núi Bà Đen-Ảnh bìa.jpg')
    expect(await sharp(taken.bytes).metadata()).toMatchObject({ width: 1000, height: 500, format: 'jpeg' })
    expect(await redness(taken.bytes)).toBeGreaterThan(0.01)
    expect((await editor.delete(at(asset, `/crops/${made.body.crop.id}`))).status).toBe(204)
    expect((await editor.get(made.body.crop.url)).status).toBe(404)
    const rows = await hub.deps.db.$queryRaw<{ act: string }[]>`
      select act from audit_entry where subject_id = ${asset.assetId} and act like 'crop.%' order by id`
    expect(rows.map(row => row.act)).toEqual(['crop.create', 'crop.delete'])
  })

  it('belongs to its version: after a new one it is handed out again only when somebody has looked', async () => {
    const asset = await put(await spotted(2000, 1000, 0.7, 0.25))
    const { crop } = (await editor.post<{ crop: Crop }>(at(asset, '/crops'), draft)).body
    await addVersion(asset, await spotted(1000, 1000, 0.2, 0.2))
    const { body } = await editor.get<CropList>(at(asset, '/crops'))
    expect(body.crops).toMatchObject([{ id: crop.id, outdated: true, version: 1, width: null }])
    expect((await editor.get(crop.url)).body).toMatchObject({ type: 'urn:media-hub:problem:crop-outdated' })
    const again = await editor.send<{ crop: Crop }>('PUT', at(asset, `/crops/${crop.id}`), draft)
    expect(again.body.crop).toMatchObject({ outdated: false, version: 2, width: 500, height: 500 })
    expect((await take(editor, crop.url)).status).toBe(200)
  })

  it('goes with its picture when that is purged, as all that was said of it', async () => {
    const asset = await put(await spotted(900, 600, 0.7, 0.25))
    expect((await editor.post(at(asset, '/crops'), draft)).status).toBe(201)
    await editor.send('PUT', at(asset, '/focal-point'), { x: 0.1, y: 0.1 })
    const before = { life: 'trashed', trashedAt: new Date('2020-01-01') }
    await hub.deps.db.asset.update({ where: { id: asset.assetId }, data: before })
    await purgeAsset(hub.deps.db, asset.assetId)
    const where = { where: { assetId: asset.assetId } }
    expect([await hub.deps.db.pictureCrop.count(where), await hub.deps.db.focalPoint.count(where)]).toEqual([0, 0])
  })

  it('is one of at most twenty, and lies inside the picture', async () => {
    const asset = await put(await spotted(800, 600, 0.7, 0.25))
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, at_) => editor.post(at(asset, '/crops'), { ...draft, name: `Cắt ${at_}` })),
    )
    expect(answers.filter(answer => answer.status === 201)).toHaveLength(20)
    expect(answers.find(answer => answer.status !== 201)?.body).toMatchObject({
      type: 'urn:media-hub:problem:crops-full',
    })
    for (const wrong of [{ x: 0.6 }, { width: 0 }, { name: ' ' }, { x: -0.1 }, { name: 'x'.repeat(81) }])
      expect((await editor.post(at(asset, '/crops'), { ...draft, ...wrong })).status, JSON.stringify(wrong)).toBe(400)
  })
})

describe('a unit’s mark', () => {
  const words = { policy: 'always', text: 'Báo Tây Ninh – Ảnh: Ẩn Ữ', corner: 'bottom-right', opacity: 1, size: 0.4 }
  const setMark = (client: TestClient, mark: object, unit = 'bao') =>
    client.send('PUT', `/api/v1/units/${unit}/mark`, mark)

  it('is set by the unit’s editors and nobody else', async () => {
    expect((await setMark(outsider, words)).status).toBe(403)
    expect((await setMark(editor, words, 'dai')).status).toBe(404)
    expect((await setMark(editor, { policy: 'always' })).status).toBe(400)
    expect((await setMark(editor, words)).status).toBe(200)
    expect((await setMark(hub.anonymous, words)).status).toBe(401)
  })

  it('says only of a picture that it may not be the logo; a database that fails is a failure', async () => {
    const { db } = hub.deps
    const { id } = await db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
    const caller = { actor: anonymous, origin: { address: null, requestId: null } }
    const change = unitMarkChange.parse({ ...words, logo: newId() })
    await expect(setUnitMark(db, caller, id, change)).rejects.toMatchObject({ key: 'invalid-request' })
    const lost = new Error('the connection was lost')
    const failing = db.$extends({ query: { asset: { findUnique: () => Promise.reject(lost) } } })
    await expect(setUnitMark(failing as unknown as Db, caller, id, change)).rejects.toThrow(lost.message)
  })

  it('lies over what others take for pages and networks, never over print and the original; its own people choose', async () => {
    const asset = await put(
      await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#404040' } })
        .jpeg()
        .toBuffer(),
    )
    await setMark(editor, words)
    expect(await offer(outsider, asset, 'web')).toMatchObject({ mark: 'always', state: 'absent' })
    expect(await offer(editor, asset, 'web')).toMatchObject({ mark: 'offered', state: 'ready' })
    expect(await offer(outsider, asset, 'print-jpeg')).toMatchObject({ mark: 'none' })
    const bright = async (bytes: Buffer) => (await sharp(bytes).greyscale().stats()).channels[0]!.max
    for (const purpose of ['web', 'social-wide']) {
      expect(
        await bright((await take(outsider, at(asset, `/downloads/${purpose}?mark=0`))).bytes),
        purpose,
      ).toBeGreaterThan(200)
      expect(await bright((await take(editor, at(asset, `/downloads/${purpose}`))).bytes), purpose).toBeLessThan(90)
      expect(
        await bright((await take(editor, at(asset, `/downloads/${purpose}?mark=1`))).bytes),
        purpose,
      ).toBeGreaterThan(200)
    }
    expect(await bright((await take(outsider, at(asset, '/downloads/print-jpeg'))).bytes)).toBeLessThan(90)
    await setMark(editor, { ...words, policy: 'offered' })
    expect(await bright((await take(outsider, at(asset, '/downloads/web'))).bytes)).toBeLessThan(90)
    await setMark(editor, { policy: 'none' })
  })

  it('may be a logo of the unit’s own, drawn as every picture that comes in; one that is hostile gives way to the words', async () => {
    const asset = await put(
      await sharp({ create: { width: 1500, height: 1200, channels: 3, background: '#404040' } })
        .jpeg()
        .toBuffer(),
    )
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="#00ff00"/></svg>'
    const logo = await put(Buffer.from(svg), { contentType: 'image/svg+xml' })
    const other = await put(
      await sharp({ create: { width: 9, height: 9, channels: 3, background: '#0f0' } })
        .png()
        .toBuffer(),
      { contentType: 'image/png' },
    )
    const dai = await hub.deps.db.unit.findUniqueOrThrow({ where: { code: 'dai' } })
    await hub.deps.db.asset.update({ where: { id: other.assetId }, data: { unitId: dai.id } })
    expect((await setMark(editor, { ...words, logo: other.assetId })).status).toBe(400)
    expect((await setMark(editor, { ...words, logo: newId() })).status).toBe(400)
    expect((await setMark(editor, { ...words, policy: 'offered', logo: logo.assetId })).status).toBe(200)
    const path = at(asset, '/downloads/social-square?mark=1')
    const green = async (bytes: Buffer) => {
      const { data } = await sharp(bytes)
        .extract({ left: 900, top: 950, width: 60, height: 60 })
        .raw()
        .toBuffer({ resolveWithObject: true })
      return data[1]! > 200 && data[0]! < 60
    }
    expect(await green((await take(editor, path)).bytes)).toBe(true)
    // The same logo, eaten by a worm: what is drawn is the words.
    const key = (await hub.deps.db.storedObject.findUniqueOrThrow({ where: { id: logo.objectId } })).key
    const bad = await putMediaAsset(context, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><broken'), {
      kind: 'image',
      contentType: 'image/svg+xml',
    })
    const worm = await hub.deps.db.storedObject.findUniqueOrThrow({ where: { id: bad.objectId } })
    await hub.deps.db.storedObject.update({ where: { id: worm.id }, data: { key: `${worm.key}-x` } })
    await hub.deps.db.storedObject.update({ where: { id: logo.objectId }, data: { key: worm.key } })
    const { bytes } = await take(editor, at(asset, '/downloads/social-wide?mark=1'))
    await hub.deps.db.storedObject.update({ where: { id: logo.objectId }, data: { key } })
    expect((await sharp(bytes).greyscale().stats()).channels[0]!.max).toBeGreaterThan(200)
    await setMark(editor, { policy: 'none' })
  })
})
