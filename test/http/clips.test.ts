import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Clip, ClipList, NewClip } from '#contracts/clip'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import { makeSound } from '../support/sound.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const run = promisify(execFile)
const statement = 'http://rightsstatements.org/vocab/InC/1.0/'

describe('clips of films and sounds', () => {
  let hub: TestHub
  let editor: TestClient
  let reader: TestClient
  let folder: string
  let film: Asset
  let talk: Asset
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clips-test-'))
    hub = await startTestHub({ worker: true })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    // A key frame each second, so that a cut may fall on one or beside it.
    const source = [
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=320x180:rate=25:duration=6',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=6',
    ]
    const coding = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '25',
      '-bf',
      '0',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    ]
    await run('ffmpeg', ['-nostdin', '-v', 'error', ...source, ...coding, join(folder, 'phim.mp4')])
    film = await upload(await readFile(join(folder, 'phim.mp4')), 'phim.mp4', {
      ...{ title: 'Lễ vía Bà', credit: 'Báo Tây Ninh', tags: ['lễ hội'], embargoUntil: '2099-01-01T00:00:00+07:00' },
      rights: {
        statement,
        holder: 'Báo Tây Ninh',
        validUntil: '2099-12-31',
        consent: { note: 'Đã đồng ý', scope: 'web' },
      },
    })
    talk = await upload(await makeSound(join(folder, 'talk.wav'), { seconds: 5 }), 'talk.wav', { title: 'Phỏng vấn' })
  }, 120_000)
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const path = ({ id }: { id: string }) => `/api/v1/assets/${id}`
  const read = async (which: { id: string }) => (await editor.get<{ asset: Asset }>(path(which))).body.asset
  async function upload(bytes: Buffer, name: string, metadata: object): Promise<Asset> {
    const { body } = await editor.upload(bytes, name, metadata)
    await hub.idle()
    return read(body.asset)
  }
  const cut = (asset: Asset, wish: NewClip, by = editor, headers = {}) =>
    by.send<{ clip: Clip; type: string }>('POST', `${path(asset)}/clips`, wish, headers)
  const list = async (asset: { id: string }, by = editor) => (await by.get<ClipList>(`${path(asset)}/clips`)).body
  const made = async (asset: Asset, wish: NewClip): Promise<Clip> => {
    const { status, body } = await cut(asset, wish)
    expect(status).toBe(201)
    await hub.idle()
    return (await list(asset)).clips.find(({ id }) => id === body.clip.id)!
  }
  async function probe(asset: { id: string }) {
    const { bytes } = await editor.bytes(`${path(asset)}/original`)
    await writeFile(join(folder, asset.id), bytes)
    const shown = ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', join(folder, asset.id)]
    const { stdout } = await run('ffprobe', shown)
    return (JSON.parse(stdout) as { streams: Record<string, string>[] }).streams
  }

  it('are assets of their own, exact to the frame, with rights, credit and lineage of their source', async () => {
    const clip = await made(film, { fromMs: 1240, toMs: 3240 })
    expect(clip).toMatchObject({
      state: 'done',
      progress: 100,
      title: 'Lễ vía Bà (0:01–0:03)',
      requestedBy: 'Biên tập',
    })
    const asset = await read(clip.asset!)
    expect(asset).toMatchObject({
      kind: 'video',
      file: 'ready',
      credit: 'Báo Tây Ninh',
      tags: ['lễ hội'],
      unit: film.unit,
    })
    expect(asset.rights).toMatchObject({ statement, holder: 'Báo Tây Ninh', validUntil: '2099-12-31' })
    expect(asset.rights?.consent).toMatchObject({ note: 'Đã đồng ý', scope: 'web' })
    expect(asset.embargoUntil).toBe(film.embargoUntil)
    expect(asset.description).toContain('Cắt từ “Lễ vía Bà”, từ 0:01 đến 0:03.')
    expect(asset.renditions.map(({ name }) => name)).toContain('video')
    const [picture] = await probe(asset)
    expect(picture).toMatchObject({ codec_name: 'h264', nb_read_frames: '50' })
    expect((await list(asset)).source).toEqual({ id: film.id, title: film.title, fromMs: 1240, toMs: 3240 })
  }, 120_000)

  it('are copied as they are where a key frame stands at both ends', async () => {
    const clip = await made(film, { fromMs: 2000, toMs: 4000, title: 'Hai giây' })
    const [picture] = await probe(clip.asset!)
    expect(picture).toMatchObject({ nb_read_frames: '50' })
    // x264 at crf 18 would call itself by another profile than the source's own.
    expect(picture!.profile).toBe((await probe(film))[0]!.profile)
    expect(clip.title).toBe('Hai giây')
  }, 120_000)

  it('of a lossless recording are lossless', async () => {
    const clip = await made(talk, { fromMs: 1000, toMs: 2500 })
    const asset = await read(clip.asset!)
    expect(asset).toMatchObject({
      kind: 'audio',
      file: 'ready',
      original: { contentType: 'audio/flac', durationMs: 1500 },
    })
  }, 60_000)

  it('fail with a reason where the hub has these bytes already', async () => {
    const first = await made(talk, { fromMs: 0, toMs: 900 })
    const second = await made(talk, { fromMs: 0, toMs: 900 })
    expect(second).toMatchObject({ state: 'failed', failure: 'duplicate', asset: { id: first.asset!.id } })
    expect((await list(talk, reader)).clips.map(({ state }) => state)).not.toContain('failed')
  }, 60_000)

  it('are cut once for one Idempotency-Key, and other times under it are refused', async () => {
    const key = { 'idempotency-key': '"clip-1"' }
    const first = await cut(talk, { fromMs: 3000, toMs: 4000 }, editor, key)
    const again = await cut(talk, { fromMs: 3000, toMs: 4000 }, editor, key)
    expect(again.body.clip.id).toBe(first.body.clip.id)
    expect((await cut(talk, { fromMs: 3100, toMs: 4000 }, editor, key)).status).toBe(422)
    await hub.idle()
    expect((await list(talk)).clips.filter(({ fromMs }) => fromMs === 3000)).toHaveLength(1)
  })

  it('lie within their source, and are made of films and sounds by those who may edit them', async () => {
    for (const times of [
      [0, 100],
      [2000, 1000],
      [1000, 60_000],
    ] as const) {
      const refused = await cut(talk, { fromMs: times[0], toMs: times[1] })
      expect(refused.body.type).toBe('urn:media-hub:problem:clip-refused')
    }
    expect((await cut(talk, { fromMs: 0, toMs: 1000 }, reader)).status).toBe(403)
    expect((await cut(talk, { fromMs: 0, toMs: 1000 }, hub.anonymous)).status).toBe(401)
    const photo = (await editor.upload(await makeJpeg({ width: 640, height: 400 }), 'a.jpg')).body.asset
    expect((await cut(photo, { fromMs: 0, toMs: 1000 })).status).toBe(409)
  })

  it('stay bound: what the source may no longer do, no clip may, and none is loosened past it', async () => {
    const clip = await read((await made(film, { fromMs: 500, toMs: 1700 })).asset!)
    const edit = (asset: Asset, body: object) =>
      editor.send<{ asset: Asset; type: string }>('PATCH', path(asset), body, { 'if-match': `"r${asset.revision}"` })
    const looser = await edit(clip, { embargoUntil: null })
    expect(looser).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:clip-bound' } })
    const withdrawnAt = '2026-11-01T00:00:00Z'
    const rights = { statement, validUntil: '2098-06-30', consent: { note: 'Đã đồng ý', withdrawnAt } }
    expect((await edit(await read(film), { embargoUntil: '2099-06-01T00:00:00+07:00', rights })).status).toBe(200)
    const bound = await read(clip)
    expect(new Date(bound.embargoUntil!).toISOString()).toBe('2099-05-31T17:00:00.000Z')
    expect(bound.rights).toMatchObject({ validUntil: '2098-06-30', holder: 'Báo Tây Ninh' })
    expect(new Date(bound.rights!.consent!.withdrawnAt!).toISOString()).toBe('2026-11-01T00:00:00.000Z')
    expect(bound.revision).toBeGreaterThan(clip.revision)
    // Tighter is allowed.
    expect((await edit(bound, { embargoUntil: '2099-12-01T00:00:00+07:00' })).status).toBe(200)
  }, 60_000)

  it('are recalled with their source, also those of clips, and none is made of what is recalled', async () => {
    const clip = await made(talk, { fromMs: 500, toMs: 4000, title: 'Đoạn sẽ thu hồi' })
    const piece = await made(await read(clip.asset!), { fromMs: 500, toMs: 2000, title: 'Đoạn của đoạn' })
    await hub.deps.db.recall.create({ data: { id: newId(), assetId: talk.id, kind: 'takedown', reason: 'rights' } })
    for (const one of [talk, clip.asset!, piece.asset!]) {
      expect((await read(one)).recalledAt).not.toBeNull()
      const answer = await cut(await read(one), { fromMs: 0, toMs: 1000 })
      expect(answer).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:recalled' } })
    }
    await hub.deps.db.recall.updateMany({ where: { assetId: talk.id }, data: { liftedAt: new Date() } })
    for (const one of [talk, clip.asset!, piece.asset!]) expect((await read(one)).recalledAt).toBeNull()
  }, 120_000)
})
