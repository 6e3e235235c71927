import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { SearchAnswer } from '#contracts/search'
import { makePdf } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** Bytes are kept once, whoever sends them. Nobody may learn by sending a file that the hub has it already. */
describe('a file that another unit keeps as a draft', () => {
  let hub: TestHub
  let stranger: TestClient
  let [again, fresh] = ['', '']
  beforeAll(async () => {
    hub = await startTestHub()
    const owner = await hub.person('Chủ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const [kept, other] = [await makePdf(['bí mật một']), await makePdf(['bí mật hai'])]
    const first = await owner.upload(kept, 'mat.pdf', { title: 'Mật', visibility: 'draft' })
    await pretendMade(first.body.asset.id)
    again = (await stranger.upload(kept, 'a.pdf', { title: 'Bản gửi', visibility: 'unit' })).body.asset.id
    fresh = (await stranger.upload(other, 'a.pdf', { title: 'Bản gửi', visibility: 'unit' })).body.asset.id
  })
  afterAll(() => hub.close())

  /** What a worker leaves of the first upload. */
  const pretendMade = async (assetId: string) => {
    const { db } = hub.deps
    const { objectId } = await db.assetVersion.findFirstOrThrow({ where: { assetId } })
    const facts = { width: 600, height: 800, pageCount: 1, thumbhash: 'abcd' }
    await db.storedObject.update({ where: { id: objectId! }, data: facts })
    for (const name of ['thumb', 'preview', 'large']) {
      const made = { name, key: `derived/${objectId}/1/${name}`, contentType: 'image/webp', sha256: 'a'.repeat(64) }
      await db.rendition.create({
        data: { id: crypto.randomUUID(), objectId: objectId!, recipe: 1, size: 4n, ...made },
      })
    }
    await db.objectText.create({ data: { objectId: objectId!, page: 1, text: 'bí mật một' } })
    await db.asset.update({ where: { id: assetId }, data: { file: 'ready' } })
  }
  /** An answer without what differs between any two uploads. */
  const plain = (value: unknown, id: string) =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(id, 'ID')
        .replace(/"(sha256|createdAt|updatedAt|instance)":"[^"]*"/g, '"$1":""')
        .replace(/"size":\d+/g, '"size":0'),
    )

  it('is the same object in the store, or this proves nothing', async () => {
    const versions = await hub.deps.db.assetVersion.findMany({ distinct: ['objectId'] })
    expect(versions).toHaveLength(2)
  })

  it.each(['', '/clearance', '/renditions/thumb', '/renditions/large', '/renditions/none', '/uses', '/timeline'])(
    'answers as one that nobody has, while it is processed: %s',
    async path => {
      const [known, unknown] = await Promise.all(
        [again, fresh].map(async id => {
          const { status, body } = await stranger.get(`/api/v1/assets/${id}${path}`)
          return { status, body: plain(path === '/timeline' ? { n: (body.entries as []).length } : body, id) }
        }),
      )
      expect(known).toEqual(unknown)
    },
  )

  it('is shown in lists and taken for a purpose as one that nobody has', async () => {
    expect((await stranger.get<{ asset: Asset }>(`/api/v1/assets/${again}`)).body.asset).toMatchObject({
      ...{ file: 'processing', thumbhash: null, renditions: [], original: { width: null, pageCount: null } },
    })
    const { body } = await stranger.get<SearchAnswer>('/api/v1/search?unit=dai')
    const [first, second] = body.hits.map(hit => plain(hit, hit.id))
    expect(body.hits).toHaveLength(2)
    expect(first).toEqual(second)
    for (const purpose of ['web', 'print']) {
      const take = (id: string) => stranger.post(`/api/v1/assets/${id}/uses`, { purpose })
      const [known, unknown] = await Promise.all([take(again), take(fresh)])
      expect(known.status, purpose).toBe(unknown.status)
    }
  })
})
