import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewApiKeyAnswer } from '#contracts/api-key'
import type { Asset, UploadMetadata } from '#contracts/asset'
import { makeImageRendition } from '#workers/renditions/make-rendition'
import { makeJpeg } from '../support/media.ts'
import { putMediaAsset } from '../support/media-asset.ts'
import type { Answer, TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let width = 700
const fresh = () => makeJpeg({ width: width++, height: 300 })

describe('the same bytes again', () => {
  let hub: TestHub
  let owner: TestClient
  let other: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    owner = await hub.person('Báo', { memberships: [{ unit: 'bao', role: 'editor' }] })
    other = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
  })
  afterAll(() => hub.close())

  const send = (by: TestClient, file: Buffer, metadata: UploadMetadata = {}) =>
    by.upload(file, 'anh.jpg', { allowDuplicate: false, title: 'Ảnh', ...metadata })
  const ready = async (by: TestClient, id: string) => {
    const file = async () => (await by.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset.file
    await expect.poll(file, { timeout: 20_000 }).toBe('ready')
  }
  /** What an answer says, without what differs between any two uploads. */
  const said = (answer: Answer<{ asset: Asset }>) => {
    const { id, uri, createdAt, updatedAt, original, ...rest } = answer.body.asset
    const { sha256, size, ...file } = original!
    const headers = [...answer.headers.keys()].sort()
    return { status: answer.status, headers, rest, file: { ...file, url: '' } }
  }

  it('is refused with the asset that has them, where the person may read it, and nothing is kept', async () => {
    const photo = await fresh()
    const first = (await send(owner, photo, { visibility: 'hub', title: 'Lễ hội' })).body.asset
    const objects = await hub.deps.db.storedObject.count()
    for (const by of [owner, other]) {
      const again = await send(by, photo)
      expect(again.status).toBe(409)
      expect(again.body).toMatchObject({
        type: 'urn:media-hub:problem:duplicate',
        asset: { id: first.id, title: 'Lễ hội' },
      })
    }
    expect(await hub.deps.db.storedObject.count()).toBe(objects)
    expect((await owner.bytes(`/api/v1/assets/${first.id}/original`)).bytes).toEqual(photo)
    const onPurpose = await send(other, photo, { allowDuplicate: true })
    expect([onPurpose.status, onPurpose.body.asset.unit.code]).toEqual([201, 'dai'])
  })

  it('becomes the person’s own, exactly as if nobody had it, where the other is out of their sight', async () => {
    const hidden: [string, (id: string) => Promise<unknown>, UploadMetadata][] = [
      ['of another unit', async () => {}, { visibility: 'unit' }],
      ['a draft', async () => {}, { visibility: 'draft' }],
      ['under embargo', async () => {}, { visibility: 'public', embargoUntil: '2099-01-01T00:00:00Z' }],
      ['in the trash', id => owner.delete(`/api/v1/assets/${id}`), { visibility: 'public' }],
      [
        'an older version',
        async id => {
          const form = new FormData()
          form.set('file', new Blob([new Uint8Array(await fresh())]), 'b.jpg')
          const { revision } = (await owner.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
          const headers = { 'if-match': `"r${revision}"` }
          expect((await owner.send('POST', `/api/v1/assets/${id}/versions`, form, headers)).status).toBe(201)
        },
        { visibility: 'public' },
      ],
    ]
    const control = said(await send(other, await fresh()))
    for (const [what, hide, metadata] of hidden) {
      const photo = await fresh()
      const { id } = (await send(owner, photo, metadata)).body.asset
      await ready(owner, id)
      await hide(id)
      const answer = await send(other, photo)
      expect(said(answer), what).toEqual(control)
      const own = `/api/v1/assets/${answer.body.asset.id}`
      await ready(other, answer.body.asset.id)
      expect((await other.bytes(`${own}/original`)).bytes).toEqual(photo)
      expect(await hub.deps.db.storedObject.count({ where: { sha256: answer.body.asset.original!.sha256 } })).toBe(1)
    }
  })

  it('shows nothing that was made of them for another until it is made for this one', async () => {
    const quiet = await startTestHub()
    try {
      const [first, second] = await Promise.all([
        quiet.person('Báo', { memberships: [{ unit: 'bao', role: 'editor' }] }),
        quiet.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] }),
      ])
      const photo = await fresh()
      const made = (await send(first!, photo)).body.asset
      const object = await quiet.deps.db.storedObject.findFirstOrThrow()
      await quiet.deps.db.storedObject.update({
        where: { id: object.id },
        data: { width: 1, height: 1, thumbhash: 'AA==' },
      })
      const thumb = { id: made.id, objectId: object.id, recipe: 1, name: 'thumb', key: object.key, size: 1n }
      await quiet.deps.db.rendition.create({ data: { ...thumb, contentType: 'image/jpeg', sha256: object.sha256 } })
      const answer = await send(second!, photo)
      expect(answer.body.asset).toMatchObject({ file: 'processing', renditions: [], thumbhash: null })
      expect(answer.body.asset.original).toMatchObject({ width: null, height: null })
      const path = `/api/v1/assets/${answer.body.asset.id}`
      expect((await second!.get(`${path}/renditions/thumb`)).status).toBe(404)
      expect((await second!.post(`${path}/uses`, { purpose: 'web' })).status).toBe(409)
    } finally {
      await quiet.close()
    }
  })

  it('says nothing to a key that may upload and not read', async () => {
    const photo = await fresh()
    await send(owner, photo, { visibility: 'public' })
    const draft = { name: 'Máy quét', scopes: ['upload'], expiresInDays: 1 }
    const key = await other.post<NewApiKeyAnswer>('/api/v1/me/keys', draft)
    const form = new FormData()
    form.set('metadata', '{}')
    form.set('file', new Blob([new Uint8Array(photo)]), 'a.jpg')
    const headers = { authorization: `Bearer ${key.body.secret}` }
    expect((await hub.anonymous.send('POST', '/api/v1/uploads', form, headers)).status).toBe(201)
  })

  it('lets one of eight equal uploads of one person in, however they race', async () => {
    const photo = await fresh()
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(owner, photo)))
    expect(answers.map(answer => answer.status).sort()).toEqual([201, ...Array<number>(7).fill(409)])
    const { id } = answers.find(answer => answer.status === 201)!.body.asset
    for (const answer of answers) if (answer.status === 409) expect(answer.body).toMatchObject({ asset: { id } })
  })
})

