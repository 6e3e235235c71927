import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SharedBoard } from '#contracts/share'
import { ownName } from '#server/assets/shown-renditions'
import { newId } from '#server/platform/new-id'
import { recordPoster } from '#server/renditions/record-poster'
import { putMediaAsset } from '../support/media-asset.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const run = promisify(execFile)
const plain = (background: string, width = 1600) =>
  sharp({ create: { width, height: 1200, channels: 3, background } })
    .jpeg()
    .toBuffer()
/** Whether white words lie over a dark picture. */
const isMarked = async (bytes: Buffer) => (await sharp(bytes).greyscale().stats()).channels[0]!.max > 200

describe('the mark that a unit wants always', { timeout: 120_000 }, () => {
  let hub: TestHub
  let folder: string
  let editor: TestClient
  let outsider: TestClient
  let photo: string
  const license = 'https://creativecommons.org/licenses/by/4.0/'

  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
    folder = await mkdtemp(join(tmpdir(), 'hub-marked-'))
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    outsider = await hub.person('Lan', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const said = { title: 'Núi Bà Đen', visibility: 'hub', altText: 'Núi', credit: 'Ảnh: Báo Tây Ninh' } as const
    const made = await editor.upload(await plain('#404040'), 'Núi Bà Đen.jpg', said)
    photo = made.body.asset.id
    await hub.deps.db.asset.update({ where: { id: photo }, data: { rightsStatement: license, rightsHolder: 'Báo' } })
    await hub.idle()
    const mark = { policy: 'always', text: 'Báo Tây Ninh', corner: 'bottom-right', opacity: 1, size: 0.4 }
    expect((await editor.send('PUT', '/api/v1/units/bao/mark', mark)).status).toBe(200)
  })
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const files = async (taker: TestClient, path: string, body?: object) => {
    const response = await fetch(`${hub.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { cookie: taker.cookie, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    expect(response.status).toBe(200)
    const [file, target] = [join(folder, `${newId()}.zip`), await mkdtemp(join(folder, 'out-'))]
    await writeFile(file, Buffer.from(await response.arrayBuffer()))
    const { stdout } = await run('unzip', ['-o', '-d', target, file], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    const pictures = [...stdout.matchAll(/: (.*\.jpg)\s*$/gm)].map(match => match[1]!)
    return Promise.all(pictures.map(picture => readFile(picture)))
  }
  const share = async (wish: object) => {
    const made = await editor.post<{ collection: { id: string } }>('/api/v1/collections', { name: 'Gửi', unit: 'bao' })
    const board = `/api/v1/collections/${made.body.collection.id}`
    return async (assets: string[]) => {
      await editor.post(`${board}/items`, { assets })
      const link = await editor.post<{ url: string }>(`${board}/shares`, { expiresInDays: 7, ...wish })
      expect(link.status).toBe(201)
      return `/api/v1/shares/${new URL(link.body.url).pathname.split('/').at(-1)}`
    }
  }

  /** Asked again where the hub says that it is busy, as a client does; a machine under load is. */
  const saved = async (taker: TestClient, path: string) => {
    for (;;) {
      const answer = await taker.bytes(path)
      const busy = answer.status === 503 || answer.headers.get('x-hub-metadata') === 'as-stored; reason=busy'
      if (!busy) return answer
      await wait(500)
    }
  }

  it.each([
    ['web', 1600],
    ['preview', 1024],
  ])('lies over the rendition %s that others save, and not over what they look at', async (name, width) => {
    const path = `/api/v1/assets/${photo}/renditions/${name}`
    const taken = await saved(outsider, `${path}?download=1`)
    expect(taken.status).toBe(200)
    expect(taken.headers.get('x-hub-metadata')).toBe('written')
    expect((await sharp(taken.bytes).metadata()).width).toBe(width)
    expect(await isMarked(taken.bytes)).toBe(true)
    expect(await isMarked((await outsider.bytes(path)).bytes)).toBe(false)
    expect(await isMarked((await editor.bytes(`${path}?download=1`)).bytes)).toBe(false)
  })

  it('lies over the file of a use, and not over print’s', async () => {
    const taken = async (client: TestClient, purpose: string) => {
      const use = await client.post<{ use: { id: string }; download: { url: string } }>(
        `/api/v1/assets/${photo}/uses`,
        { purpose },
      )
      expect(use.status).toBe(201)
      return isMarked((await client.bytes(use.body.download.url)).bytes)
    }
    expect(await taken(outsider, 'web')).toBe(true)
    expect(await taken(outsider, 'print')).toBe(false)
    expect(await taken(editor, 'web')).toBe(false)
  })

  it('lies over the pictures of a ZIP, but for its own people and over originals', async () => {
    const zip = async (client: TestClient, size: string) => {
      const [picture] = await files(client, '/api/v1/downloads/zip', { assets: [photo], size })
      return isMarked(picture!)
    }
    for (const size of ['web', 'preview']) {
      expect(await zip(outsider, size), size).toBe(true)
      expect(await zip(editor, size), size).toBe(false)
    }
    expect(await zip(outsider, 'original')).toBe(false)
  })

  it('lies over what a share link hands out, one by one and as a ZIP', async () => {
    const api = await (await share({ watermark: false, downloads: true }))([photo])
    const { body } = await hub.anonymous.get<SharedBoard>(api)
    expect(await isMarked((await hub.anonymous.bytes(body.items[0]!.file!.url)).bytes)).toBe(true)
    const pictures = await files(hub.anonymous, `${api}/zip`)
    expect(await Promise.all(pictures.map(isMarked))).toEqual([true])
  })

  it('refuses where it cannot be drawn, and a ZIP leaves that picture out', async () => {
    const { db } = hub.deps
    const other = await editor.upload(await plain('#404040', 1500), 'Hỏng.jpg', { title: 'Hỏng', visibility: 'hub' })
    const { id } = other.body.asset
    await hub.idle()
    const version = await db.assetVersion.findFirstOrThrow({ where: { assetId: id }, include: { object: true } })
    const { key } = version.object!
    await db.storedObject.update({ where: { id: version.objectId! }, data: { key: 'originals/00/00/none' } })
    const torn = await plain('#404040', 1400)
    await hub.deps.store.put('originals/00/00/none', Readable.from(torn.subarray(0, 300)), {
      contentType: 'image/jpeg',
    })
    const refused = await outsider.get(`/api/v1/assets/${id}/renditions/web?download=1`)
    expect(refused.body).toMatchObject({ type: 'urn:media-hub:problem:cannot-make' })
    expect(await files(outsider, '/api/v1/downloads/zip', { assets: [id, photo], size: 'web' })).toHaveLength(1)
    await db.storedObject.update({ where: { id: version.objectId! }, data: { key } })
  })

  it('of a share link lies over the moment of a film that its people chose', async () => {
    const { db, store } = hub.deps
    const said = { kind: 'video', contentType: 'video/mp4', fileName: 'Lễ hội.mp4', visibility: 'hub' } as const
    const { assetId, objectId } = await putMediaAsset(hub.deps, Buffer.from(newId()), said)
    const still = async (name: string, background: string, recipe: number) => {
      const key = `derived/${objectId}/${recipe}/${newId()}`
      const put = await store.put(key, Readable.from(await plain(background)), { contentType: 'image/jpeg' })
      const facts = { name, key, contentType: 'image/jpeg', sha256: put.sha256, size: put.size }
      return { ...facts, width: 1600, height: 1200, durationMs: null }
    }
    const first = await still('preview', '#404040', 2)
    await db.rendition.create({ data: { ...first, id: newId(), objectId, recipe: 2, size: BigInt(first.size) } })
    const bao = await db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
    const ready = { file: 'ready', unitId: bao.id, rightsStatement: license, rightsHolder: 'Báo' }
    await db.asset.update({ where: { id: assetId }, data: ready })
    const api = await (await share({ watermark: true }))([assetId])
    await hub.idle()
    const look = async () => (await hub.anonymous.get<SharedBoard>(api)).body.items[0]!
    const red = async () => {
      const { bytes } = await hub.anonymous.bytes((await look()).picture!)
      const [r, g] = (await sharp(bytes).stats()).channels.map(each => each.mean)
      return r! > g! + 60
    }
    expect(await red()).toBe(false)
    for (const [atMs, background, expected] of [
      [1000, '#a01010', true],
      [2000, '#404040', false],
      [3000, '#a01010', true],
    ] as const) {
      const ids = { assetId, objectId }
      await db.posterChoice.upsert({
        where: { assetId_objectId: ids },
        create: { ...ids, atMs, chosenAt: new Date() },
        update: { atMs },
      })
      await recordPoster(db, ids, atMs, [await still('preview', background, 1)])
      expect(await look()).toMatchObject({ making: true })
      await hub.idle()
      expect(await look()).toMatchObject({ making: false })
      expect(await red()).toBe(expected)
    }
    expect((await editor.delete(`/api/v1/assets/${assetId}/poster`)).status).toBe(200)
    expect(await db.rendition.count({ where: { objectId, name: ownName('marked', assetId) } })).toBe(0)
    expect(await red()).toBe(false)
  })
})
