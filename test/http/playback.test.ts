import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { PosterAnswer } from '#contracts/playback'
import { renewRenditions } from '#server/renditions/renew-renditions'
import { h264, makeFilm } from '../support/make-film.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let folder: string
let editor: TestClient
let other: TestClient
let reader: TestClient
let bytes: Buffer
let id: string

beforeAll(async () => {
  hub = await startTestHub({ worker: true })
  folder = await mkdtemp(join(tmpdir(), 'playback-test-'))
  editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  other = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
  reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
  // Red for the first second and a half, blue afterwards.
  const colours = [
    '-f',
    'lavfi',
    '-i',
    'color=red:s=320x180:r=10:d=1.5',
    '-f',
    'lavfi',
    '-i',
    'color=blue:s=320x180:r=10:d=1.5',
  ]
  const joined = ['-filter_complex', '[0:v][1:v]concat=n=2[v]', '-map', '[v]', ...h264]
  bytes = await readFile(await makeFilm(join(folder, 'film.mp4'), [...colours, ...joined]))
  id = await upload(editor, 'unit')
}, 120_000)
afterAll(async () => {
  await hub.close()
  await rm(folder, { recursive: true, force: true })
})

async function upload(client: TestClient, visibility: Asset['visibility'], file = bytes): Promise<string> {
  const sent = await client.upload(file, 'phim.mp4', { title: 'Phim', visibility })
  const made = sent.body.asset.id
  await vi.waitUntil(async () => (await viewOf(client, made)).file !== 'processing', { timeout: 90_000, interval: 200 })
  expect((await viewOf(client, made)).file).toBe('ready')
  return made
}
const viewOf = async (client: TestClient, asset: string): Promise<Asset> =>
  (await client.get<{ asset: Asset }>(`/api/v1/assets/${asset}`)).body.asset
const at = (asset: string, file: string) => `/api/v1/assets/${asset}/hls/${file}`

describe('a film over HTTP', { timeout: 120_000 }, () => {
  it('is found from its item: playlists lead to playlists and to ranges of bytes', async () => {
    const { playback, renditions } = await viewOf(reader, id)
    expect(playback).toMatchObject({ hls: at(id, 'master.m3u8'), storyboard: at(id, 'storyboard.vtt') })
    expect(renditions.map(each => each.name)).toEqual(['poster', 'preview', 'thumb', 'video'])

    const master = await reader.bytes(playback!.hls!)
    expect(master.status).toBe(200)
    expect(master.headers.get('content-type')).toBe('application/vnd.apple.mpegurl')
    expect(master.headers.get('content-disposition')).toBeNull()
    const list = master.bytes
      .toString()
      .split('\n')
      .find(line => line.endsWith('.m3u8'))!
    const text = (await reader.bytes(at(id, list))).bytes.toString()
    const [, length, start, media] = /#EXT-X-BYTERANGE:(\d+)@(\d+)\n(\S+)/.exec(text)!
    const range = `bytes=${start}-${Number(start) + Number(length) - 1}`
    const segment = await reader.bytes(at(id, media!), { range })
    expect(segment.status).toBe(206)
    expect(segment.headers.get('content-type')).toBe('video/mp4')
    expect(segment.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/)
    expect(segment.bytes).toHaveLength(Number(length))
    expect(segment.bytes.toString('latin1', 4, 8)).toBe('moof')
  })

  it('has a storyboard whose sheet is a picture', async () => {
    const track = await reader.bytes(at(id, 'storyboard.vtt'))
    expect(track.headers.get('content-type')).toMatch(/^text\/vtt/)
    const sheet = /^(\S+)#xywh=0,0,160,90$/m.exec(track.bytes.toString())?.[1]
    const picture = await reader.bytes(at(id, sheet!))
    expect(picture.headers.get('content-type')).toBe('image/jpeg')
    expect((await sharp(picture.bytes).metadata()).width).toBe(1600)
  })

  it('is as if it were not to whom it does not belong, and for what is no file of a player', async () => {
    const nowhere = (await other.get(at(crypto.randomUUID(), 'master.m3u8'))).body
    const refused = await other.get(at(id, 'master.m3u8'))
    expect(refused.status).toBe(404)
    expect({ ...refused.body, instance: '' }).toEqual({ ...nowhere, instance: '' })
    expect((await hub.anonymous.get(at(id, 'master.m3u8'))).status).toBe(401)
    for (const file of ['hls-360-0123456789abcdef.mp4', 'poster', 'video', '..%2foriginal', 'hls-360.mp4'])
      expect.soft((await reader.get(at(id, file))).status, file).toBe(404)
  })

  it('shows its own rendition of a chosen poster under no name of another’s', async () => {
    expect((await reader.get(`/api/v1/assets/${id}/renditions/poster.${id}`)).status).toBe(404)
  })

  it('goes on for who watches when a newer recipe has made other bytes', async () => {
    const asset = await upload(editor, 'public', Buffer.concat([bytes, Buffer.from('newer')]))
    const master = (await hub.anonymous.bytes(at(asset, 'master.m3u8'))).bytes.toString()
    const list = master.split('\n').find(line => line.endsWith('.m3u8'))!
    const { db } = hub.deps
    const { objectId } = await db.assetVersion.findFirstOrThrow({ where: { assetId: asset } })
    const row = await db.rendition.findFirstOrThrow({ where: { objectId: objectId!, name: 'hls-360-list' } })
    const newer = {
      ...row,
      id: crypto.randomUUID(),
      recipe: row.recipe + 1,
      key: `${row.key}x`,
      sha256: 'f'.repeat(64),
    }
    await db.rendition.create({ data: newer })
    const answer = await hub.anonymous.bytes(at(asset, list))
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, `"${row.sha256}"`])
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate')
  })
})