it('the same bytes say nothing either where the work on them is stopped', async () => {
  const hub = await startTestHub()
  try {
    const context = { ...hub.deps, lastAttempt: false, signal: new AbortController().signal }
    const spy = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const [known, unknown] = [await fresh(), await fresh()]
    const said = { kind: 'image', contentType: 'image/jpeg', visibility: 'draft' } as const
    await makeImageRendition(await putMediaAsset(hub.deps, known, said), context)
    const stopped = async (bytes: Buffer) => {
      const { id } = (await spy.upload(bytes, 'anh.jpg', { title: 'Ảnh' })).body.asset
      expect((await spy.post(`/api/v1/assets/${id}/processing/cancel`)).status).toBeLessThan(300)
      const { asset } = (await spy.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body
      const thumb = await spy.get(`/api/v1/assets/${id}/renditions/thumb`)
      const { renditions, thumbhash, failure, embedded, playback } = asset
      const { width, height, durationMs, pageCount } = asset.original!
      return {
        renditions,
        thumbhash,
        failure,
        embedded,
        playback,
        width,
        height,
        durationMs,
        pageCount,
        thumb: thumb.status,
      }
    }
    expect(await stopped(known)).toEqual(await stopped(unknown))
  } finally {
    await hub.close()
  }
}, 60_000)