describe('the poster of a film', { timeout: 120_000 }, () => {
  const choose = (client: TestClient, asset: string, atMs: number) =>
    client.send<PosterAnswer>('PUT', `/api/v1/assets/${asset}/poster`, { atMs })
  const colourOf = async (client: TestClient, asset: string, name = 'poster') => {
    const answer = await client.bytes(`/api/v1/assets/${asset}/renditions/${name}`)
    const { dominant } = await sharp(answer.bytes).stats()
    return dominant.r > dominant.b ? 'red' : 'blue'
  }

  it('is the moment that an editor chose, in each size, and only of that item', async () => {
    const twin = await upload(other, 'hub')
    const before = await colourOf(other, twin)
    for (const [atMs, colour] of [
      [200, 'red'],
      [2500, 'blue'],
    ] as const) {
      const chosen = await choose(editor, id, atMs)
      expect([chosen.status, chosen.body.poster]).toEqual([202, { atMs, chosen: true, making: true }])
      await expect.poll(async () => (await viewOf(editor, id)).playback?.poster.making, { timeout: 30_000 }).toBe(false)
      for (const name of ['poster', 'preview', 'thumb']) expect(await colourOf(reader, id, name)).toBe(colour)
      expect(await colourOf(other, twin)).toBe(before)
    }
    expect((await viewOf(other, twin)).playback?.poster.chosen).toBe(false)
    const { entries } = (await editor.get<{ entries: { act: string }[] }>(`/api/v1/assets/${id}/timeline`)).body
    expect(entries.filter(entry => entry.act === 'poster.choose')).toHaveLength(2)
  })

  it('comes back where it was lost', async () => {
    const { db } = hub.deps
    await db.rendition.deleteMany({ where: { name: `poster.${id}` } })
    await renewRenditions(db)
    await expect.poll(() => db.rendition.count({ where: { name: `poster.${id}` } }), { timeout: 30_000 }).toBe(1)
  })

  it('is chosen by the hub again when nobody chooses', async () => {
    const reset = await editor.send<PosterAnswer>('DELETE', `/api/v1/assets/${id}/poster`)
    expect([reset.status, reset.body.poster.chosen]).toEqual([200, false])
    expect(await hub.deps.db.rendition.count({ where: { name: { contains: id } } })).toBe(0)
    expect((await reader.bytes(`/api/v1/assets/${id}/renditions/poster`)).status).toBe(200)
  })

  it('is not chosen behind the end, of what is no film, nor by who may only read', async () => {
    expect((await choose(editor, id, 60_000)).status).toBe(400)
    expect((await choose(reader, id, 0)).status).toBe(403)
    expect((await choose(other, id, 0)).status).toBe(404)
    const article = await editor.post<{ asset: Asset }>('/api/v1/articles', { title: 'Bài', html: '<p>x</p>' })
    expect((await choose(editor, article.body.asset.id, 0)).status).toBe(404)
  })
})
